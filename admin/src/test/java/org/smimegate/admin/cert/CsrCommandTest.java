package org.smimegate.admin.cert;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsrCommandTest {
    private static final String READ = "req -in request.pem -verify -noout -text";

    @TempDir
    Path folder;

    private CertShell shell;

    @BeforeEach
    void openShell() {
        shell = new CertShell(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-3072, sha256WithRSAEncryption, Key Encipherment",
        "ec-p256, ecdsa-with-SHA256, Key Agreement",
        "ec-p384, ecdsa-with-SHA384, Key Agreement",
        "ed25519, ED25519, Non Repudiation"
    })
    void shouldMakeARequestThatOpenSslVerifies_whenTheKeyIsNew(String type, String signature, String use)
            throws Exception {
        var asked = shell.done(
                "csr",
                "--key",
                type,
                "--domain",
                "example.org,*.example.org",
                "--email",
                "a@b.example",
                "--o",
                "Example");

        shell.write("request.pem", asked.out());
        assertThat(shell.openssl(READ))
                .contains("verify OK", "O = Example, CN = example.org", signature, use)
                .contains("email:a@b.example, DNS:example.org, DNS:*.example.org", "E-mail Protection");
        assertThat(asked.err()).contains("key gateway waits in " + shell.keystore());
    }

    /** The server may read the key store before the CA has answered. */
    @Test
    void shouldBeGoodForNothing_whileTheKeyWaits() {
        shell.done("csr", "--key", "ec-p256", "--domain", "example.org");

        var waiting = shell.content().get(0);
        assertThat(waiting.path("privateKey").asText()).isEqualTo("gateway");
        assertThat(waiting.path("waiting").asBoolean()).isTrue();
        assertThat(waiting.path("speaksFor")).isEmpty();
        assertThat(waiting.path("signing").asBoolean()).isFalse();
        assertThat(waiting.path("encryption").asBoolean()).isFalse();
    }

    @Test
    void shouldAskForAKeyOfTheKeystore_whenNoneIsToBeMade() throws Exception {
        shell.done("self-signed", "--domain", "old.example", "--key", "ec-p384");
        byte[] before = Files.readAllBytes(shell.keystore());

        var asked = shell.done("csr", "--domain", "example.org", "--json");

        var object = asked.json().get(0);
        assertThat(object.path("alias").asText()).isEqualTo("gateway");
        assertThat(object.path("newKey").asBoolean()).isFalse();
        shell.write("request.pem", object.path("request").asText());
        assertThat(shell.openssl(READ)).contains("verify OK", "DNS:example.org").doesNotContain("old.example");
        assertThat(shell.keystore()).hasBinaryContent(before);
    }

    @Test
    void shouldAddANewKey_whenTheKeystoreHasOthers() {
        shell.done("self-signed", "--domain", "example.org", "--key", "ec-p256");

        var asked = shell.done("csr", "--key", "ec-p256", "--domain", "example.org", "--json");

        assertThat(asked.json().get(0).path("alias").asText()).isEqualTo("gateway-2");
        assertThat(shell.entries()).hasSize(2);
    }

    @Test
    void shouldAskForSigningOnly_whenThatIsTheUse() throws Exception {
        var asked = shell.done("csr", "--key", "rsa-2048", "--use", "signing", "--domain", "example.org");

        shell.write("request.pem", asked.out());
        assertThat(shell.openssl(READ)).contains("Digital Signature").doesNotContain("Encipherment");
    }

    /** RFC 5967: the body of the mail is the DER request. */
    @Test
    void shouldWriteAMail_whenTheCaTakesMail() throws Exception {
        Path mail = folder.resolve("request.eml");

        var asked = shell.done("csr", "--key", "ec-p256", "--domain", "example.org", "--mail", mail);

        String text = Files.readString(mail, US_ASCII);
        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
        String[] parts = text.split("\r\n\r\n", 2);
        assertThat(parts[0])
                .contains("MIME-Version: 1.0", "Content-Type: application/pkcs10; name=smime.p10")
                .contains("Content-Transfer-Encoding: base64", "filename=smime.p10");
        assertThat(parts[1].lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        Files.write(folder.resolve("smime.p10"), Base64.getMimeDecoder().decode(parts[1]));
        assertThat(shell.openssl("req -in smime.p10 -inform DER -verify -noout"))
                .contains("verify OK");
        assertThat(shell.openssl("req -in smime.p10 -inform DER"))
                .endsWith(asked.out().lines().reduce("", (a, b) -> a + b + "\n"));
    }

    @Test
    void shouldMakeNoKey_whenTheMailFileExists() throws Exception {
        Path mail = shell.write("request.eml", "precious");

        var refused = shell.run("csr", "--key", "ec-p256", "--domain", "example.org", "--mail", mail);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains(mail + ": exists");
        assertThat(shell.keystore()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--domain a.example                          | 3 | no such file (expected: a key store, or --key TYPE",
                "--key dsa --domain a.example                | 2 | --key: dsa (expected: rsa-2048",
                "--key ec-p256                               | 2 | --domain or --email: none",
                "--key ec-p256 --use all --domain a.example  | 2 | --use: all (expected: both, signing, encryption)",
                "--key ed25519 --use both --domain a.example | 2 | --use: both (expected: signing, for",
                "--key ec-p256 --fqdn-check --domain intra   | 2 | CN: intra (expected by --fqdn-check"
            })
    void shouldSayWhatWasExpected_whenAnOptionIsUnfit(String options, int status, String message) {
        var refused = shell.run("csr", (Object[]) options.split(" "));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.err()).contains(message);
        assertThat(shell.keystore()).doesNotExist();
    }

    @Test
    void shouldNameTheKeys_whenItCannotTellWhichOne() {
        shell.done("self-signed", "--domain", "a.example", "--key", "ec-p256", "--encryption-key", "ec-p256");

        var refused = shell.run("csr", "--domain", "a.example");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("--alias: none (expected: one of [gateway, gateway-encryption])");
    }
}
