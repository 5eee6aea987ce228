package org.smimegate.core.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The foreign TLS server: {@code openssl s_server} (Debian package openssl) behind STARTTLS, on loopback. */
public final class OpenSslServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final SmtpFront front;

    private OpenSslServer(Process process, SmtpFront front) {
        this.process = process;
        this.front = front;
    }

    /**
     * Running, and showing the certificate and its intermediates, without the root.
     *
     * @param folder removed by the test
     * @param options of s_server, such as {@code -tls1_2}
     */
    public static OpenSslServer start(Path folder, TestIdentity identity, String... options) throws IOException {
        return start(folder, identity, identity.intermediates(), options);
    }

    /** @param others what it shows besides its certificate */
    public static OpenSslServer start(
            Path folder, TestIdentity identity, List<X509Certificate> others, String... options) throws IOException {
        int port = LoopbackPort.free();
        Process process = new ProcessBuilder(line(Files.createDirectories(folder), port, identity, others, options))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s_server.txt").toFile())
                .start();
        awaitPort(process, port, folder.resolve("s_server.txt"));
        return new OpenSslServer(process, SmtpFront.before(port));
    }

    private static List<String> line(
            Path folder, int port, TestIdentity identity, List<X509Certificate> others, String... options)
            throws IOException {
        List<String> line = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:" + port, "-quiet"));
        line.addAll(List.of("-key", TestFiles.writeKeyPem(folder.resolve("server.key"), identity.key()) + ""));
        line.addAll(List.of("-cert", TestFiles.writePem(folder.resolve("server.pem"), identity.certificate()) + ""));
        if (!others.isEmpty()) {
            line.addAll(List.of("-cert_chain", TestFiles.writePem(folder.resolve("chain.pem"), others) + ""));
        }
        line.addAll(Arrays.asList(options));
        return line;
    }

    private static void awaitPort(Process process, int port, Path said) throws IOException {
        Instant end = Instant.now().plus(LIMIT);
        while (!answers(port)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new AssertionError("openssl s_server does not run:\n" + Files.readString(said));
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it speaks SMTP. */
    public int port() {
        return front.port();
    }

    @Override
    public void close() throws IOException {
        front.close();
        OpenSsl.stop(process);
    }
}
