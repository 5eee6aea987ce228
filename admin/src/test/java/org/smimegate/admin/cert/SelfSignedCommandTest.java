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
import org.smimegate.admin.ForeignTool;

class SelfSignedCommandTest {
    private static final String DOMAIN = "example.org";

    @TempDir
    Path folder;

    private CertShell shell;

    @BeforeEach
    void openShell() {
        shell = new CertShell(folder);
    }

    @Test
    void shouldMakeAPrivateKeystoreThatOpenSslReads_whenSelfSigned() throws Exception {
        var made = shell.done(
                "self-signed", "--domain", "example.org, *.example.org", "--email", "bob@x.example", "--o", "Example");

        assertThat(made.out())
                .contains("dns:example.org", "dns:*.example.org", "email:bob@x.example", "BEGIN CERTIFICATE")
                .contains("signing and encryption");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shell.keystore())))
                .isEqualTo("rw-------");
        assertThat(shell.openssl("pkcs12 -in gateway.p12 -nokeys -passin", "pass:" + CertShell.PASSWORD))
                .contains("O = Example", "friendlyName: gateway");
    }

    @Test
    void shouldBeReadByKeytoolAndNss_whenSelfSigned() throws Exception {
        shell.done("self-signed", "--domain", DOMAIN);
        Path password = shell.write("password", CertShell.PASSWORD);

        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

        assertThat(ForeignTool.run(
                        folder, keytool, "-list", "-keystore", shell.keystore(), "-storepass:file", password))
                .contains("gateway", "PrivateKeyEntry");
        assertThat(ForeignTool.run(folder, "pk12util", "-l", shell.keystore(), "-w", password))
                .contains("Friendly Name: gateway", "CN=example.org");
    }

    /** UTF-8 as OpenSSL reads it, which the JDK's key store refuses to write. */
    @Test
    void shouldBeReadByOpenSsl_whenThePasswordIsInternational() throws Exception {
        Path password = shell.write("password", "geheim-ä€");
        String secret = Cli.secret(folder, "geheim-ä€");

        var made =
                Cli.run("cert", "self-signed", "--keystore", shell.keystore(), "--secret", secret, "--domain", DOMAIN);

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(shell.openssl("pkcs12 -in gateway.p12 -nokeys -passin file:" + password))
                .contains("CN = example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-2048, RSA 2048, SHA256withRSA, keyEncipherment",
        "rsa-4096, RSA 4096, SHA256withRSA, keyEncipherment",
        "ec-p256, EC 256, SHA256withECDSA, keyAgreement",
        "ec-p384, EC 384, SHA384withECDSA, keyAgreement",
        "ec-p521, EC 521, SHA512withECDSA, keyAgreement"
    })
    void shouldMakeTheKeyAskedFor_whenATypeIsGiven(String type, String key, String signature, String use) {
        var made = shell.done("self-signed", "--domain", DOMAIN, "--key", type, "--json");

        var view = made.json().get(0);
        assertThat(view.path("key").asText()).isEqualTo(key);
        assertThat(view.path("signatureAlgorithm").asText()).isEqualTo(signature);
        assertThat(CertShell.texts(view.path("keyUsage"))).containsExactly("digitalSignature", "nonRepudiation", use);
        assertThat(CertShell.texts(view.path("extendedKeyUsage"))).containsExactly("emailProtection");
        assertThat(view.path("ca").asBoolean()).isFalse();
        assertThat(CertShell.texts(view.path("use"))).containsExactly("signing", "encryption");
    }

    @Test
    void shouldSayThatNobodyCanEncrypt_whenTheKeyIsEd25519() throws Exception {
        var made = shell.done("self-signed", "--domain", DOMAIN, "--key", "ed25519", "--json");

        assertThat(made.err()).contains("--key: ed25519 signs and cannot decrypt", "--encryption-key rsa-3072");
        var view = made.json().get(0);
        assertThat(view.path("key").asText()).isEqualTo("Ed25519");
        assertThat(CertShell.texts(view.path("keyUsage"))).containsExactly("digitalSignature", "nonRepudiation");
        assertThat(CertShell.texts(view.path("use"))).containsExactly("signing");
        assertThat(shell.openssl("pkcs12 -in gateway.p12 -nodes -passin", "pass:" + CertShell.PASSWORD))
                .contains("BEGIN PRIVATE KEY");
    }

    @Test
    void shouldMakeTwoKeys_whenEncryptionHasItsOwn() {
        var made = shell.done(
                "self-signed", "--domain", DOMAIN, "--key", "ed25519", "--encryption-key", "ec-p256", "--json");

        assertThat(made.err()).isEmpty();
        assertThat(made.json())
                .extracting(key -> key.path("alias").asText() + " " + CertShell.texts(key.path("use")))
                .containsExactly("gateway [signing]", "gateway-encryption [encryption]");
        assertThat(CertShell.texts(made.json().get(1).path("keyUsage"))).containsExactly("keyAgreement");
        assertThat(made.json().get(1).path("curve").asText()).isEqualTo("P-256");
    }

    @Test
    void shouldFillTheWholeSubject_whenEveryPartIsGiven() throws Exception {
        shell.done(
                "self-signed",
                "--domain",
                DOMAIN,
                "--cn",
                "Gateway, main",
                "--o",
                "Bücher \"X\" GmbH",
                "--ou",
                "IT",
                "--l",
                "Köln",
                "--st",
                "NRW",
                "--c",
                "de",
                "--days",
                "10");

        assertThat(shell.content().get(0).path("daysLeft").asInt()).isEqualTo(9);
        assertThat(shell.openssl("pkcs12 -in gateway.p12 -nokeys -passin", "pass:" + CertShell.PASSWORD))
                .contains("C = DE, ST = NRW, L = K", "OU = IT, CN = \"Gateway, main\"");
    }

    @Test
    void shouldWriteALabels_whenADomainIsInternational() {
        var made = shell.done("self-signed", "--domain", "Bücher.example", "--email", "bob@bücher.example", "--json");

        assertThat(CertShell.texts(made.json().get(0).path("names")))
                .containsExactly("email:bob@xn--bcher-kva.example", "dns:xn--bcher-kva.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--key dsa --domain example.org      | --key: dsa (expected: rsa-2048",
                "--key rsa-1024 --domain example.org | --key: rsa-1024 (expected: rsa-2048",
                "--encryption-key ed25519 --domain a.example | --encryption-key: ed25519 (expected: a type that",
                "--days 0 --domain example.org       | --days: 0 (expected: 1 to",
                "--days 1x --domain example.org      | '--days'",
                "--domain exa_mple.org               | --domain: exa_mple.org (expected:",
                "--domain *.org                      | --domain: *.org (expected:",
                "--domain a.*.example                | --domain: a.*.example (expected:",
                "--domain *.*.example.org            | --domain: *.*.example.org (expected:",
                "--domain a.example,,b.example       | --domain:  (expected:",
                "--domain -a.example                 | --domain: -a.example (expected:",
                "--email nobody                      | --email: nobody (expected:",
                "--email bob@[127.0.0.1]             | --email: bob@[127.0.0.1] (expected:",
                "--email bób@a.example               | --email: bób@a.example (expected:",
                "--c Germany --domain a.example      | --c: Germany (expected:",
                "--o nobody                          | --domain or --email: none (expected:",
                "--fqdn-check --domain intranet      | CN: intranet (expected by --fqdn-check:",
                "--fqdn-check --cn Gateway --domain a.example | CN: Gateway (expected by --fqdn-check:",
                "--fqdn-check --cn 10.1.2.3 --domain a.example | CN: 10.1.2.3 (expected by --fqdn-check:",
                "--fqdn-check --cn a.example --domain a.example,intranet | SAN dNSName: intranet (expected by",
                "--days 5 --domain a.example --nonsense | --nonsense"
            })
    void shouldSayWhatWasExpected_whenAnOptionIsUnfit(String options, String message) {
        var refused = shell.run("self-signed", (Object[]) options.split(" "));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(message).doesNotContain("\tat ");
        assertThat(shell.keystore()).doesNotExist();
    }

    @Test
    void shouldRefuseALongName_whenCertificatesHaveNoRoomForIt() {
        var refused = shell.run("self-signed", "--domain", DOMAIN, "--o", "x".repeat(65));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--o: xxx").contains("(expected: at most 64 characters)");
    }

    @Test
    void shouldPassTheFqdnCheck_whenNamesAreHostNames() {
        shell.done("self-signed", "--fqdn-check", "--cn", "mail.example.org", "--domain", "example.org,*.example.org");

        assertThat(shell.keystore()).exists();
    }

    @Test
    void shouldKeepTheOldKeys_whenTheKeystoreExists() throws Exception {
        shell.done("self-signed", "--domain", DOMAIN);
        byte[] before = Files.readAllBytes(shell.keystore());

        var refused = shell.run("self-signed", "--domain", DOMAIN);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains(shell.keystore() + ": exists (expected: a new file, or --add");
        assertThat(shell.keystore()).hasBinaryContent(before);
    }

    @Test
    void shouldKeepOldKeysBesideTheNewOne_whenAdding() {
        shell.done("self-signed", "--domain", DOMAIN, "--key", "ec-p256");

        shell.done("self-signed", "--domain", DOMAIN, "--key", "ec-p256", "--add", "--alias", "gateway-2027");

        assertThat(shell.entries()).containsExactly("gateway: CN=example.org", "gateway-2027: CN=example.org");
    }

    /** keytool and the gateway take both for one. */
    @Test
    void shouldRefuseAnAlias_whenItIsTakenInAnotherCase() throws Exception {
        shell.done("self-signed", "--domain", DOMAIN, "--key", "ec-p256");
        byte[] before = Files.readAllBytes(shell.keystore());

        var refused = shell.run("self-signed", "--domain", DOMAIN, "--key", "ec-p256", "--add", "--alias", "Gateway");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("--alias: Gateway: exists");
        assertThat(shell.keystore()).hasBinaryContent(before);
    }

    @Test
    void shouldNotRepeatASecret_whenItIsWrittenInline() {
        var refused = Cli.run(
                "cert", "self-signed", "--keystore", shell.keystore(), "--secret", "hunter2", "--domain", "a.example");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("file:PATH or env:NAME").doesNotContain("hunter2");
    }

    @Test
    void shouldRefuseASecretFile_whenOthersMayReadIt() throws Exception {
        Path open = shell.write("open.secret", "secret");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        var refused = Cli.run(
                "cert",
                "self-signed",
                "--keystore",
                shell.keystore(),
                "--secret",
                "file:" + open,
                "--domain",
                "a.example");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("0600");
    }
}
