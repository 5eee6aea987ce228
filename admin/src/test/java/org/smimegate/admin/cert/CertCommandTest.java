package org.smimegate.admin.cert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.admin.Cli;
import org.smimegate.admin.OpenSsl;

class CertCommandTest {
    private static final String PASSWORD = "pass of this test";

    @TempDir
    Path folder;

    private Path keystore;
    private String secret;

    @BeforeEach
    void chooseNames() {
        keystore = folder.resolve("gateway.p12");
        secret = Cli.secret(folder, PASSWORD);
    }

    @Test
    void shouldMakeAPrivateKeystoreThatOpenSslReads_whenSelfSigned() throws Exception {
        var made = selfSigned("--domain", "example.org,*.example.org", "--email", "bob@x.example", "--o", "Example");

        assertThat(made.status()).isZero();
        assertThat(made.out())
                .contains("dns:example.org", "dns:*.example.org", "email:bob@x.example", "BEGIN CERTIFICATE");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keystore)))
                .isEqualTo("rw-------");
        String text = OpenSsl.run(folder, "pkcs12", "-in", keystore, "-passin", "pass:" + PASSWORD, "-nokeys");
        assertThat(text).contains("O = Example", "friendlyName: gateway");
    }

    @ParameterizedTest
    @CsvSource({"rsa-2048, RSA 2048, keyEncipherment", "ec-p256, EC 256, keyAgreement", "ec-p521, EC 521, keyAgreement"
    })
    void shouldMakeTheKeyAskedFor_whenATypeIsGiven(String type, String key, String use) {
        var made = selfSigned("--domain", "example.org", "--key", type, "--json");

        var view = made.json().get(0);
        assertThat(view.path("key").asText()).isEqualTo(key);
        assertThat(view.path("keyUsage"))
                .map(node -> node.asText())
                .contains("digitalSignature", "nonRepudiation", use);
        assertThat(view.path("extendedKeyUsage").get(0).asText()).isEqualTo("emailProtection");
        assertThat(view.path("ca").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--key dsa --domain example.org | --key: dsa (expected: rsa-2048",
                "--days 0 --domain example.org  | --days: 0 (expected: 1 to",
                "--domain exa_mple..org         | --domain: exa_mple..org (expected:",
                "--email nobody                 | --email: nobody (expected:",
                "--c Germany --domain a.example | --c: Germany (expected:",
                "--o nobody                     | --domain or --email: none (expected:"
            })
    void shouldSayWhatWasExpected_whenAnOptionIsUnfit(String options, String message) {
        var refused = selfSigned((Object[]) options.split(" "));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(message);
        assertThat(keystore).doesNotExist();
    }

    @Test
    void shouldKeepTheOldKeys_whenTheKeystoreExists() throws Exception {
        selfSigned("--domain", "example.org");
        byte[] before = Files.readAllBytes(keystore);

        var refused = selfSigned("--domain", "example.org");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains(keystore + ": exists");
        assertThat(keystore).hasBinaryContent(before);
    }

    @Test
    void shouldNotRepeatASecret_whenItIsWrittenInline() {
        var refused =
                Cli.run("cert", "self-signed", "--keystore", keystore, "--secret", "hunter2", "--domain", "a.example");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("file:PATH or env:NAME").doesNotContain("hunter2");
    }

    @Test
    void shouldRefuseASecretFile_whenOthersMayReadIt() throws Exception {
        Path open = Files.writeString(folder.resolve("open.secret"), PASSWORD);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        var refused = Cli.run(
                "cert", "self-signed", "--keystore", keystore, "--secret", "file:" + open, "--domain", "a.example");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("0600");
    }

    /** key -> request -> answer of a CA made with openssl -> same key, new certificate, chain without root. */
    @Test
    void shouldTakeACasAnswer_whenItBelongsToAKeyOfTheKeystore() throws Exception {
        selfSigned("--domain", "example.org");
        var csr = Cli.run(
                "cert", "csr", "--keystore", keystore, "--secret", secret, "--domain", "example.org", "--o", "Example");
        Files.writeString(folder.resolve("request.pem"), csr.out());
        makeAuthority();
        OpenSsl.run(folder, "req", "-in", "request.pem", "-verify", "-noout");
        OpenSsl.run(
                folder,
                "x509",
                "-req",
                "-in",
                "request.pem",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-days",
                "30",
                "-copy_extensions",
                "copyall",
                "-out",
                "answer.pem");

        var taken = Cli.run("cert", "import", folder.resolve("answer.pem"), "--keystore", keystore, "--secret", secret);

        assertThat(taken.status()).isZero();
        assertThat(taken.out()).contains("key gateway for dns:example.org");
        var shown =
                Cli.run("cert", "show", keystore, "--secret", secret, "--json").json();
        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).path("issuer").asText()).isEqualTo("CN=Test CA");
        assertThat(shown.get(0).path("subject").asText()).contains("O=Example");
    }

    @Test
    void shouldLeaveTheKeystoreAlone_whenACertificateBelongsToNoKeyOfIt() throws Exception {
        selfSigned("--domain", "example.org");
        byte[] before = Files.readAllBytes(keystore);
        makeAuthority();

        var refused = Cli.run("cert", "import", folder.resolve("ca.pem"), "--keystore", keystore, "--secret", secret);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("no certificate in it belongs to a key");
        assertThat(keystore).hasBinaryContent(before);
    }

    @Test
    void shouldAddTheKeysOfAnotherKeystore_whenItsPasswordIsGiven() throws Exception {
        selfSigned("--domain", "example.org");
        makeAuthority();
        OpenSsl.run(
                folder,
                "pkcs12",
                "-export",
                "-in",
                "ca.pem",
                "-inkey",
                "ca.key",
                "-name",
                "gateway",
                "-out",
                "other.p12",
                "-passout",
                "pass:other");

        var taken = Cli.run(
                "cert",
                "import",
                folder.resolve("other.p12"),
                "--in-secret",
                Cli.secret(folder, "other"),
                "--keystore",
                keystore,
                "--secret",
                secret);

        assertThat(taken.status()).isZero();
        assertThat(Cli.run("cert", "show", keystore, "--secret", secret, "--json")
                        .json())
                .hasSize(2);
    }

    @Test
    void shouldNameTheFile_whenItHoldsNoCertificate() throws Exception {
        Path file = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");

        var refused = Cli.run("cert", "show", file);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains(file.toString(), "expected: PEM or DER");
    }

    private Cli.Result selfSigned(Object... options) {
        Object[] common = {"cert", "self-signed", "--keystore", keystore, "--secret", secret};
        Object[] all = java.util.stream.Stream.of(common, options)
                .flatMap(java.util.Arrays::stream)
                .toArray();
        return Cli.run(all);
    }

    private void makeAuthority() throws Exception {
        OpenSsl.run(
                folder,
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem",
                "-days",
                "30",
                "-subj",
                "/CN=Test CA");
    }
}
