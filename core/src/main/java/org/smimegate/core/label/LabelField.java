package org.smimegate.core.label;

/**
 * A header field that may speak of labels.
 *
 * @param name as written
 * @param value unfolded, its encoded words (RFC 2047) decoded
 */
public record LabelField(String name, String value) {}
