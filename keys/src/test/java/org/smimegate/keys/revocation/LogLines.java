package org.smimegate.keys.revocation;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged until it is closed. */
final class LogLines implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream caught = new ByteArrayOutputStream();

    LogLines() {
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return List.of(caught.toString(StandardCharsets.UTF_8).split("\\n"));
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
