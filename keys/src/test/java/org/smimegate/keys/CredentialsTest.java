package org.smimegate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;

import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smimegate.core.cms.DecryptionKey;
import org.smimegate.core.cms.SigningIdentity;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.Coverage;

class CredentialsTest {
    private static final Address BOB = Address.parse("bob@example.org").orElseThrow();

    private final TestPki pki = TestPki.shared();

    @Test
    void shouldSignExactly_whenDomainIsNewer() {
        TestIdentity bob = pki.leaf("bob@example.org").valid(days(-9), days(9)).build();
        Credentials credentials = of(credential("bob", bob), credential("gate", pki.domain("example.org")));

        assertThat(signer(credentials)).isEqualTo(bob.certificate());
    }

    @Test
    void shouldSignByDomain_whenNobodyCoversAddress() {
        TestIdentity gate = pki.domain("example.org");
        Credentials credentials = of(credential("eve", pki.good("eve@example.org")), credential("gate", gate));

        assertThat(signer(credentials)).isEqualTo(gate.certificate());
    }

    @Test
    void shouldSignByDomain_whenOwnCertificateExpired() {
        TestIdentity gate = pki.domain("example.org");
        Credentials credentials = of(credential("bob", pki.expired("bob@example.org")), credential("gate", gate));

        assertThat(signer(credentials)).isEqualTo(gate.certificate());
    }

    /** RFC 4055 section 1.2: a key of type id-RSASSA-PSS does nothing else. */
    @Test
    void shouldNotAskForAnswersToPssKey_whenAnotherKeyEncrypts() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(2048);
        TestIdentity pss = pki.leaf("bob@example.org")
                .key(KeyKind.RSA_2048, generator.generateKeyPair())
                .valid(days(-2), days(9))
                .build();
        TestIdentity older =
                pki.leaf("bob@example.org").valid(days(-9), days(9)).build();
        Credentials credentials = of(credential("pss", pss), credential("older", older));

        SigningIdentity signer = credentials.signerFor(BOB, NOW).orElseThrow();

