package org.smimegate.admin.cert.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.admin.cert.trial.TrialShell.reasons;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.CrlBuilder;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.TrustStore;

/** Chains are drawn from the leaf to the anchor, which stands in brackets. */
class TestCommandTest {
    private static final String ALICE = "alice@example.org";

    @TempDir
    Path folder;

    private TrialShell shell;
    private TestPki pki;

    @BeforeEach
    void open() throws Exception {
        shell = new TrialShell(folder);
        pki = shell.pki;
    }

    // alice <- issuing <- [root]
    @Test
    void shouldDrawTheChain_whenAllIsGood() throws Exception {
        TestIdentity alice = pki.good(ALICE);
        Path file = shell.knowingRevocation().file("alice.pem", alice);

        Cli.Result result = shell.run(file);

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().map(line -> line.replaceAll("valid .*SHA-256 [0-9a-f]{16}", "FACTS")))
                .containsSubsequence(
                        file + ": trusted for signing",
                        "  certificate  CN=" + ALICE,
                        "  remark       it speaks for " + ALICE,
                        "  chain        CN=" + ALICE,
                        "                 FACTS; " + file,
                        "               +- CN=Test Issuing CA",
                        "                    FACTS; intermediate, " + known("intermediates", pki.issuing()),
                        "                  +- CN=Test Root CA  [trust anchor]",
                        "                       FACTS; trust anchor, " + known("trust", pki.root()));
        assertThat(result.out()).contains("not revoked: the revocation list of 'CN=Test Issuing CA' of", "issuing.crl");
    }

    private String known(String role, TestIdentity authority) {
        return folder.resolve(role) + "/" + authority.certificate().getSerialNumber() + ".pem";
    }

    @Test
    void shouldAnswerForItself_whenOnlyTheRevocationListIsMissing() throws Exception {
        shell.list("root.crl", CrlBuilder.by(pki.root()));
        Path file = shell.file("alice.pem", pki.good(ALICE));

        JsonNode answer = shell.json(file);
        Cli.Result told = shell.run(file);

        assertThat(answer.path("result").asText()).isEqualTo("revocation-unknown");
        assertThat(answer.path("trusted").asBoolean()).isTrue();
        assertThat(reasons(answer))
                .containsExactly(
                        "revocation-unknown: no revocation list of 'CN=Test Issuing CA' speaks of 'CN=" + ALICE + "'");
        assertThat(answer.path("advice").get(0).asText())
                .isEqualTo("get the revocation list of CN=Test Issuing CA for CN=" + ALICE
                        + "; the certificate does not say where");
        assertThat(told.out())
                .startsWith(file + ": trusted for signing, as revocation is soft: everything else passed, but nobody"
                        + " knows whether it is revoked\n");
    }

    @Test
    void shouldSayNo_whenRevocationIsUnknownAndHard() throws Exception {
        shell.list("root.crl", CrlBuilder.by(pki.root()));
        Path file = shell.file("alice.pem", pki.good(ALICE));
        Path config = config(
                "<revocation verify=\"hard\" encrypt=\"soft\" crls=\"file://" + folder.resolve("crls") + "/\"/>");

        Cli.Result signing = Cli.run("cert", "test", file, "--config", config, "--json");
        Cli.Result encryption = Cli.run("cert", "test", file, "--config", config, "--for", "encryption", "--json");

        assertThat(signing.status()).isEqualTo(1);
        assertThat(signing.json().get(0).path("result").asText()).isEqualTo("revocation-unknown");
        assertThat(signing.json().get(0).path("trusted").asBoolean()).isFalse();
        assertThat(encryption.status()).isZero();
        assertThat(encryption.json().get(0).path("result").asText()).isEqualTo("revocation-unknown");
    }

    private Path config(String revocation) throws Exception {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        return Files.writeString(
                conf.resolve("smime.xml"),
                "<smime><gateway name=\"gw.example.org\" postmaster=\"postmaster@example.org\"/><trust anchors=\"file://"
                        + folder.resolve("trust") + "/\" intermediates=\"file://" + folder.resolve("intermediates")
                        + "/\">" + revocation + "</trust></smime>");
    }

    @Test
    void shouldSayWhenAndWhy_whenItIsRevoked() throws Exception {
        TestIdentity alice = pki.good(ALICE);
        shell.list("root.crl", CrlBuilder.by(pki.root()));
        shell.list(
                "issuing.crl", CrlBuilder.by(pki.issuing()).revoking(alice, TestPki.days(-2), CRLReason.keyCompromise));

        JsonNode answer = shell.json(shell.file("alice.pem", alice));

        assertThat(answer.path("result").asText()).isEqualTo("not-trusted");
        assertThat(reasons(answer)).hasSize(1);
        assertThat(reasons(answer).get(0))
                .startsWith("revoked: 'CN=" + ALICE + "' was revoked at " + TestPki.days(-2)
                        + " (key compromise), says the revocation list of 'CN=Test Issuing CA'");
    }

    // alice <- missing
    @Test
    void shouldNameTheMissingIssuer_whenTheIntermediateIsNotThere() throws Exception {
        Path file = shell.knowingRevocation().file("alice.pem", pki.missingIntermediate(ALICE));

        JsonNode answer = shell.json(file);

        assertThat(answer.path("missingIssuer").asText()).isEqualTo("CN=Test Missing CA");
        assertThat(reasons(answer))
                .containsExactly("untrusted: the certificate of 'CN=Test Missing CA', which issued 'CN=" + ALICE
                        + "', is missing: neither a trust anchor nor an intermediate nor sent along");
        assertThat(shell.run(file).out())
                .contains("+- BREAKS HERE: missing CN=Test Missing CA\n")
                .contains("put the certificate of CN=Test Missing CA, into " + folder.resolve("intermediates"));
    }

    // alice <- unknown root
    @Test
    void shouldSayThatNoCaOfTheListSigned_whenTheRootIsUnknown() throws Exception {
        TestIdentity alice = pki.unknownRoot(ALICE);
        Path file = shell.file("alice.pem", alice.fullChain());

        Cli.Result result = shell.run(file);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("why not      untrusted: 'CN=Unknown Root CA' is self-signed and not among the trust anchors")
                .contains("BREAKS HERE: self-signed and not among the trust anchors")
                .contains("to believe all that CN=Unknown Root CA certifies, put it into " + folder.resolve("trust"));
    }

    @Test
    void shouldTellEveryReason_whenThereAreSeveral() throws Exception {
        TestIdentity alice = pki.issuing()
                .issue("CN=Alice")
                .valid(TestPki.days(-9), TestPki.days(-1))
                .keyUsage(KeyUsage.cRLSign)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();

        List<String> reasons = reasons(shell.knowingRevocation().json(shell.file("alice.pem", alice)));

        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        "bad-key-usage: 'CN=Alice' has the key usage cRLSign (expected: digitalSignature or"
                                + " nonRepudiation)",
                        "bad-key-usage: 'CN=Alice' has the extended key usage [serverAuth] (expected: emailProtection or"
                                + " any)",
                        "expired: 'CN=Alice' was valid until " + TestPki.days(-1),
                        "address-mismatch: SAN missing: without a subjectAltName it speaks for nobody; an address in the"
                                + " subject does not count (expected: an rfc822Name with the address, or a dNSName with"
                                + " the mail domain)");
    }

    @Test
    void shouldJudgeAtAnotherTime_whenAsked() throws Exception {
        Path file = shell.file("alice.pem", pki.expired(ALICE));

        assertThat(reasons(shell.json(file)))
                .containsExactly("expired: 'CN=" + ALICE + "' was valid until " + TestPki.days(-1));
        assertThat(reasons(shell.json(file, "--at", TestPki.days(400))))
                .anyMatch(reason -> reason.startsWith("expired: "));
        assertThat(shell.json(file, "--at", TestPki.days(-2)).path("trusted").asBoolean())
                .isTrue();
    }

    @Test
    void shouldSayForWhomItSpeaks_whenTheAddressIsAnother() throws Exception {
        Path file = shell.knowingRevocation().file("alice.pem", pki.good(ALICE));

        assertThat(shell.json(file, "--address", ALICE).path("result").asText()).isEqualTo("valid");
        assertThat(reasons(shell.json(file, "--address", "bob@example.org")))
                .containsExactly("address-mismatch: it does not speak for bob@example.org but for alice@example.org");
        assertThat(reasons(shell.json(file, "--address", "Alice@example.org")))
                .containsExactly("address-mismatch: it does not speak for Alice@example.org but for alice@example.org"
                        + " (upper and lower case count before the @ of a sender)");
        assertThat(shell.json(file, "--address", "Alice@example.org", "--for", "encryption")
                        .path("result")
                        .asText())
                .isEqualTo("valid");
    }

    @Test
    void shouldTakeTheDomainForItsUsers_whenTheCertificateIsADomains() throws Exception {
        Path file = shell.knowingRevocation().file("gateway.pem", pki.domain("*.example.org"));

        assertThat(shell.json(file, "--address", "bob@sub.example.org")
                        .path("result")
                        .asText())
                .isEqualTo("valid");
        assertThat(reasons(shell.json(file, "--address", "bob@example.org")))
                .containsExactly("address-mismatch: it does not speak for bob@example.org but for every address of"
                        + " *.example.org");
    }

    // a long list of names is where others cut: the last one must count as the first
    @Test
    void shouldSearchAllNames_whenThereAreThousands() throws Exception {
        CertificateBuilder builder = pki.leaf(ALICE);
        IntStream.range(0, 3_000).forEach(i -> builder.address("user" + i + "@example.org"));
        Path file = shell.knowingRevocation().file("many.pem", builder.build());

        JsonNode answer = shell.json(file, "--address", "user2999@example.org");
        Cli.Result refused = shell.run(file, "--address", "nobody@example.org");

        assertThat(answer.path("result").asText()).isEqualTo("valid");
        assertThat(answer.path("certificate").path("names")).hasSize(3_001);
        assertThat(answer.path("certificate").path("speaksFor")).hasSize(3_001);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out())
                .contains(
                        "it does not speak for nobody@example.org but for 3001 names: " + ALICE + ", user0@example.org")
                .contains(" and 2997 more (all of them: cert show)");
    }

    // alice <- [twin 2]; twin 1, read first, has the same name and another key
    @Test
    void shouldNotTakeTheFirst_whenTwoCasHaveOneSubject() throws Exception {
        List<TestIdentity> twins = TestPki.sameSubjectCas(2);
        Path twinFolder = Files.createDirectories(folder.resolve("twins"));
        TestFiles.writePem(twinFolder.resolve("1.pem"), twins.get(0).certificate());
        TestFiles.writePem(twinFolder.resolve("2.pem"), twins.get(1).certificate());
        Path both =
                shell.file("both.pem", twins.get(1).issue(ALICE).address(ALICE).build());

        Cli.Result good = Cli.run("cert", "test", both, "--trust", twinFolder);
        Files.delete(twinFolder.resolve("2.pem"));
        Cli.Result bad = Cli.run("cert", "test", both, "--trust", twinFolder);

        assertThat(good.status()).isZero();
        assertThat(good.out())
                .containsPattern("not the other CN=Twin Root CA, SHA-256 [0-9a-f]{16}; trust anchor, .*1\\.pem: its key"
                        + " did not sign this one\\n")
                .containsPattern("\\+- CN=Twin Root CA  \\[trust anchor]\\n.*2\\.pem\\n");
        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.out())
                .contains("a certificate of 'CN=Twin Root CA' is known, but its key did not sign 'CN=" + ALICE + "'")
                .containsPattern("not CN=Twin Root CA, SHA-256 [0-9a-f]{16}; trust anchor, .*1\\.pem: its key did not")
                .containsPattern("CAs of one name are told apart by their keys: get the certificate of CN=Twin Root CA"
                        + " with the key id [0-9a-f]{40}\\n");
    }

    @Test
    void shouldSaySoPlainly_whenThereAreNoAnchors() throws Exception {
        shell.trusting(TrustStore.of(List.of(), List.of()));
        Path empty = Files.createDirectories(folder.resolve("empty"));

        Cli.Result result = Cli.run("cert", "test", shell.file("alice.pem", pki.good(ALICE)), "--trust", empty);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("there are no trust anchors: " + empty + " holds no certificates, so nothing is trusted");
    }

    @Test
    void shouldTestEachLeaf_whenTheFileHoldsSeveral() throws Exception {
        TestIdentity alice = pki.good(ALICE);
        TestIdentity bob = pki.expired("bob@example.org");
        Path file = shell.knowingRevocation().file("all.pem", pki.root(), alice, pki.issuing(), bob);

        Cli.Result result = shell.run(file, "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json())
                .extracting(answer -> answer.path("certificate").path("subject").asText() + " "
                        + answer.path("result").asText())
                .containsExactly("CN=" + ALICE + " valid", "CN=bob@example.org not-trusted");
    }

    // alice <- issuing (in the file, before her) <- [root]
    @Test
    void shouldUseTheOthersOfTheFile_whateverTheirOrder() throws Exception {
        TestIdentity alice = pki.good(ALICE);
        shell.knowingRevocation();
        Path file = shell.file("all.pem", pki.issuing(), pki.root(), alice);

        Cli.Result result = Cli.run(
                "cert", "test", file, "--trust", folder.resolve("trust"), "--crls", folder.resolve("crls"), "--json");

        assertThat(result.status()).isZero();
        assertThat(result.json().get(0).path("chain").findValuesAsText("subject"))
                .containsExactly("CN=" + ALICE, "CN=Test Issuing CA", "CN=Test Root CA");
        assertThat(result.json().get(0).path("chain").get(2).path("origin")).hasSize(2);
    }

    @Test
    void shouldTrustIt_whenAnAdministratorVouches() throws Exception {
        Path config = config("");
        Path file = shell.file("bob.pem", TestPki.selfSigned("bob@example.org"));
        Path proper = shell.file(
                "carol.pem",
                CertificateBuilder.selfSigned("CN=Carol")
                        .address("carol@example.org")
                        .build());
        for (Path each : List.of(file, proper)) {
            Cli.Result added = Cli.run("keys", "add", each, "--config", config);
            assertThat(added.status()).as(added.err()).isZero();
        }

        Cli.Result encryption = Cli.run("cert", "test", file, "--config", config, "--for", "encryption");
        Cli.Result signing = Cli.run("cert", "test", file, "--config", config);
        Cli.Result carol = Cli.run("cert", "test", proper, "--config", config, "--address", "carol@example.org");
        Cli.Result other = Cli.run("cert", "test", proper, "--config", config, "--address", "dave@example.org");

        assertThat(encryption.status()).isZero();
        assertThat(encryption.out())
                .contains("an administrator vouches for it, for bob@example.org")
                .contains("without that: untrusted: 'CN=bob@example.org' is self-signed");
        assertThat(signing.status()).isEqualTo(1);
        assertThat(signing.out()).contains("why not      bad-key-usage: 'CN=bob@example.org' is a certificate of a CA");
        assertThat(carol.status()).isZero();
        assertThat(other.status()).isEqualTo(1);
    }

    @Test
    void shouldStayOnOneLine_whenNamesAreHostile() throws Exception {
        TestIdentity evil = pki.issuing()
                .issue("CN=good\u202Eevil\u009B31m\\0A\u0000x")
                .address("a\u0000@example.org")
                .domain("b\r\nX.example.org")
                .address(ALICE)
                .build();
        Path file = shell.file("evil.pem", evil);

        String text = shell.run(file).out();

        assertThat(text).doesNotContain("\u202E", "\u009B", "\u0000", "\r").contains("good?evil?31m");
        assertThat(text.lines().filter(line -> line.startsWith("X"))).isEmpty();
        assertThat(shell.run(file, "--json").out()).doesNotContain("\u202E", "\u009B", "\\u0000", "\\r");
        assertThat(shell.json(file, "--address", ALICE).path("trusted").asBoolean())
                .isTrue();
    }

    @Test
    void shouldGoOnWithTheOthers_whenAFileCannotBeRead() throws Exception {
        byte[] der = TestFiles.der(pki.good(ALICE).certificate());
        Path truncated = Files.write(folder.resolve("truncated.der"), java.util.Arrays.copyOf(der, 300));
        Path lying = Files.write(folder.resolve("lying.der"), new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1, 0});
        Path good = shell.file("alice.pem", pki.good(ALICE));

        Cli.Result result = shell.run(truncated, lying, folder, good, folder.resolve("none.pem"), "--json");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.json()).hasSize(5);
        assertThat(result.json().get(0).path("error").asText())
                .isEqualTo(
                        truncated + ": not a readable certificate: Incomplete BER/DER data (expected: certificates as"
                                + " PEM, DER or PKCS#7)");
        assertThat(result.json().get(3).path("result").asText()).isEqualTo("revocation-unknown");
        assertThat(result.err())
                .contains(lying + ": not a readable certificate")
                .contains(folder + ": cannot be read: Is a directory")
                .contains("none.pem: no such file")
                .doesNotContain("Exception", "java.");
    }

    @Test
    void shouldRefuseWhatIsNotMeant_whenOptionsDoNotFit() throws Exception {
        Path file = shell.file("alice.pem", pki.good(ALICE));

        assertUsage(Cli.run("cert", "test", file), "--trust: missing (expected: --config SMIME.XML, or --trust");
        assertUsage(shell.run(file, "--for", "mail"), "--for: mail (expected: signing, encryption, tls)");
        assertUsage(shell.run(file, "--for", "tls"), "--for: tls, together with --intermediates or --crls");
        assertUsage(shell.run(file, "--config", "smime.xml"), "--config: together with --trust");
        assertUsage(shell.run(file, "--host", "mx.example.org"), "--host: with --for signing");
        assertUsage(shell.run(file, "--address", "alice"), "--address: alice (expected: such as alice@example.org)");
        assertUsage(shell.run(file, "--at", "yesterday"), "--at: yesterday (expected: a time such as");
        Cli.Result none = Cli.run("cert", "test", file, "--trust", folder.resolve("none"));
        assertThat(none.status()).isEqualTo(3);
        assertThat(none.err()).contains("--trust: " + folder.resolve("none") + ": no such folder");
    }

    private static void assertUsage(Cli.Result result, String message) {
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message).contains("Try: smimegate cert test --help");
    }

    @Test
    void shouldNameTheOption_whenAFolderHoldsNonsense() throws Exception {
        Files.writeString(folder.resolve("trust/broken.pem"), "-----BEGIN CERTIFICATE-----\n*\n");
        Path file = shell.file("alice.pem", pki.good(ALICE));

        Cli.Result result = shell.run(file);

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err())
                .startsWith(
                        "smimegate: --trust: " + folder.resolve("trust/broken.pem") + ": line 1: BEGIN CERTIFICATE");
    }
}
