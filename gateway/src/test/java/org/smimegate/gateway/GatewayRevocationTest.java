package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.OpenSslCa;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.KeyLookup;

/** A whole gateway with a folder of lists that {@code openssl ca -gencrl} made: root -> issuing -> bob. */
class GatewayRevocationTest {
    private static final TestPki PKI = TestPki.of("Partner");
    private static final TestIdentity BOB = PKI.good("bob@example.com");
    private static final Address BOBS = Address.parse("bob@example.com").orElseThrow();
    private static final Address DAVES = Address.parse("dave@example.org").orElseThrow();

    @TempDir
    static Path shared;

    private static OpenSsl openssl;
    private static byte[] signed;
    private static String anchor;

    @TempDir
    Path folder;

    private Path crls;
    private Gateway gateway;

    /** The lists of each story, once. */
    @BeforeAll
    static void publish() throws Exception {
        openssl = OpenSsl.in(Files.createDirectory(shared.resolve("openssl")));
        anchor = openssl.certificate(PKI.root());
        signed = openssl.cmsOutput(
                "Content-Type: text/plain\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII),
                "-sign",
                "-signer",
                openssl.certificate(BOB),
                "-inkey",
                openssl.key(BOB),
                "-certfile",
                openssl.certificate(PKI.issuing()),
                "-from",
                "bob@example.com",
                "-to",
                "dave@example.org",
                "-subject",
                "greeting");
        OpenSslCa root = OpenSslCa.of(PKI.root(), shared.resolve("root"));
        OpenSslCa issuing = OpenSslCa.of(PKI.issuing(), shared.resolve("issuing"));
        root.publish(list("root"));
        issuing.publish(list("issuing"));
        issuing.dated(days(-9), days(-1)).publish(list("outdated"));
        issuing.dated(days(1), days(9)).publish(list("early"));
        TestIdentity sameName = CertificateBuilder.selfSigned("CN=Partner Issuing CA")
                .ca()
                .freshKey()
                .build();
        OpenSslCa.of(sameName, shared.resolve("impostor"))
                .revoke(BOB.certificate())
                .publish(list("impostor"));
        issuing.revoke(BOB.certificate()).publish(list("revoking-bob"));
        root.revoke(PKI.issuing().certificate()).publish(list("revoking-issuing"));
    }

    @BeforeEach
    void write() throws Exception {
        crls = Files.createDirectories(folder.resolve("conf/smime/crls"));
        TestFiles.writePem(
                folder.resolve("conf/smime/trust/root.pem"), PKI.root().certificate());
        TestFiles.writePem(
                folder.resolve("conf/smime/intermediates/issuing.pem"),
                PKI.issuing().certificate());
        TestFiles.writePem(folder.resolve("conf/smime/partners/bob.pem"), BOB.certificate());
    }

