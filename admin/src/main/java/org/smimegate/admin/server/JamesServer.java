package org.smimegate.admin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.smimegate.admin.console.CannotRunException;

/**
 * A James process in a {@link ServerFolder}. It ends when it is closed and when this Java ends. What it prints goes to
 * {@code james.log} in its folder.
 */
public final class JamesServer implements AutoCloseable {
    private static final String MAIN_CLASS = "org.apache.james.MemoryJamesServerMain";
    private static final String STARTED = "JAMES server started";
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int TAIL = 15;

    private final ServerFolder folder;
    private final Process process;
    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Deque<String> tail = new ArrayDeque<>();
    private final Thread reader;
    private final Thread stopper = new Thread(this::stop, "stop James");

    private JamesServer(ServerFolder folder, Process process, Consumer<String> listener) {
        this.folder = folder;
        this.process = process;
        this.reader = new Thread(() -> read(listener), "James' log");
    }

    /**
     * Starts the process; {@link #awaitStarted} says when it serves.
     *
     * @param listener gets each line of the server's log, on a thread of its own
     */
    public static JamesServer start(ServerFolder folder, Installation installation, Consumer<String> listener)
            throws IOException, CannotRunException {
        Path arguments = folder.path().resolve("java.args");
        Files.writeString(arguments, arguments(folder, installation.classPath()), UTF_8);
        Process process = new ProcessBuilder(java(), "@" + arguments)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .start();
        JamesServer server = new JamesServer(folder, process, listener);
        Runtime.getRuntime().addShutdownHook(server.stopper);
        server.reader.setDaemon(true);
        server.reader.start();
        return server;
    }

    /** Waits until it serves. */
    public void awaitStarted(Duration limit) throws CannotRunException, InterruptedException {
        if (!started.await(limit.toMillis(), TimeUnit.MILLISECONDS) || !process.isAlive()) {
            String what = process.isAlive() ? "did not start within " + limit.toSeconds() + " s" : "refused to start";
            throw new CannotRunException("James " + what + ":\n" + lastLines() + "\n(all of it: " + log() + ")");
        }
    }

    /** Waits until the process ends because we end. */
    public void awaitEnd() throws InterruptedException, CannotRunException {
        int status = process.waitFor();
        if (!stopping.get()) {
            throw new CannotRunException("James ended by itself, status " + status + ":\n" + lastLines());
        }
    }

    public Path log() {
        return folder.path().resolve("james.log");
    }

    private String lastLines() {
        synchronized (tail) {
            return String.join("\n", tail);
        }
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(stopper);
        } catch (IllegalStateException alreadyEnding) {
            // The hook runs, and finds the process stopped.
        }
    }

    private void stop() {
        stopping.set(true);
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join(STOP.toMillis());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read(Consumer<String> listener) {
        try (BufferedReader lines = process.inputReader(UTF_8);
                BufferedWriter log = Files.newBufferedWriter(log(), UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line);
                log.newLine();
                log.flush();
                remember(line);
                listener.accept(line);
            }
        } catch (IOException e) {
            remember("(the log cannot be read: " + e.getMessage() + ")");
        } finally {
            started.countDown();
        }
    }

    private void remember(String line) {
        synchronized (tail) {
            tail.addLast(line);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        }
        if (line.contains(STARTED)) {
            started.countDown();
        }
    }

    private static String arguments(ServerFolder folder, String classPath) {
        Path home = folder.path();
        List<String> arguments = List.of(
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dworking.directory=" + home,
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"),
                "-Djdk.tls.ephemeralDHKeySize=2048",
                "-cp",
                classPath,
                MAIN_CLASS);
        return String.join("\n", arguments.stream().map(JamesServer::quoted).toList());
    }

    /** The form of java's argument files. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
