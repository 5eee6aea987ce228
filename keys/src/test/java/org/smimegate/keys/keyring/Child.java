package org.smimegate.keys.keyring;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.smimegate.core.trust.Certificates;

/** A process of its own that writes into a key ring without end and prints the id of each entry that is stored. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private Child(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    public static void main(String[] arguments) throws Exception {
        X509Certificate certificate = Certificates.read(Path.of(arguments[1])).get(0);
        KeyRing ring = KeyRings.open(new KeyRingSettings(arguments[0], "", Optional.empty(), 1L << 30, true));
        while (true) {
            System.out.println(store(ring, new Owner(UUID.randomUUID() + "@example.org"), certificate));
        }
    }

    private static long store(KeyRing ring, Owner owner, X509Certificate certificate) throws Exception {
        NewEntry entry = new NewEntry(
                "",
                owner,
                certificate,
                List.of(),
                Origin.HARVESTED,
                State.ACTIVE,
                false,
                false,
                "",
                Set.of(),
                Optional.empty());
        return ring.change(
                owner,
                "child",
                Instant.now(),
                entries -> entries.add(entry, AuditAction.HARVESTED, "").id());
    }

    /** @param certificate a file; to make one would take longer than all the rest */
    static Child start(String url, Path certificate) throws IOException {
        return new Child(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        url,
                        certificate.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    long pid() {
        return process.pid();
    }

    String nextLine() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the child ended");
        }
        return line;
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        // Not the process itself: that would close the pipe with what is still to be read.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** What was printed before the end; a line cut in half does not count. */
    List<Long> otherLines() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            text.append((char) c);
        }
        int end = text.lastIndexOf("\n");
        return end < 0
                ? List.of()
                : text.substring(0, end).lines().map(Long::valueOf).toList();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        kill();
        lines.close();
    }
}
