package org.smimegate.admin.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.SmtpFront.GREETING;
import static org.smimegate.core.testing.SmtpFront.HELLO;
import static org.smimegate.core.testing.SmtpFront.READY;
import static org.smimegate.core.testing.TestPki.days;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.LoopbackPort;
import org.smimegate.core.testing.OpenSslServer;
import org.smimegate.core.testing.SmtpFront;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Against OpenSSL's server: root (anchor) -> issuing -> mx, with one thing wrong each. */
class TlsCommandTest {
    private static final String DELIVERS = "delivers";

    private final TestPki pki = TestPki.shared();

    @TempDir
    Path folder;

    private Path anchors;

    @BeforeEach
    void writeAnchors() throws IOException {
        anchors = folder.resolve("anchors");
        TestFiles.writePem(anchors.resolve("root.pem"), pki.root().certificate());
    }

    @Test
    void shouldShowEverythingAndEndWith0_whenServerIsGood() throws Exception {
        Cli.Result result = text(mx().build());

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("STARTTLS     encrypted", "protocol     TLSv1.3, TLS_")
                .contains("1 of 2 sent", "2 of 2 sent", "CN=localhost", "CN=Test Issuing CA", "RSA 2048", "serverAuth")
                .contains("name         localhost matches localhost")
                .contains("trust        trusted by " + anchors)
                .contains("peer=verified delivers", "peer=any delivers")
                .doesNotContain("fault");
    }

    @Test
    void shouldPrintOneObject_whenJsonIsWanted() throws Exception {
        JsonNode json = json(mx().build());

        assertThat(json.path("result").asText()).isEqualTo("encrypted");
        assertThat(json.path("good").asBoolean()).isTrue();
        assertThat(json.path("matchingName").asText()).isEqualTo("localhost");
        assertThat(json.path("chain")).hasSize(2);
        assertThat(json.path("chain").path(0).path("daysLeft").asInt()).isBetween(364, 365);
        assertThat(json.path("faults")).isEmpty();
        assertThat(json.path("requireTls").path("verified").asText()).isEqualTo(DELIVERS);
    }

    @Test
    void shouldSayWhen_whenExpired() throws Exception {
        assertFault(mx().valid(days(-30), days(-1)).build(), "expired", days(-1).toString());
    }

    @Test
    void shouldSayWhen_whenNotYetValid() throws Exception {
        assertFault(mx().valid(days(1), days(30)).build(), "not-yet-valid", days(1).toString());
    }

    @Test
    void shouldSaySelfSigned_whenNobodyElseVouches() throws Exception {
        TestIdentity own = CertificateBuilder.selfSigned("CN=localhost")
                .domain("localhost")
                .likeOpensslReqX509()
                .build();

        assertFault(own, "self-signed", "CN=localhost is self-signed");
    }

    @Test
    void shouldEndWith0_whenSelfSignedServerIsItselfAnAnchor() throws Exception {
        TestIdentity own = CertificateBuilder.selfSigned("CN=localhost")
                .domain("localhost")
                .likeOpensslReqX509()
                .build();
        TestFiles.writePem(anchors.resolve("partner.pem"), own.certificate());

        assertThat(text(own).status()).isZero();
    }

    @Test
    void shouldNameTheMissingOne_whenIntermediateIsNotSent() throws Exception {
        TestIdentity mx = mx().build();
        try (OpenSslServer server = OpenSslServer.start(folder, mx, List.of())) {
            assertFault(run(server.port(), "--json"), "incomplete-chain", "CN=Test Issuing CA");
        }
    }

    @Test
    void shouldNameTheAuthority_whenItIsNoAnchor() throws Exception {
        TestPki other = TestPki.of("Other");

        assertFault(mx(other, "localhost").build(), "unknown-authority", "CN=Other Root CA");
    }

    @Test
    void shouldNameTheAuthority_whenItsRootIsSentToo() throws Exception {
        TestIdentity mx = mx(TestPki.of("Other"), "localhost").build();
        try (OpenSslServer server = OpenSslServer.start(folder, mx, mx.issuers())) {
            assertFault(run(server.port(), "--json"), "unknown-authority", "CN=Other Root CA is no trust anchor");
        }
    }

    @Test
    void shouldSaySo_whenCertificateIsForClientsOnly() throws Exception {
        TestIdentity client =
                mx().extendedKeyUsage(KeyPurposeId.id_kp_clientAuth).build();

        assertFault(client, "wrong-usage", "serverAuth is missing");
    }

    @ParameterizedTest
    @CsvSource({"mx.example.org", "*.localhost", "*", "*.example.org"})
    void shouldListTheNames_whenNoneIsTheHost(String name) throws Exception {
        assertFault(mx(pki, name).build(), "wrong-name", "not for localhost but for " + name);
    }

