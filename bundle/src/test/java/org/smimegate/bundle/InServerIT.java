package org.smimegate.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.Driver;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.bundle.inside.DirectoryAnswer;
import org.smimegate.bundle.inside.FoundKeys;
import org.smimegate.bundle.inside.StoredKey;
import org.smimegate.core.testing.Slapd;
import org.smimegate.core.testing.TestPki;

/** The libraries inside the jar do their work where a server loads it, and leave the server alone. */
class InServerIT {
    private static final TestPki PKI = TestPki.shared();
    private static final String BOB = "bob@example.org";
    private static final X509Certificate CERTIFICATE = PKI.good(BOB).certificate();

    private static ClassPath extension;

    private final PrintStream standardOutput = System.out;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Set<Thread> threads = new HashSet<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws Exception {
        extension = ClassPath.ofExtension(file("smimegate.bundle"), file("smimegate.james.classpath"));
    }

    @AfterAll
    static void unload() throws Exception {
        extension.close();
    }

    @BeforeEach
    void listen() {
        PrintStream both = new PrintStream(said, true, UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void shouldLeaveStandardOutputToTheServer() {
        System.setOut(standardOutput);
        System.setErr(standardError);

        assertThat(said.toString(UTF_8)).isEmpty();
    }

    @Test
    void shouldKeepKeysInAFile() throws Exception {
        threads.addAll(Thread.getAllStackTraces().keySet());
        String url = "jdbc:h2:file:" + folder.resolve("var/keyring");

        try (Closeable ring = extension.run(StoredKey.class, url, CERTIFICATE)) {
            assertThat(ring).isNotNull();
            assertThat(threadsThatKeepTheServerRunning()).isEmpty();
        }

        assertThat(extension.run(FoundKeys.class, url, BOB)).containsExactly(CERTIFICATE);
    }

    /** A database file holds names of H2's classes, so both have to call them the same. */
    @Test
    void shouldShareTheFileWithTheCommandLine() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("keyring");
        X509Certificate another = PKI.leaf(BOB).serial(77).build().certificate();

        try (ClassPath program = ClassPath.ofProgram(file("smimegate.cli"), file("smimegate.cli.classpath"))) {
            try (Closeable ring = extension.run(StoredKey.class, url, CERTIFICATE)) {
                assertThat(program.run(FoundKeys.class, url, BOB)).containsExactly(CERTIFICATE);
            }
            program.run(StoredKey.class, url, another).close();
        }

        assertThat(extension.run(FoundKeys.class, url, BOB)).containsExactlyInAnyOrder(CERTIFICATE, another);
    }

    @Test
    void shouldKeepKeysInPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            said.reset();
            threads.addAll(Thread.getAllStackTraces().keySet());
            String url = server.getJdbcUrl("postgres", "postgres");

            try (Closeable ring = extension.run(StoredKey.class, url, CERTIFICATE)) {
                assertThat(ring).isNotNull();
                assertThat(threadsThatKeepTheServerRunning()).isEmpty();
            }

            assertThat(extension.run(FoundKeys.class, url, BOB)).containsExactly(CERTIFICATE);
        }
    }

    @Test
    void shouldAskADirectoryOverTls() throws Exception {
        try (Slapd slapd = Slapd.start(folder, Slapd.certificate(PKI))) {
            threads.addAll(Thread.getAllStackTraces().keySet());
            slapd.add(Slapd.person(
                    Slapd.PEOPLE, "bob", BOB, Slapd.attribute("userCertificate;binary", CERTIFICATE.getEncoded())));
            X509Certificate anchor = PKI.root().certificate();

            assertThat(extension.run(DirectoryAnswer.class, slapd.tlsUrl(), anchor))
                    .containsExactly(CERTIFICATE);
            assertThat(extension.run(DirectoryAnswer.class, slapd.url(), anchor))
                    .as("STARTTLS")
                    .containsExactly(CERTIFICATE);
            assertThat(threadsThatKeepTheServerRunning()).isEmpty();
        }
    }

    @Test
    void shouldNotBelieveADirectory_whenItsCaIsUnknown() throws Exception {
        try (Slapd slapd = Slapd.start(folder, Slapd.certificate(PKI))) {
            X509Certificate stranger = TestPki.rootCa("CN=Stranger").certificate();

            assertThatThrownBy(() -> extension.run(DirectoryAnswer.class, slapd.tlsUrl(), stranger))
                    .hasRootCauseMessage("unable to find valid certification path to requested target");
        }
    }

    /** H2's messages lie in an archive inside the jar. */
    @Test
    void shouldSayWhatIsWrongWithSql() throws Exception {
        Driver driver = (Driver) extension
                .type("org.smimegate.shaded.h2.Driver")
                .getConstructor()
                .newInstance();

        try (Connection connection = driver.connect("jdbc:h2:mem:", new Properties())) {
            assertThatThrownBy(() -> connection.createStatement().execute("select nobody"))
                    .hasMessageContaining("NOBODY")
                    .hasMessageNotContaining("(Message");
        }
    }

    /** Nothing that an algorithm needs was left out of the jar, and no algorithm that mail, certificates or key files name. */
    @Test
    void shouldOfferEveryAlgorithmOfTheProvider() throws Exception {
        Provider provider = (Provider) extension
                .type("org.smimegate.shaded.bouncycastle.jce.provider.BouncyCastleProvider")
                .getConstructor()
                .newInstance();

        assertThat(provider.getServices()).hasSizeGreaterThan(1_100).noneMatch(InServerIT::lacksAClass);
        assertThat(provider.getServices())
                .extracting(Provider.Service::getAlgorithm)
                .contains(
                        "AES", "CCM", "DESEDE", "RC2", "CAMELLIA", "CAST5", "IDEA", "SEED", "RSA", "RSASSA-PSS", "DSA")
                .contains(
                        "EC",
                        "ECDSA",
                        "ECDH",
                        "ED25519",
                        "ED448",
                        "X25519",
                        "X448",
                        "DH",
                        "ML-DSA-65",
                        "ML-KEM-768",
                        "SLH-DSA")
                .contains(
                        "SHA-1",
                        "SHA-256",
                        "SHA3-256",
                        "SHAKE256-512",
                        "MD5",
                        "RIPEMD160",
                        "PKCS12",
                        "PBKDF2",
                        "SCRYPT");
    }

    /** Some want parameters that are not given here; but their classes must be there. */
    private static boolean lacksAClass(Provider.Service service) {
        try {
            service.newInstance(null);
            return false;
        } catch (NoSuchAlgorithmException | RuntimeException e) {
            return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .anyMatch(ClassNotFoundException.class::isInstance);
        }
    }

    private List<Thread> threadsThatKeepTheServerRunning() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.isAlive() && !threads.contains(thread))
                .toList();
    }

    private static Path file(String property) {
        return Path.of(System.getProperty(property));
    }
}