    @AfterEach
    void close() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"verify, hard, soft", "verify, hard, hard", "encrypt, soft, hard"})
    void shouldRefuse_whenItMustBeKnownAndNothingCanBe(String attribute, String verify, String encrypt) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open(verify, encrypt))
                .withMessage("smime.xml:1: trust/revocation/@" + attribute + ": hard: no revocation lists in " + crls
                        + ", so all mail would wait (expected: those of the CAs in that folder, or"
                        + " fetch=\"true\"; or soft)");
    }

    @Test
    void shouldRefuse_whenAListIsBroken() throws Exception {
        Files.writeString(crls.resolve("a.crl"), "broken");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open("soft", "soft"))
                .withMessage("smime.xml:1: trust/revocation/@crls: " + crls.resolve("a.crl")
                        + ": not a revocation list (expected: revocation lists as PEM or DER)");
    }

    /** What is in the folder; what becomes of a signature and of encryption when it may be unknown and when it may not. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            -,                     pass revocation-unknown, Found,   -,                            -
            root,                  pass revocation-unknown, Found,   temperror revocation-unknown, Unavailable
            root outdated,         pass revocation-unknown, Found,   temperror revocation-unknown, Unavailable
            root early,            pass revocation-unknown, Found,   temperror revocation-unknown, Unavailable
            root impostor,         pass revocation-unknown, Found,   temperror revocation-unknown, Unavailable
            issuing,               pass revocation-unknown, Found,   temperror revocation-unknown, Unavailable
            root issuing,          pass,                    Found,   pass,                         Found
            root outdated issuing, pass,                    Found,   pass,                         Found
            root revoking-bob,     policy revoked,          Missing, policy revoked,               Missing
            revoking-bob,          policy revoked,          Missing, policy revoked,               Missing
            issuing revoking-issuing, policy revoked,       Missing, policy revoked,               Missing
            """)
    void shouldJudge(String lists, String soft, String softKey, String hard, String hardKey) throws Exception {
        put(lists);

        assertThat(judged("soft")).isEqualTo(soft + " " + softKey);
        if (!hard.equals("-")) {
            assertThat(judged("hard")).isEqualTo(hard + " " + hardKey);
        }
    }

    /** A foreign tool on the same mail, the same anchor and the same lists, each of which must be there. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            root,                     temperror revocation-unknown, unable to get certificate CRL
            root outdated,            temperror revocation-unknown, CRL has expired
            root early,               temperror revocation-unknown, CRL is not yet valid
            issuing,                  temperror revocation-unknown, unable to get certificate CRL
            root issuing,             pass,                         -
            root revoking-bob,        policy revoked,               certificate revoked
            issuing revoking-issuing, policy revoked,               certificate revoked
            """)
    void shouldAgreeWithOpenSsl(String lists, String verdict, String problem) throws Exception {
        put(lists);
        byte[] store = (Files.readString(Path.of(anchor)) + contents(lists)).getBytes(StandardCharsets.US_ASCII);

        OpenSsl.Result result = openssl.cms(
                signed,
                "-verify",
                "-CAfile",
                openssl.file(".pem", store).toString(),
                "-crl_check_all",
                "-purpose",
                "smimesign",
                "-attime",
                String.valueOf(NOW.getEpochSecond()));

        assertThat(result.exitStatus() == 0).as(result.said()).isEqualTo(problem.equals("-"));
        assertThat(result.said()).contains(problem.equals("-") ? "successful" : problem);
        open("hard", "hard");
        assertThat(words(verdict())).isEqualTo(verdict);
    }

    @Test
    void shouldSayWhatSaysSo() throws Exception {
        put("root issuing");
        open("hard", "hard");

        assertThat(verdict().layers().get(0).signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.evidence().revocation())
                        .contains("issuing.crl")
                        .contains("root.crl"));
    }

    @Test
    void shouldTakeEffect_whenAListIsReplaced() throws Exception {
        put("root issuing");
        open("soft", "soft");
        assertThat(words(verdict())).isEqualTo("pass");

        Files.copy(list("revoking-bob"), crls.resolve("issuing.crl"), StandardCopyOption.REPLACE_EXISTING);

        await().until(() -> words(verdict()).equals("policy revoked"));
        assertThat(key()).isEqualTo("Missing");
    }

    @Test
    void shouldGoOn_whenTheMissingListComes() throws Exception {
        put("root");
        open("hard", "hard");
        assertThat(key()).isEqualTo("Unavailable");

        put("issuing");

        await().until(() -> key().equals("Found"));
        assertThat(words(verdict())).isEqualTo("pass");
    }

    // Fetching

    @Test
    void shouldOpen_whenItMustBeKnownAndCanBeFetched() throws Exception {
        open("hard", "hard", " fetch='true' hosts='crl.example.org *.example.net'");

        assertThat(words(verdict())).isEqualTo("temperror revocation-unknown");
        assertThat(key()).isEqualTo("Unavailable");
        assertThat(folder.resolve("var/smime/revocation")).isDirectory();
    }

    /** The command line leaves the folder to the server. */
    @Test
    void shouldFetchNothing_whenOpenedBesideAServer() throws Exception {
        write("hard", "hard", " fetch='true' hosts='crl.example.org'");
        Path conf = folder.resolve("conf");

        gateway = Gateway.openBeside(conf.resolve("smime.xml"), FileLocator.below(conf), folder.resolve("spool"));

        assertThat(key()).isEqualTo("Unavailable");
        assertThat(folder.resolve("var/smime/revocation")).doesNotExist();
    }

    @Test
    void shouldRefuse_whenNoHostMayBeFetchedFrom() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open("soft", "soft", " fetch='true'"))
                .withMessage(
                        "smime.xml:1: trust/revocation/@fetch: true: no CA in " + folder.resolve("conf/smime/trust")
                                + " and " + folder.resolve("conf/smime/intermediates") + " names a host to fetch from"
                                + " (expected: the attribute hosts, such as hosts=\"crl.example.org\"; or false)");
    }

    /** A CA that says where its issuer's list is. */
    @Test
    void shouldOpen_whenACaNamesAHost() throws Exception {
        CRLDistPoint points = new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(
                    new DistributionPointName(new GeneralNames(
                            new GeneralName(GeneralName.uniformResourceIdentifier, "http://crl.example.org/root.crl"))),
                    null,
                    null)
        });
        TestIdentity ca = PKI.root()
                .issue("CA with a list")
                .ca()
                .extension("2.5.29.31", false, points)
                .build();
        TestFiles.writePem(folder.resolve("conf/smime/intermediates/ca.pem"), ca.certificate());

        open("hard", "soft", " fetch='true'");

        assertThat(key()).isEqualTo("Found");
    }

    @Test
    void shouldRefuse_whenWhatIsFetchedCannotBeKept() throws Exception {
        Files.createDirectories(folder.resolve("var/smime"));
        Files.writeString(folder.resolve("var/smime/revocation"), "a file");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open("soft", "soft", " fetch='true' hosts='crl.example.org'"))
                .withMessageStartingWith(
                        "smime.xml:1: trust/revocation/@fetch: " + folder.resolve("var/smime/revocation"));
    }

    private String judged(String unknown) throws Exception {
        try (Gateway opened = open(unknown, unknown)) {
            return words(verdict()) + " " + key();
        }
    }

    private MessageVerdict verdict() throws Exception {
        List<Inbound.Group> groups =
                gateway.inbound().open(MessageSource.of(signed), Set.of(DAVES), SignatureHandling.KEEP, NOW);
        try {
            return groups.get(0).message().verdict();
        } finally {
            groups.get(0).message().close();
        }
    }

    private static String words(MessageVerdict verdict) {
        return (verdict.signature().map(SignatureResult::token).orElse("-") + " "
                        + verdict.reason().map(Reason::token).orElse(""))
                .strip();
    }

    private String key() {
        KeyLookup found = gateway.recipientKeys().find(BOBS, NOW);
        return found.getClass().getSimpleName();
    }

    private void put(String lists) throws Exception {
        for (String name : lists.split(" ")) {
            if (!name.equals("-")) {
                Files.copy(list(name), crls.resolve(name + ".crl"));
            }
        }
    }

    private static String contents(String lists) throws Exception {
        StringBuilder contents = new StringBuilder();
        for (String name : lists.split(" ")) {
            contents.append(Files.readString(list(name)));
        }
        return contents.toString();
    }

    private static Path list(String name) {
        return shared.resolve(name + ".crl");
    }

    private Gateway open(String verify, String encrypt) throws Exception {
        return open(verify, encrypt, "");
    }

    private Path write(String verify, String encrypt, String more) throws Exception {
        Path conf = folder.resolve("conf");
        return Files.writeString(
                conf.resolve("smime.xml"),
                "<smime><gateway name='gw'/><keyring url='jdbc:h2:mem:" + UUID.randomUUID()
                        + "'/><trust><revocation verify='" + verify + "' encrypt='" + encrypt + "'" + more
                        + "/></trust></smime>");
    }

    private Gateway open(String verify, String encrypt, String more) throws Exception {
        gateway = Gateway.open(
                write(verify, encrypt, more),
                FileLocator.below(folder.resolve("conf")),
                folder.resolve("spool"),
                Fetching.BY_ITSELF,
                Clock.fixed(NOW, ZoneOffset.UTC));
        return gateway;
    }
}
