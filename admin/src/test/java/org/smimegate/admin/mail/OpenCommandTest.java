package org.smimegate.admin.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.OpenSslCa;
import org.smimegate.core.trust.Certificates;

/** Messages made with openssl, opened on the command line. */
class OpenCommandTest {
    @TempDir
    static Path folder;

    private static People people;
    private static Path signed;
    private static Path encrypted;

    @TempDir
    Path out;

    @BeforeAll
    static void write() throws Exception {
        people = new People(folder);
        signed = people.signed();
        encrypted = people.encrypted();
    }

    @Test
    void shouldEndWithZero_whenEveryMessageIsVerified() throws Exception {
        var result = open(
                signed,
                encrypted,
                "--crls",
                crls(ca()),
                "--keystore",
                people.keystore("dave"),
                "--secret",
                people.secret);

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("signed.eml: verified, signature pass by bob@a.example")
                .contains("encrypted.eml: verified, decrypted, signature pass by bob@a.example");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void shouldPrintOneObjectALine_whenJsonIsAskedFor() throws Exception {
        var result = open(
                signed,
                encrypted,
                "--crls",
                crls(ca()),
                "--keystore",
                people.keystore("dave"),
                "--secret",
                people.secret,
                "--json");

        assertThat(result.json()).hasSize(2);
        var object = result.json().get(1);
        assertThat(object.path("file").asText()).isEqualTo(encrypted.toString());
        assertThat(object.path("layers"))
                .map(layer -> layer.asText())
                .containsExactly("enveloped-data", "clear-signed");
        assertThat(object.path("decryption").asText()).isEqualTo("decrypted");
        assertThat(object.path("signature").asText()).isEqualTo("pass");
        assertThat(object.path("reason").isNull()).isTrue();
        assertThat(object.path("signer").asText()).isEqualTo("bob@a.example");
        assertThat(object.path("detail")).hasSize(2);
        assertThat(object.path("detail").get(0).path("algorithm").asText()).isEqualTo("AES-256-CBC");
        var signature = object.path("detail").get(1).path("signatures").get(0);
        assertThat(signature.path("certificate").asText()).isEqualTo("CN=bob");
        assertThat(signature.path("digestAlgorithm").asText()).isEqualTo("SHA-256");
        assertThat(signature.path("signatureAlgorithm").asText()).isEqualTo("SHA256withRSA");
        assertThat(signature.path("signingTime").asText()).isNotEmpty();
        assertThat(signature.path("revocation").asText())
                .startsWith("the revocation list of 'CN=Test CA' of ")
                .endsWith("(ca.crl)");
        X509Certificate bob = people.certificate("bob");
        assertThat(signature.path("chain"))
                .map(name -> name.path("subject").asText())
                .containsExactly("CN=bob", "CN=Test CA");
        var first = signature.path("chain").get(0);
        assertThat(first.path("issuer").asText()).isEqualTo("CN=Test CA");
        assertThat(first.path("serial").asText())
                .isEqualTo(bob.getSerialNumber().toString(16));
        assertThat(first.path("sha256").asText()).isEqualTo(Certificates.fingerprint(bob));
        assertThat(first.path("notBefore").asText())
                .isEqualTo(bob.getNotBefore().toInstant().toString());
        assertThat(first.path("notAfter").asText())
                .isEqualTo(bob.getNotAfter().toInstant().toString());
    }

    @Test
    void shouldShowChainAndRevocation() throws Exception {
        assertThat(open(signed, "--crls", crls(ca())).out())
                .contains(
                        "signed.eml: verified, signature pass",
                        "      chain: CN=bob < CN=Test CA\n",
                        "      not revoked: the revocation list of 'CN=Test CA' of ");
        assertThat(open(signed).out())
                .contains(
                        "signed.eml: verified (revocation-unknown), signature pass",
                        "no revocation list of 'CN=Test CA'")
                .doesNotContain("not revoked");
    }

    @Test
    void shouldEndWithOne_whenTheSignerIsRevoked() throws Exception {
        Path lists = crls(ca().revoke(people.certificate("bob")));

        var result = open(signed, "--crls", lists, "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().get(0).path("signature").asText()).isEqualTo("policy");
        assertThat(result.json().get(0).path("reason").asText()).isEqualTo("revoked");
        var signature =
                result.json().get(0).path("detail").get(0).path("signatures").get(0);
        assertThat(signature.path("detail").asText())
                .startsWith("'CN=bob' was revoked at ")
                .contains("says the revocation list of 'CN=Test CA' of ");
        assertThat(signature.path("revocation").asText()).isEmpty();
    }

    @Test
    void shouldPassWithAReason_whenNoListIsThere() throws Exception {
        var result = open(signed, "--crls", Files.createDirectories(out.resolve("no-lists")), "--json");

        assertThat(result.status()).isZero();
        assertThat(result.json().get(0).path("signature").asText()).isEqualTo("pass");
        assertThat(result.json().get(0).path("reason").asText()).isEqualTo("revocation-unknown");
    }

    private OpenSslCa ca() throws Exception {
        return OpenSslCa.of(people.trust.resolve("ca.pem"), people.folder.resolve("ca.key"), out.resolve("ca"));
    }

    private Path crls(OpenSslCa ca) throws Exception {
        return ca.publish(out.resolve("crls/ca.crl")).getParent();
    }

    @Test
    void shouldShowTheKeyForAnswers() throws Exception {
        String bob = Certificates.fingerprint(people.certificate("bob"));

        var offer = open(signed, "--json").json().get(0).path("offer");
        assertThat(offer.path("author").asText()).isEqualTo("bob@a.example");
        assertThat(offer.path("certificate").asText()).isEqualTo("CN=bob");
        assertThat(offer.path("sha256").asText()).isEqualTo(bob);
        assertThat(offer.path("capabilities")).map(c -> c.asText()).containsExactly("AES-256-CBC", "AES-128-CBC");
        assertThat(open(signed).out())
                .contains("  key for answers to bob@a.example: CN=bob, sha256 " + bob + ", AES-256-CBC AES-128-CBC");
        assertThat(open(encrypted, "--json").json().get(0).path("offer").isNull())
                .as("nothing to be seen without the key")
                .isTrue();
    }

    @Test
    void shouldEndWithOne_whenOneOfSeveralWasAltered() throws Exception {
        Path altered = people.file("altered.eml", people.read(signed).replace("Hello", "Hallo"));

        var result = open(signed, altered, "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().get(0).path("signature").asText()).isEqualTo("pass");
        assertThat(result.json().get(1).path("signature").asText()).isEqualTo("fail");
        assertThat(result.json().get(1).path("reason").asText()).isEqualTo("altered");
    }

    @Test
    void shouldEndWithOne_whenTheMessageIsPlain() throws Exception {
        Path plain = people.file("plain.eml", "From: bob@a.example\r\n" + People.TEXT);

        var result = open(plain, "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().get(0).path("layers")).isEmpty();
        assertThat(result.json().get(0).path("signature").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"--trust, untrusted", "--at, not-yet-valid"})
    void shouldEndWithOne_whenTheCertificateIsNotBelieved(String what, String reason) throws Exception {
        Path nobody = Files.createDirectories(folder.resolve("nobody"));
        boolean trusted = what.equals("--at");

        var result = Cli.run(
                "open",
                signed,
                "--json",
                "--trust",
                trusted ? people.trust : nobody,
                "--at",
                trusted ? "2020-01-01T00:00:00Z" : "2099-01-01T00:00:00Z");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().get(0).path("reason").asText()).isEqualTo(reason);
    }

    @Test
    void shouldEndWithOne_whenNoKeyFits() {
        var result = open(encrypted, "--keystore", people.keystore("bob"), "--secret", people.secret, "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().get(0).path("decryption").asText()).isEqualTo("no-key");
    }

    @Test
    void shouldReadStandardInput_whenTheFileIsADash() throws Exception {
        var result = Cli.runWith(Files.readAllBytes(signed), "open", "-", "--trust", people.trust);

        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("-: verified");
    }

    @Test
    void shouldWriteTheResults_whenAFolderIsNamed() throws Exception {
        var result = open(
                encrypted,
                signed,
                "--keystore",
                people.keystore("dave"),
                "--secret",
                people.secret,
                "--out",
                out,
                "--signature",
                "remove");

        assertThat(result.status()).isZero();
        assertThat(out.resolve("encrypted.eml"))
                .content()
                .contains("smime=pass", "Hello Dave")
                .doesNotContain("pkcs7-signature");
        assertThat(out.resolve("signed.eml")).content().contains("smime=pass", "Hello Dave");
    }

    @Test
    void shouldKeepTheCiphertext_whenAMessageCannotBeOpened() throws Exception {
        open(encrypted, "--out", out);

        String body = people.read(encrypted).split("\r?\n\r?\n", 2)[1];
        assertThat(people.read(out.resolve("encrypted.eml"))).endsWith(body);
    }

    @Test
    void shouldOpenForThoseTheKeysCover_whenASmimeXmlIsGiven() throws Exception {
        Path config = smimeXml();

        var covered = Cli.run("open", encrypted, "--config", config, "--json");
        var other = Cli.run("open", encrypted, "--config", config, "--json", "--recipient", "eve@a.example");

        assertThat(covered.status()).isZero();
        assertThat(covered.json().get(0).path("decryption").asText()).isEqualTo("decrypted");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.json().get(0).path("decryption").asText()).isEqualTo("no-key");
    }

    @Test
    void shouldGoOnAndEndWithThree_whenOneFileIsMissing() {
        var result = open(folder.resolve("missing.eml"), signed, "--json");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.json().get(0).path("error").asText()).contains("no such file");
        assertThat(result.json().get(1).path("signature").asText()).isEqualTo("pass");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--at yesterday      | --at: yesterday (expected:",
                "--signature maybe   | --signature: maybe (expected: keep, remove)",
                "--recipient nobody  | --recipient: [nobody] (expected:",
                "--keystore dave.p12 | --secret: 0 for 1 --keystore (expected:",
                "--config smime.xml --trust trust | --config: together with"
            })
    void shouldEndWithTwo_whenAnOptionIsUnfit(String options, String message) {
        Object[] args = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("open", signed.toString()),
                        java.util.Arrays.stream(options.split(" ")))
                .toArray();

        var result = Cli.run(args);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void shouldEndWithThree_whenThePasswordIsWrong() {
        var result = open(encrypted, "--keystore", people.keystore("dave"), "--secret", Cli.secret(folder, "wrong"));

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("dave.p12").doesNotContain("wrong\n", "\tat ");
    }

    @Test
    void shouldLeaveNothingBehind_whenDone() throws Exception {
        long before = workFolders();

        open(encrypted, "--keystore", people.keystore("dave"), "--secret", people.secret);

        assertThat(workFolders()).isEqualTo(before);
    }

    private static long workFolders() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("smimegate-open-"))
                    .count();
        }
    }

    private static Path smimeXml() throws Exception {
        Path conf = Files.createDirectories(folder.resolve("gateway/conf"));
        return Files.writeString(conf.resolve("smime.xml"), """
                <smime>
                  <gateway name="gw.a.example"/>
                  <credentials>
                    <keystore file="file://%s" secret="file://%s"/>
                  </credentials>
                  <trust anchors="file://%s"/>
                </smime>
                """.formatted(
                        people.keystore("dave"), people.secret.substring("file:".length()), people.trust));
    }

    private static Cli.Result open(Object... args) {
        Object[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("open", "--trust", people.trust), java.util.Arrays.stream(args))
                .toArray();
        return Cli.run(all);
    }
}