        assertThat(signer.certificate()).isEqualTo(pss.certificate());
        assertThat(signer.encryptionCertificate()).isEqualTo(older.certificate());
        assertThat(credentials.openersFor(BOB)).extracting(DecryptionKey::alias).containsExactly("older");
    }

    @Test
    void shouldPreferDomain_whenAnotherIsForEverybody() {
        TestIdentity gate = pki.issuing()
                .issue("gate")
                .domain("example.org")
                .valid(days(-9), days(9))
                .build();
        Credentials credentials = of(credential("all", pki.good("x@example.com"), "*"), credential("gate", gate));

        assertThat(signer(credentials)).isEqualTo(gate.certificate());
        assertThat(credentials.signerFor(address("any@example.net"), NOW)).isPresent();
    }

    @Test
    void shouldSignWithNewest_whenSeveralAreValid() {
        TestIdentity older =
                pki.leaf("bob@example.org").valid(days(-9), days(9)).build();
        TestIdentity newer =
                pki.leaf("bob@example.org").valid(days(-2), days(2)).build();
        TestIdentity future =
                pki.leaf("bob@example.org").valid(days(1), days(99)).build();
        Credentials credentials = of(credential("a", older), credential("b", newer), credential("c", future));

        assertThat(signer(credentials)).isEqualTo(newer.certificate());
        assertThat(credentials.signerFor(BOB, days(1)).orElseThrow().certificate())
                .isEqualTo(future.certificate());
    }

    /** RFC 5280 section 7.5: receivers compare the local part exactly. */
    @Test
    void shouldNotSign_whenOnlyCaseOfLocalPartDiffers() {
        Credentials credentials = of(credential("bob", pki.good("bob@example.org")));

        assertThat(credentials.signerFor(address("Bob@example.org"), NOW)).isEmpty();
        assertThat(credentials.signerFor(address("bob@EXAMPLE.org"), NOW)).isPresent();
    }

    @Test
    void shouldNotSign_whenUsageForbids() {
        Credentials credentials = of(
                credential("a", pki.wrongKeyUsage("bob@example.org")),
                credential("b", pki.wrongExtendedKeyUsage("bob@example.org")),
                credential("c", pki.splitPair("bob@example.org").encryption()),
                credential("d", pki.good("bob@example.org", KeyKind.X25519)));

        assertThat(credentials.signerFor(BOB, NOW)).isEmpty();
    }

    @Test
    void shouldAskForAnswersToEncryptionCertificate_whenThereAreTwo() {
        TestPki.SplitPair pair = pki.splitPair("bob@example.org");
        Credentials credentials = of(
                credential("s", pair.signing()),
                credential("e", pair.encryption()),
                credential("g", pki.domain("example.org")));

        SigningIdentity identity = credentials.signerFor(BOB, NOW).orElseThrow();

        assertThat(identity.certificate()).isEqualTo(pair.signing().certificate());
        assertThat(identity.key()).isEqualTo(pair.signing().key());
        assertThat(identity.encryptionCertificate()).isEqualTo(pair.encryption().certificate());
    }

    @Test
    void shouldAskForAnswersToItself_whenItIsTheOnlyOne() {
        TestIdentity ed25519 = pki.good("bob@example.org", KeyKind.ED25519);

        SigningIdentity identity =
                of(credential("bob", ed25519)).signerFor(BOB, NOW).orElseThrow();

        assertThat(identity.encryptionCertificate()).isEqualTo(ed25519.certificate());
    }

    @Test
    void shouldSignWithNamed_whenItCoversSender() {
        TestIdentity bob = pki.good("bob@example.org");
        TestIdentity gate = pki.domain("example.org");
        Credentials credentials =
                of(credential("Bob", bob), credential("gate", gate), credential("old", pki.expired("bob@example.org")));

        assertThat(credentials.signerNamed("gate", BOB, NOW).orElseThrow().certificate())
                .isEqualTo(gate.certificate());
        assertThat(credentials.signerNamed("bob", BOB, NOW)).isPresent();
        assertThat(credentials.signerNamed("bob", address("eve@example.org"), NOW))
                .isEmpty();
        assertThat(credentials.signerNamed("old", BOB, NOW)).isEmpty();
        assertThat(credentials.signerNamed("nobody", BOB, NOW)).isEmpty();
    }

    @Test
    void shouldOpenWithAllCovering_whenSomeAreOld() {
        Credentials credentials = of(
                credential("old", pki.expired("bob@example.org")),
                credential("new", pki.good("bob@example.org")),
                credential(
                        "gate",
                        pki.issuing()
                                .issue("g")
                                .domain("example.org")
                                .valid(days(-60), days(-40))
                                .build()),
                credential("eve", pki.good("eve@example.org")),
                credential("signs", pki.good("bob@example.org", KeyKind.ED25519)));

        assertThat(credentials.openersFor(address("BOB@example.org")))
                .extracting(DecryptionKey::alias)
                .containsExactly("new", "old", "gate");
        assertThat(credentials.openers()).hasSize(4);
        assertThat(credentials.openersFor(address("bob@example.com"))).isEmpty();
    }

    @Test
    void shouldRefuse_whenAliasStandsTwice() {
        Credential one = credential("gate", pki.good("bob@example.org"));
        Credential other = credential("GATE", pki.good("eve@example.org"));

        assertThatThrownBy(() -> of(one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void shouldNotPrintKey_whenShown() {
        assertThat(credential("gate", pki.good("bob@example.org"))).hasToString("Credential[gate]");
    }

    static Credential credential(String alias, TestIdentity identity, String... coveredToo) {
        Coverage coverage = Coverage.of(identity.certificate(), true).plus(List.of(coveredToo));
        return new Credential(alias, identity.key(), identity.certificate(), identity.intermediates(), coverage);
    }

    private static Credentials of(Credential... credentials) {
        return new Credentials(List.of(credentials));
    }

    private static X509Certificate signer(Credentials credentials) {
        return credentials.signerFor(BOB, NOW).orElseThrow().certificate();
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
