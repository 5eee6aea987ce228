package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process prints, kept for the test and in a file for whoever looks into a failure. */
final class ProcessLog {
    private final StringBuilder text = new StringBuilder();
    private final Thread reader;
    private boolean ended;

    ProcessLog(Process process, Path file) {
        reader = new Thread(() -> pump(process, file), "log-" + file.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    synchronized String text() {
        return text.toString();
    }

    /** Whether the marker was printed before the process ended; fails the test when the time is over. */
    synchronized boolean await(String marker, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (text.indexOf(marker) < 0 && !ended) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("not printed within " + limit + ": " + marker + "\n" + text);
            }
            pause(left);
        }
        return text.indexOf(marker) >= 0;
    }

    /** Waits for the last line of a process that has ended. */
    void awaitEnd() {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void pump(Process process, Path file) {
        try (BufferedReader lines = process.inputReader(UTF_8);
                var copy = Files.newBufferedWriter(file, UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line + "\n");
                copy.flush();
                append(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private synchronized void append(String line) {
        text.append(line).append('\n');
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
