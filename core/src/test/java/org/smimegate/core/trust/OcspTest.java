package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;
import static org.smimegate.core.trust.TrustAssertions.POLICY;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.CrlBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** What responders say (RFC 6960). The chain is alice, issuing, [root]; only alice's status is left to them. */
class OcspTest {
    private static final CertificateStatus REVOKED = new RevokedStatus(Date.from(days(-2)));

    private final TestPki pki = TestPki.shared();
    private final TestIdentity alice = pki.good("alice@example.org");
    private final TestIdentity responder = responder(pki.issuing()).build();

    @Test
    void shouldTrust_whenTheIssuerAnswersGood() throws Exception {
        TrustDecision decision = decide(answer(pki.issuing(), CertificateStatus.GOOD));

        assertTrusted(decision, alice.fullChain());
        assertThat(((TrustDecision.Trusted) decision).revocation()).contains("the responder of 'CN=Test Issuing CA'");
    }

    @Test
    void shouldTrust_whenAResponderOfTheIssuerAnswersGood() throws Exception {
        assertTrusted(decide(answer(responder, CertificateStatus.GOOD)));
    }

    @Test
    void shouldRefuse_whenTheAnswerRevokes() throws Exception {
        assertRefused(
                decide(answer(responder, REVOKED)),
                Reason.REVOKED,
                "'CN=alice@example.org' was revoked at " + days(-2));
    }

    @Test
    void shouldRefuse_whenTheListClearsButTheAnswerRevokes() throws Exception {
        assertRefused(
                decide(List.of(CrlBuilder.by(pki.issuing()).build()), answer(responder, REVOKED)), Reason.REVOKED);
    }

    @Test
    void shouldRefuse_whenTheListRevokesButTheAnswerClears() throws Exception {
        RevocationList list = CrlBuilder.by(pki.issuing()).revoking(alice).build();

        assertRefused(decide(List.of(list), answer(responder, CertificateStatus.GOOD)), Reason.REVOKED);
    }

    @Test
    void shouldBeUnknown_whenTheResponderDoesNotKnow() throws Exception {
        assertUnknown(decide(answer(responder, new UnknownStatus())));
    }

    @Test
    void shouldBeUnknown_whenSomebodyElseSigned() throws Exception {
        TestIdentity stranger = responder(CertificateBuilder.selfSigned("Test Issuing CA")
                        .ca()
                        .freshKey()
                        .build())
                .build();

        assertUnknown(decide(answer(stranger, CertificateStatus.GOOD)));
        assertUnknown(decide(answer(pki.root(), CertificateStatus.GOOD)));
    }

    @Test
    void shouldBeUnknown_whenTheSignerIsNoResponder() throws Exception {
        assertUnknown(decide(answer(pki.good("bob@example.org"), CertificateStatus.GOOD)));
    }

    @Test
    void shouldBeUnknown_whenTheRespondersCertificateHasEnded() throws Exception {
        TestIdentity old = responder(pki.issuing()).valid(days(-9), days(-1)).build();

        assertUnknown(decide(answer(old, CertificateStatus.GOOD)));
    }

    @Test
    void shouldBeUnknown_whenTheResponderIsRevoked() throws Exception {
        RevocationList list =
                CrlBuilder.by(pki.issuing(), days(-3)).revoking(responder).build();

        assertUnknown(decide(List.of(list), answer(responder, CertificateStatus.GOOD)));
    }

    @Test
    void shouldNotLookAtTheResponder_whenItsIssuerSaysSo() throws Exception {
        TestIdentity noCheck = responder(pki.issuing())
                .extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId(), false, DERNull.INSTANCE)
                .build();
        RevocationList list =
                CrlBuilder.by(pki.issuing(), days(-3)).revoking(noCheck).build();

