package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.entity;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.Pins;
import org.smimegate.core.trust.TrustDecision;

/** FAIL-CLOSED.md rule 8: a pinned certificate in place of a path, for whom it is pinned. */
class PinnedSignerTest {
    private static final String BOB = "bob@example.org";
    private static final String ALICE = "alice@example.org";

    private final TestPki pki = TestPki.shared();
    /** [bob], nobody's issuer. */
    private final TestIdentity bob =
            CertificateBuilder.selfSigned("CN=" + BOB).address(BOB).build();

    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool)
                .trusting(new AnchoredTrust(pki::anchorsOnly, AlgorithmPolicy.year2026(true, true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {BOB, "example.org", "*"})
    void shouldPass_whenSelfSignedCertificateIsPinnedForTheAuthor(String whom) throws Exception {
        Opened opened = opener.pinning(pin(bob, whom)).open(message(bob));

        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.verdict().reason()).isEmpty();
        assertThat(opened.verdict().signer()).map(Object::toString).contains(BOB);
        assertThat(opened.text()).contains("smime=pass", "body.smime-identifier=bob@example.org");
        assertThat(evidence(opened).chain()).containsExactly(bob.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {ALICE, "Bob@example.org", "example.com", "*.example.org", "sub.example.org"})
    void shouldNotPass_whenPinnedForOthers(String whom) throws Exception {
        Opened opened = opener.pinning(pin(bob, whom)).open(message(bob));

        assertThat(opened.verdict().reason()).contains(Reason.UNTRUSTED);
        assertThat(opened.verdict().isVerified()).isFalse();
    }

    /** Alice wrote Bob's address into her own certificate; nobody vouches for that. */
    @Test
    void shouldNotSpeakForBob_whenPinnedForAliceAndNamesBob() throws Exception {
        TestIdentity alice = CertificateBuilder.selfSigned("CN=" + ALICE)
                .address(ALICE)
                .address(BOB)
                .build();
        TestOpener pinned = opener.pinning(pin(alice, ALICE));

        assertThat(pinned.open(message(alice)).verdict().reason()).contains(Reason.UNTRUSTED);
        assertThat(pinned.open(message(alice).replace(BOB, ALICE)).verdict().isVerified())
                .isTrue();
    }

    @Test
    void shouldNotPass_whenAnotherCertificateOfTheAuthorIsPinned() throws Exception {
        TestIdentity other = CertificateBuilder.selfSigned("CN=" + BOB)
                .address(BOB)
                .freshKey()
                .build();

        assertThat(opener.pinning(pin(other, BOB)).open(message(bob)).verdict().reason())
                .contains(Reason.UNTRUSTED);
    }

    /** Old certificates name nobody: the administrator says whose they are. */
    @Test
    void shouldPass_whenTrustedCertificateIsPinnedForAnAuthorItDoesNotName() throws Exception {
        TestIdentity team = pki.good("team@example.com");

        Opened opened = opener.pinning(pin(team, BOB)).open(message(team));

        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.verdict().signer()).map(Object::toString).contains(BOB);
        assertThat(evidence(opened).chain()).containsExactly(team.certificate());
        assertThat(opener.pinning(pin(team, ALICE))
                        .open(message(team))
                        .verdict()
                        .reason())
                .contains(Reason.ADDRESS_MISMATCH);
    }

    static Stream<Arguments> unfit() {
        TestPki pki = TestPki.shared();
        return Stream.of(
                Arguments.of(pki.expired(BOB), Reason.EXPIRED),
                Arguments.of(
                        CertificateBuilder.selfSigned("CN=" + BOB)
                                .address(BOB)
                                .valid(TestPki.days(-9), TestPki.days(-1))
                                .build(),
                        Reason.EXPIRED),
                Arguments.of(pki.notYetValid(BOB), Reason.NOT_YET_VALID),
                Arguments.of(TestPki.selfSigned(BOB), Reason.BAD_KEY_USAGE),
                Arguments.of(pki.caAsLeaf(BOB), Reason.BAD_KEY_USAGE),
                Arguments.of(pki.splitPair(BOB).encryption(), Reason.BAD_KEY_USAGE),
                Arguments.of(
                        CertificateBuilder.selfSigned("CN=" + BOB)
                                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                                .build(),
                        Reason.BAD_KEY_USAGE),
                Arguments.of(
                        CertificateBuilder.selfSigned("CN=" + BOB)
                                .key(KeyKind.RSA_1024)
                                .build(),
                        Reason.WEAK_ALGORITHM));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unfit")
    void shouldNotPass_whenPinnedCertificateIsNotFit(TestIdentity signer, Reason reason) throws Exception {
        Opened opened = opener.pinning(pin(signer, BOB)).open(message(signer));

        assertThat(opened.verdict().reason()).contains(reason);
        assertThat(opened.verdict().isVerified()).isFalse();
    }

    @Test
    void shouldNotPass_whenPinnedButAltered() throws Exception {
        Opened opened = opener.pinning(pin(bob, BOB)).open(message(bob).replace("seven", "eight"));

        assertThat(opened.verdict().reason()).contains(Reason.ALTERED);
    }

    @Test
    void shouldNotPass_whenPinnedButThereAreTwoAuthors() throws Exception {
        String two = message(bob).replace("From: Bob <bob@example.org>", "From: bob@example.org, alice@example.org");

        assertThat(opener.pinning(pin(bob, "*")).open(two).verdict().isVerified())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REVOKED", "REVOCATION_UNKNOWN"})
    void shouldStayRefused_whenPinnedButRevocationSaysSo(Reason reason) throws Exception {
        TestIdentity known = pki.good(BOB);
        CertificateTrust refusing =
                (certificate, others, use, at) -> new TrustDecision.Refused(reason, "", List.of(certificate));

        assertThat(opener.trusting(refusing)
                        .pinning(pin(known, BOB))
                        .open(message(known))
                        .verdict()
                        .reason())
                .contains(reason);
    }

    @Test
    void shouldSayThatRevocationIsUnknown_whenPinnedForAnAuthorItDoesNotName() throws Exception {
        TestIdentity team = pki.good("team@example.com");
        CertificateTrust soft =
                (certificate, others, use, at) -> new TrustDecision.RevocationUnknown(List.of(certificate), "no list");

        Opened opened = opener.trusting(soft).pinning(pin(team, BOB)).open(message(team));

        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.verdict().reason()).contains(Reason.REVOCATION_UNKNOWN);
    }

    /** Asking may mean to ask a database. */
    @Test
    void shouldNotAskForPins_whenTheyCannotMatter() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        TestOpener counting = opener.pinning(certificate -> {
            asked.incrementAndGet();
            return Optional.empty();
        });

        counting.open(message(pki.good(BOB)));
        counting.open(message(bob).replace("seven", "eight"));
        counting.open(message(bob).replace("From: Bob", "From: carol@example.com, Bob"));
        counting.open(HEADER + ENTITY);
        assertThat(asked).hasValue(0);

        counting.open(message(bob));
        assertThat(asked).hasValue(1);
    }

    private static Pins pin(TestIdentity identity, String whom) {
        Coverage coverage = Coverage.none().plus(List.of(whom));
        return certificate -> Optional.of(coverage).filter(c -> certificate.equals(identity.certificate()));
    }

    private static SignatureEvidence evidence(Opened opened) {
        return opened.verdict().layers().get(0).signatures().get(0).evidence();
    }

    private String message(TestIdentity signer) throws Exception {
        return SmimeMail.clearSigned(
                ENTITY, signedData(null, List.of(signer, pki.issuing()), new HandMadeSigner(signer).sign(entity())));
    }
}