    @Test
    void shouldSayBoth_whenNameAndAuthorityAreWrong() throws Exception {
        JsonNode json = json(mx(TestPki.of("Other"), "mx.example.org").build());

        assertThat(json.path("faults").findValuesAsText("fault")).containsExactly("unknown-authority", "wrong-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void shouldEndWith0_whenProtocolIsGood(String protocol) throws Exception {
        try (OpenSslServer server = OpenSslServer.start(folder, mx().build(), protocol)) {
            assertThat(run(server.port()).out()).contains("TLSv1." + protocol.charAt(6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1", "-tls1_1"})
    void shouldNameTheProtocol_whenServerIsOld(String protocol) throws Exception {
        try (OpenSslServer server =
                OpenSslServer.start(folder, mx().build(), protocol, "-cipher", "DEFAULT@SECLEVEL=0")) {
            Cli.Result result = run(server.port());

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).contains("handshake failed", "TLS 1.2 or 1.3 is needed", "peer=any tries again");
        }
    }

    @Test
    void shouldShowWildcard_whenItMatches() throws Exception {
        TestIdentity mx = mx().name(new GeneralName(GeneralName.iPAddress, "127.0.0.1"))
                .domain("*.example.org")
                .build();
        try (OpenSslServer server = OpenSslServer.start(folder, mx)) {
            Cli.Result result =
                    Cli.run("tls", "127.0.0.1:" + server.port(), "--anchors", anchors, "--helo", "gw.example.org");

            assertThat(result.out()).contains("127.0.0.1 matches 127.0.0.1");
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void shouldBelieveWhomRequireTlsBelieves_whenConfigIsGiven() throws Exception {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Path smime = Files.writeString(
                conf.resolve("smime.xml"),
                "<smime><gateway name='gw.example.org'/><tls anchors='file://" + anchors + "'/></smime>");
        Path without =
                Files.writeString(conf.resolve("without.xml"), "<smime><gateway name='gw.example.org'/></smime>");
        try (OpenSslServer server = OpenSslServer.start(folder, mx().build())) {
            assertThat(Cli.run("tls", "localhost:" + server.port(), "--config", smime)
                            .status())
                    .isZero();
            Cli.Result jvm = Cli.run("tls", "localhost:" + server.port(), "--config", without);
            assertThat(jvm.status()).isEqualTo(1);
            assertThat(jvm.out()).contains("not trusted by the JVM's roots");
        }
    }

    @Test
    void shouldEndWith1_whenNothingIsOffered() throws Exception {
        Cli.Result result = scripted(GREETING, "250 mx.example.org\r\n");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("STARTTLS     not offered", "peer=any tries again");
    }

    @Test
    void shouldSayAtOnce_whenRefusedForGood() throws Exception {
        assertThat(scripted(GREETING, HELLO, "554 no TLS\r\n").out())
                .contains("refused: 554 no TLS", "peer=verified returns the mail to its sender at once");
    }

    @Test
    void shouldReportTextInClear_whenItComesBeforeTheHandshake() throws Exception {
        Cli.Result result = scripted(GREETING, HELLO, READY + "250-injected \u001b[31m\r\n");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("injected: text in clear", "250-injected ?[31m");
    }

    @Test
    void shouldEndWith3_whenNobodyAnswers() {
        Cli.Result result = run(LoopbackPort.free());

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).contains("unreachable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mx.example.org:0", "mx.example.org:70000", "a b", "mx:25:25", "[localhost]:25"})
    void shouldEndWith2_whenItIsNoServer(String target) {
        assertThat(Cli.run("tls", target).status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--timeout,0", "--timeout,601", "--helo,a b"})
    void shouldEndWith2_whenOptionIsUnfit(String option, String value) {
        Cli.Result result = Cli.run("tls", "localhost", option, value);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(option + ": " + value + " (expected: ");
    }

    @Test
    void shouldEndWith3_whenAnchorsAreNotThere() {
        assertThat(Cli.run("tls", "localhost", "--anchors", folder.resolve("nowhere"))
                        .status())
                .isEqualTo(3);
    }

    private void assertFault(TestIdentity identity, String fault, String words) throws IOException {
        try (OpenSslServer server = OpenSslServer.start(folder, identity)) {
            assertFault(run(server.port(), "--json"), fault, words);
        }
    }

    private static void assertFault(Cli.Result result, String fault, String words) {
        JsonNode json = result.json().get(0);

        assertThat(result.status()).isEqualTo(1);
        assertThat(json.path("faults").findValuesAsText("fault")).containsExactly(fault);
        assertThat(json.path("faults").path(0).path("text").asText()).contains(words);
        assertThat(json.path("requireTls").path("verified").asText()).startsWith("tries again");
        assertThat(json.path("requireTls").path("any").asText()).isEqualTo(DELIVERS);
    }

    private Cli.Result text(TestIdentity identity) throws IOException {
        try (OpenSslServer server = OpenSslServer.start(folder, identity)) {
            return run(server.port());
        }
    }

    private JsonNode json(TestIdentity identity) throws IOException {
        try (OpenSslServer server = OpenSslServer.start(folder, identity)) {
            return run(server.port(), "--json").json().get(0);
        }
    }

    private Cli.Result scripted(String... answers) throws IOException {
        try (SmtpFront front = SmtpFront.saying(answers)) {
            return run(front.port());
        }
    }

    private Cli.Result run(int port, String... more) {
        List<Object> line = new ArrayList<>(List.of("tls", "localhost:" + port, "--anchors", anchors));
        line.addAll(List.of(more));
        return Cli.run(line.toArray());
    }

    private CertificateBuilder mx() {
        return mx(pki, "localhost");
    }

    private static CertificateBuilder mx(TestPki pki, String name) {
        return pki.issuing().issue("CN=localhost").domain(name).extendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
    }
}