        assertTrusted(decide(List.of(list), answer(noCheck, CertificateStatus.GOOD)));
    }

    @Test
    void shouldBeUnknown_whenTheAnswerIsOld() throws Exception {
        assertUnknown(decide(answer(responder, alice, CertificateStatus.GOOD, days(-3), days(-1))));
        assertUnknown(decide(answer(responder, alice, CertificateStatus.GOOD, days(-2), null)));
        assertUnknown(decide(answer(responder, alice, CertificateStatus.GOOD, days(1), days(2))));
    }

    @Test
    void shouldRefuse_whenAnOldAnswerRevokes() throws Exception {
        assertRefused(decide(answer(responder, alice, REVOKED, days(-3), days(-1))), Reason.REVOKED);
    }

    /** The issuer's key, which is tried first, cannot even read the signature. */
    @Test
    void shouldRefuse_whenTheRespondersKeyIsOfAnotherKind() throws Exception {
        TestIdentity elliptic = responder(pki.issuing()).key(KeyKind.P_256).build();

        assertRefused(decide(answer(elliptic, REVOKED)), Reason.REVOKED);
    }

    @Test
    void shouldBeUnknown_whenTheRespondersKeyIsNotForSignatures() throws Exception {
        TestIdentity encrypting =
                responder(pki.issuing()).keyUsage(KeyUsage.keyEncipherment).build();

        assertUnknown(decide(answer(encrypting, CertificateStatus.GOOD)));
    }

    @Test
    void shouldBeUnknown_whenTheAnswerIsAboutAnother() throws Exception {
        assertUnknown(
                decide(answer(responder, pki.good("bob@example.org"), CertificateStatus.GOOD, days(-1), days(1))));
    }

    @Test
    void shouldBeUnknown_whenTheAnswerIsAltered() throws Exception {
        byte[] der = response(responder, alice, CertificateStatus.GOOD, days(-1), days(1))
                .getEncoded();
        int serialOfAlice = der.length / 4;
        der[serialOfAlice] ^= 1;

        assertUnknown(decide(OcspAnswer.ofDer(der, "test").stream().toArray(OcspAnswer[]::new)));
    }

    @Test
    void shouldReadNoAnswer_whenTheResponderFailed() throws Exception {
        byte[] busy =
                new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).getEncoded();

        assertThat(OcspAnswer.ofDer(busy, "test")).isEmpty();
        assertThat(OcspAnswer.ofDer(new byte[] {0x30, 0x03, 0x0a}, "test")).isEmpty();
    }

    private static CertificateBuilder responder(TestIdentity issuer) {
        return issuer.issue("Responder").extendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning);
    }

    private OcspAnswer answer(TestIdentity signer, CertificateStatus status) throws Exception {
        return answer(signer, alice, status, days(-1), days(1));
    }

    private OcspAnswer answer(
            TestIdentity signer, TestIdentity about, CertificateStatus status, Instant start, @Nullable Instant end)
            throws Exception {
        byte[] der = response(signer, about, status, start, end).getEncoded();
        return OcspAnswer.ofDer(der, "test").orElseThrow();
    }

    private OCSPResp response(
            TestIdentity signer, TestIdentity about, CertificateStatus status, Instant start, @Nullable Instant end)
            throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        X509CertificateHolder issuer =
                new JcaX509CertificateHolder(pki.issuing().certificate());
        BasicOCSPRespBuilder builder =
                new JcaBasicOCSPRespBuilder(signer.keys().getPublic(), digests.get(CertificateID.HASH_SHA1));
        builder.addResponse(
                new CertificateID(
                        digests.get(CertificateID.HASH_SHA1),
                        issuer,
                        about.certificate().getSerialNumber()),
                status,
                Date.from(start),
                end == null ? null : Date.from(end),
                null);
        X509CertificateHolder[] chain = {new JcaX509CertificateHolder(signer.certificate())};
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder(signer.kind().signatureAlgorithm()).build(signer.key()),
                                chain,
                                new Date()));
    }

    private TrustDecision decide(OcspAnswer... answers) {
        return decide(List.of(), answers);
    }

    private TrustDecision decide(List<RevocationList> lists, OcspAnswer... answers) {
        RevocationList ofRoot = CrlBuilder.by(pki.root()).build();
        List<RevocationList> all =
                Stream.concat(Stream.of(ofRoot), lists.stream()).toList();
        RevocationSource source = new RevocationSource() {
            @Override
            public Collection<RevocationList> listsOf(X500Principal issuer) {
                return all.stream().filter(list -> list.issuer().equals(issuer)).toList();
            }

            @Override
            public Collection<OcspAnswer> answersOn(X509Certificate certificate, X509Certificate issuer) {
                return certificate.equals(alice.certificate()) ? List.of(answers) : List.of();
            }
        };
        return new AnchoredTrust(pki::trust, POLICY, new RevocationChecking(source, Set.of()))
                .check(alice.certificate(), List.of(), CertificateUse.SIGNING, NOW);
    }

    private static void assertUnknown(TrustDecision decision) {
        assertThat(decision).isInstanceOf(TrustDecision.RevocationUnknown.class);
    }
}
