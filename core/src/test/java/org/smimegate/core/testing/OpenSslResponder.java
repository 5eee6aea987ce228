package org.smimegate.core.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A foreign OCSP responder, {@code openssl ocsp}: a process of its own that speaks HTTP. */
public final class OpenSslResponder implements AutoCloseable {
    private static final String READY = "waiting for OCSP client connections";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Process process;
    private final Path folder;
    private final int port;

    private OpenSslResponder(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Running; its answers are good for an hour.
     *
     * @param folder its own, removed by the test
     * @param port as {@link LoopbackPort} gives it, for the certificates name it
     * @param ca of the certificates, and signs the answers itself
     * @param options of {@code openssl ocsp}
     */
    public static OpenSslResponder start(
            Path folder,
            int port,
            TestIdentity ca,
            List<X509Certificate> good,
            List<X509Certificate> revoked,
            String... options)
            throws IOException {
        Files.createDirectories(folder);
        String certificate =
                TestFiles.writePem(folder.resolve("ca.pem"), ca.certificate()).toString();
        String key = TestFiles.writeKeyPem(folder.resolve("ca.key"), ca.key()).toString();
        String index = Files.writeString(folder.resolve("index.txt"), index(good, revoked))
                .toString();
        List<String> line = new ArrayList<>(List.of("openssl", "ocsp", "-port", String.valueOf(port), "-index", index));
        line.addAll(List.of("-nmin", "60", "-CA", certificate, "-rsigner", certificate, "-rkey", key));
        line.addAll(Arrays.asList(options));
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        awaitStart(process, said);
        return new OpenSslResponder(process, folder, port);
    }

    private static String index(List<X509Certificate> good, List<X509Certificate> revoked) {
        String since = TIME.format(TestPki.NOW.minus(Duration.ofHours(1))) + ",keyCompromise";
        return Stream.concat(
                        good.stream().map(c -> line("V", "", c)),
                        revoked.stream().map(c -> line("R", since, c)))
                .collect(Collectors.joining());
    }

    private static String line(String status, String since, X509Certificate certificate) {
        String serial = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return String.join(
                        "\t",
                        status,
                        TIME.format(certificate.getNotAfter().toInstant()),
                        since,
                        serial.length() % 2 == 0 ? serial : "0" + serial,
                        "unknown",
                        "/CN=somebody")
                + "\n";
    }

    private static void awaitStart(Process process, Path said) throws IOException {
        Instant end = Instant.now().plus(LIMIT);
        while (!Files.readString(said).contains(READY)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new AssertionError("openssl ocsp does not run:\n" + Files.readString(said));
            }
            Thread.onSpinWait();
        }
    }

    /**
     * The response to the foreign client, in DER.
     *
     * @param options of {@code openssl ocsp}
     */
    public byte[] ask(X509Certificate certificate, String... options) throws IOException {
        Path response = folder.resolve("response.der");
        List<String> line = new ArrayList<>(List.of("openssl", "ocsp", "-url", "http://127.0.0.1:" + port + "/"));
        line.addAll(List.of("-CAfile", folder.resolve("ca.pem").toString()));
        line.addAll(List.of("-issuer", folder.resolve("ca.pem").toString()));
        line.addAll(List.of("-serial", certificate.getSerialNumber().toString()));
        line.addAll(List.of("-respout", response.toString()));
        line.addAll(Arrays.asList(options));
        OpenSsl.runOrFail(line, folder.resolve("asked.txt"));
        return Files.readAllBytes(response);
    }

    @Override
    public void close() {
        OpenSsl.stop(process);
    }
}
