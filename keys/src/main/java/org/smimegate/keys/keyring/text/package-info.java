/**
 * The key ring as one PEM text file, for backup, for moving it and for reading: written by {@link
 * org.smimegate.keys.keyring.text.EntryWriter}, read by {@link org.smimegate.keys.keyring.text.EntryReader}, which takes
 * anybody's PEM files as well. An entry looks so:
 *
 * <pre>
 * Key-Ring-Entry: 1
 * Owner: bob@example.org
 * Name: Bob
 * Origin: harvested
 * State: active
 * Pinned: false
 * Decided: false
 * Chain: 1
 * -----BEGIN CERTIFICATE-----      the owner's
 * -----BEGIN CERTIFICATE-----      one that came along
 * </pre>
 *
 * The first line opens it and gives the version of the format; {@code Owner} may stand several times; {@code Chain} says
 * how many certificates follow the owner's. Lines that begin with {@code #} say nothing.
 */
@NullMarked
package org.smimegate.keys.keyring.text;

import org.jspecify.annotations.NullMarked;
