package org.smimegate.admin.cert.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.admin.cert.trial.TrialShell.reasons;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** {@code cert test --for tls}: the file stands for what a server sends. */
class ServerTrialTest {
    @TempDir
    Path folder;

    private TrialShell shell;

    @BeforeEach
    void open() throws Exception {
        shell = new TrialShell(folder);
    }

    private CertificateBuilder server() {
        return shell.pki
                .issuing()
                .issue("CN=mx.example.org")
                .domain("mx.example.org")
                .domain("*.mail.example.org")
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
    }

    private JsonNode test(TestIdentity server, Object... more) throws Exception {
        return test(shell.file("server.pem", server.fullChain()), more);
    }

    private JsonNode test(Path file, Object... more) {
        Object[] start = {"cert", "test", file, "--for", "tls", "--trust", folder.resolve("trust"), "--json"};
        Cli.Result result =
                Cli.run(Stream.of(start, more).flatMap(Arrays::stream).toArray());
        assertThat(result.err()).isEmpty();
        JsonNode answer = result.json().get(0);
        assertThat(result.status()).isEqualTo(answer.path("trusted").asBoolean() ? 0 : 1);
        return answer;
    }

    @Test
    void shouldTrustTheServer_whenNameAndChainAreGood() throws Exception {
        TestIdentity server = server().build();

        assertThat(test(server).path("result").asText()).isEqualTo("valid");
        assertThat(test(server, "--host", "mx.example.org").path("result").asText())
                .isEqualTo("valid");
        assertThat(test(server, "--host", "a.mail.example.org").path("result").asText())
                .isEqualTo("valid");
        assertThat(test(server, "--host", "MX.Example.org")
                        .path("remarks")
                        .get(0)
                        .asText())
                .isEqualTo("2 names of hosts: it is for mx.example.org");
    }

    @Test
    void shouldSayForWhichHostsItIs_whenTheNameIsAnother() throws Exception {
        TestIdentity server = server().build();

        JsonNode answer = test(server, "--host", "a.b.mail.example.org");

        assertThat(reasons(answer))
                .containsExactly("wrong-name: the certificate is not for a.b.mail.example.org but for mx.example.org,"
                        + " *.mail.example.org");
        assertThat(test(server).path("remarks").get(0).asText())
                .isEqualTo("for mx.example.org, *.mail.example.org; whether that is the server's name was not asked"
                        + " (--host NAME)");
    }

    @Test
    void shouldTellEveryReason_whenThereAreSeveral() throws Exception {
        TestIdentity server = server().valid(TestPki.days(-9), TestPki.days(-1))
                .extendedKeyUsage(KeyPurposeId.id_kp_emailProtection)
                .build();
        Path file = shell.file("server.pem", server);

        JsonNode answer = test(file, "--host", "other.example");

        assertThat(reasons(answer))
                .containsExactly(
                        "incomplete-chain: the server does not send the certificate of its issuer, CN=Test Issuing CA",
                        "expired: CN=mx.example.org expired on " + TestPki.days(-1),
                        "wrong-usage: the certificate is not for TLS servers (extended key usage serverAuth is missing)",
                        "wrong-name: the certificate is not for other.example but for mx.example.org,"
                                + " *.mail.example.org");
        assertThat(answer.path("missingIssuer").asText()).isEqualTo("CN=Test Issuing CA");
    }

    // rule 14: the intermediates of mail are no help to a server that does not send its own
    @Test
    void shouldWantTheServerToSendItsIntermediate_whenItIsKnownForMail() throws Exception {
        Path file = shell.file("server.pem", server().build());
        Files.createDirectories(folder.resolve("conf"));
        Path config = Files.writeString(
                folder.resolve("conf/smime.xml"),
                "<smime><gateway name=\"gw.example.org\" postmaster=\"postmaster@example.org\"/><trust intermediates=\"file://"
                        + folder.resolve("intermediates") + "/\"/><tls anchors=\"file://" + folder.resolve("trust")
                        + "/\"/></smime>");

        Cli.Result alone = Cli.run("cert", "test", file, "--for", "tls", "--config", config);
        Cli.Result complete = Cli.run(
                "cert",
                "test",
                shell.file("all.pem", server().build().fullChain()),
                "--for",
                "tls",
                "--config",
                config);

        assertThat(alone.status()).isEqualTo(1);
        assertThat(alone.out()).contains("the server has to send the certificate of CN=Test Issuing CA");
        assertThat(complete.status()).isZero();
        assertThat(complete.out()).startsWith(folder.resolve("all.pem") + ": trusted for TLS servers\n");
    }

    @Test
    void shouldBelieveTheRootsOfTheJvm_whenNoOthersAreNamed() throws Exception {
        Path file = shell.file("server.pem", server().build().fullChain());

        Cli.Result result = Cli.run("cert", "test", file, "--for", "tls");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("unknown-authority: CN=Test Root CA is no trust anchor", "believed: the JVM's roots");
    }

    @Test
    void shouldSaySoPlainly_whenThereAreNoAnchors() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path file = shell.file("server.pem", server().build().fullChain());

        Cli.Result result = Cli.run("cert", "test", file, "--for", "tls", "--trust", empty);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("there are no trust anchors: " + empty + " holds no certificates, so no server is trusted");
    }
}
