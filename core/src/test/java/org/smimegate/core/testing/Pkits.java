package org.smimegate.core.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;
import org.smimegate.core.outcome.Reason;

/**
 * The foreign judge of paths: NIST's Public Key Interoperability Test Suite, its certificates, revocation lists and
 * signed mails, as the Debian package python3-cryptography-vectors brings them. The property {@code pkits} names another
 * folder that holds them.
 */
public final class Pkits {
    private static final String PACKAGE = "python3-cryptography-vectors";
    private static final Path INSTALLED =
            Path.of("/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data");

    /** Set by {@code smimegate test}: without its peers the build fails. */
    private static final String PEERS_REQUIRED = "peers.required";

    private static final String TABLE = "pkits.txt";
    private static final String POLICY = "2.16.840.1.101.3.2.1.48.";
    private static final String POLICIES = "policies=";

    private final Path folder;

    private Pkits(Path folder) {
        this.folder = folder;
    }

    /**
     * A line of the table.
     *
     * @param number as in the PKITS document, 4.8.1.3 the third part of 4.8.1
     * @param refusal why the path is to be refused; empty if it is valid
     * @param policies OIDs of the initial policies, empty for any
     */
    public record Case(
            String number,
            Optional<Reason> refusal,
            String message,
            Set<String> policies,
            boolean explicitPolicy,
            boolean noMapping,
            boolean noAnyPolicy) {
        /** With the inputs that a mail program has: none. */
        public boolean hasDefaultInputs() {
            return policies.isEmpty() && !explicitPolicy && !noMapping && !noAnyPolicy;
        }

        @Override
        public String toString() {
            return number + " " + message;
        }
    }

    /** The suite; where it is missing, the test fails under {@code smimegate test} and is not run elsewhere. */
    public static Pkits installed() {
        Path folder = Path.of(System.getProperty("pkits", INSTALLED.toString()));
        if (!Files.isDirectory(folder.resolve("smime"))) {
            String what = folder + " is missing (expected: Debian package " + PACKAGE + " installed)";
            if (Boolean.getBoolean(PEERS_REQUIRED)) {
                throw new AssertionError(what);
            }
            throw new TestAbortedException(what);
        }
        return new Pkits(folder);
    }

    /** All cases, whether or not the suite is installed. */
    public static List<Case> cases() throws IOException {
        try (InputStream in = Pkits.class.getResourceAsStream(TABLE)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Pkits::parse)
                    .toList();
        }
    }

    /** The mail of a case, signed with the key at the end of its path. */
    public byte[] mail(Case pkits) throws IOException {
        return Files.readAllBytes(folder.resolve("smime").resolve("Signed" + pkits.message() + ".eml"));
    }

    public X509Certificate anchor() throws IOException, GeneralSecurityException {
        byte[] der = Files.readAllBytes(folder.resolve("certs/TrustAnchorRootCertificate.crt"));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static Case parse(String line) {
        List<String> words = List.of(line.split(" "));
        return new Case(
                words.get(0),
                refusal(words.get(1)),
                words.get(2),
                policies(words),
                words.contains("explicit"),
                words.contains("no-mapping"),
                words.contains("no-any-policy"));
    }

    private static Optional<Reason> refusal(String expected) {
        return expected.equals("valid")
                ? Optional.empty()
                : Optional.of(Arrays.stream(Reason.values())
                        .filter(reason -> reason.token().equals(expected))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(TABLE + ": " + expected)));
    }

    private static Set<String> policies(List<String> words) {
        return words.stream()
                .filter(word -> word.startsWith(POLICIES))
                .flatMap(word -> Arrays.stream(word.substring(POLICIES.length()).split(",")))
                .map(number -> POLICY + number)
                .collect(Collectors.toUnmodifiableSet());
    }
}
