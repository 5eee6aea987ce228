package org.smimegate.admin.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** A copy of a sample configuration with keys and certificates in it, ready to be spoilt. */
record SampleConf(Path folder) {
    private static final Path SAMPLES = Path.of("../conf");
    private static final TestPki PKI = TestPki.shared();

    /** Every sample that a server can run. */
    static List<String> names() throws IOException {
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            return samples.filter(sample -> Files.exists(sample.resolve("mailetcontainer.xml")))
                    .map(sample -> sample.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** @param parent where {@code conf} is made */
    static SampleConf of(String sample, Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("conf"));
        try (Stream<Path> files = Files.list(SAMPLES.resolve(sample))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return new SampleConf(folder).filled();
    }

    private SampleConf filled() throws IOException {
        key("gateway.p12", PKI.domain("example.org"));
        TestFiles.writeSecret(file("smime/gateway.secret"), "geheim");
        TestFiles.writePem(file("smime/trust/root.pem"), PKI.root().certificate());
        TestFiles.writePem(file("smime/tls/root.pem"), PKI.root().certificate());
        TestFiles.writePem(file("smime/intermediates/ca.pem"), PKI.issuing().certificate());
        TestFiles.writePem(
                file("smime/partners/bob.pem"), PKI.good("bob@partner.example").certificate());
        return this;
    }

    void key(String name, TestIdentity identity) throws IOException {
        TestFiles.writePkcs12(file("smime/" + name), "geheim", name.replace(".p12", ""), identity);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Replaces the only place where that text stands, and returns its line. */
    int replace(String name, String text, String replacement) throws IOException {
        String before = Files.readString(file(name));
        int at = before.indexOf(text);
        if (at < 0 || before.indexOf(text, at + 1) >= 0) {
            throw new AssertionError(name + ": not there once: " + text);
        }
        Files.writeString(file(name), before.substring(0, at) + replacement + before.substring(at + text.length()));
        return 1 + (int) before.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
