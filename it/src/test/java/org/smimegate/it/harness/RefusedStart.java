package org.smimegate.it.harness;

/** How a server ended that refused to start. */
public record RefusedStart(int exitCode, String log) {}
