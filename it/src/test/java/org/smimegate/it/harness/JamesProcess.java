package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** James as its administrators run it: a process of its own with our jar in {@code extensions-jars}. */
public final class JamesProcess extends James {
    private static final String MAIN_CLASS = "org.apache.james.MemoryJamesServerMain";
    private static final String STARTED = "JAMES server started";

    private static final AtomicInteger STARTS = new AtomicInteger();

    private final Process process;
    private final ProcessLog log;

    private JamesProcess(JamesSetup setup) {
        super(setup);
        process = launch(setup);
        log = new ProcessLog(process, logFile(setup));
    }

    static JamesProcess start(JamesSetup setup) {
        JamesProcess james = new JamesProcess(setup);
        try {
            james.awaitStarted();
            james.addDomainsAndUsers();
            return james;
        } catch (RuntimeException | AssertionError e) {
            james.kill();
            throw e;
        }
    }

    static RefusedStart startRefused(JamesSetup setup) {
        JamesProcess james = new JamesProcess(setup);
        try {
            if (james.log.await(STARTED, Waits.START)) {
                throw new AssertionError("the server started, but should have refused:\n" + james.log());
            }
            james.awaitExit(Waits.STOP);
            return new RefusedStart(james.process.exitValue(), james.log());
        } finally {
            james.kill();
        }
    }

    /** Everything the server printed so far; also in {@code it/target/james}, where it outlives the test. */
    public String log() {
        return log.text();
    }

    /** Waits until the server has printed this text. */
    public void awaitLog(String text) {
        if (!log.await(text, Waits.MAIL)) {
            throw new AssertionError("the server ended without printing: " + text + "\n" + log());
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the server as an administrator does (SIGTERM): its shutdown hooks run. */
    public void stop() {
        stop(Waits.STOP);
    }

    void stop(Duration limit) {
        process.destroy();
        awaitExit(limit);
    }

    /** Ends the server as a power failure does (SIGKILL). What it printed until then can still be read. */
    public void kill() {
        // Process.destroyForcibly() would close the pipe before the last lines are read.
        process.toHandle().destroyForcibly();
        awaitExit(Waits.STOP);
    }

    /** Ends the server without ceremony: an orderly {@link #stop} takes four seconds. */
    @Override
    public void close() {
        kill();
    }

    private void awaitStarted() {
        if (!log.await(STARTED, Waits.START)) {
            awaitExit(Waits.STOP);
            throw new AssertionError("the server ended with " + process.exitValue() + ":\n" + log());
        }
    }

    private void awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the server did not end within " + limit + ":\n" + log());
            }
            log.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static Path logFile(JamesSetup setup) {
        Path folder = Project.file("it").resolve("target/james");
        Folders.create(folder);
        return folder.resolve(setup.folder.getFileName() + "-"
                + ProcessHandle.current().pid() + "-" + STARTS.incrementAndGet() + ".log");
    }

    private static Process launch(JamesSetup setup) {
        Path arguments = setup.folder.resolve("java.args");
        Folders.write(arguments, String.join("\n", arguments(setup)).getBytes(UTF_8));
        var builder = new ProcessBuilder(java(), "@" + arguments)
                .directory(setup.folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(setup.environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> arguments(JamesSetup setup) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dworking.directory=" + setup.folder,
                "-Djava.io.tmpdir=" + setup.folder.resolve("tmp"),
                "-Dlogback.configurationFile=" + Project.file("it/src/test/resources/james-logback.xml"),
                "-Djdk.tls.ephemeralDHKeySize=2048"));
        arguments.addAll(setup.jvmFlags);
        arguments.addAll(List.of("-cp", Project.jamesClassPath(), MAIN_CLASS));
        return arguments.stream().map(argument -> '"' + argument + '"').toList();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
