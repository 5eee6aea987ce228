package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.entity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.CrlBuilder;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.RevocationChecking;
import org.smimegate.core.trust.RevocationSource;

/** Revocation lists that come with a signature (RFC 5652 section 5.1), where nothing else is known of revocation. */
class MessageRevocationTest {
    private final TestPki pki = TestPki.shared();
    private final TestIdentity bob = pki.good("bob@example.org");
    private TestOpener soft;
    private TestOpener hard;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        soft = TestOpener.in(spool).trusting(trust(Set.of()));
        hard = TestOpener.in(spool).trusting(trust(Set.of(CertificateUse.SIGNING)));
    }

    @Test
    void shouldPass_whenListsOfTheMessageClearTheSigner() throws Exception {
        MessageVerdict verdict = open(hard, list(CrlBuilder.by(pki.root())), list(CrlBuilder.by(pki.issuing())));

        assertThat(verdict.isVerified()).isTrue();
        assertThat(verdict.reason()).isEmpty();
        assertThat(signature(verdict).evidence().revocation()).contains("'CN=Test Issuing CA'", "(the message)");
    }

    @Test
    void shouldBeRevoked_whenAListOfTheMessageSaysSo() throws Exception {
        MessageVerdict verdict = open(soft, list(CrlBuilder.by(pki.issuing()).revoking(bob)));

        assertThat(verdict.signature()).contains(SignatureResult.POLICY);
        assertThat(verdict.reason()).contains(Reason.REVOKED);
        assertThat(signature(verdict).detail()).contains("was revoked at", "(the message)");
        assertThat(signature(verdict).evidence().revocation()).isEmpty();
    }

    @Test
    void shouldPassWithReasonUnderSoftAndBeTemporaryUnderHard_whenThereIsNoList() throws Exception {
        assertThat(open(soft).signature()).contains(SignatureResult.PASS);
        assertThat(open(soft).reason()).contains(Reason.REVOCATION_UNKNOWN);
        assertThat(open(hard).signature()).contains(SignatureResult.TEMPERROR);
        assertThat(open(hard).reason()).contains(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void shouldGoOnWithoutIt_whenAListCannotBeRead() throws Exception {
        ASN1Encodable broken = new DERSequence(new DEROctetString(new byte[20]));
        ASN1Encodable ocsp = new DERTaggedObject(false, 1, new DERSequence());

        assertThat(open(soft, broken, ocsp).reason()).contains(Reason.REVOCATION_UNKNOWN);
        assertThat(open(soft, broken, ocsp, list(CrlBuilder.by(pki.issuing()).revoking(bob)))
                        .reason())
                .contains(Reason.REVOKED);
    }

    @Test
    void shouldNotReadIt_whenAListIsVeryLarge() throws Exception {
        CrlBuilder large = CrlBuilder.by(pki.issuing())
                .revoking(bob)
                .extension(Extension.freshestCRL, false, new DEROctetString(new byte[600 * 1024]));

        assertThat(open(soft, list(large)).reason()).contains(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void shouldExceedTheLimit_whenThereAreSixLists() throws Exception {
        ASN1Encodable one = list(CrlBuilder.by(pki.issuing()));

        assertThat(open(soft, Collections.nCopies(5, one).toArray(ASN1Encodable[]::new))
                        .reason())
                .contains(Reason.REVOCATION_UNKNOWN);
        assertThat(open(soft, Collections.nCopies(6, one).toArray(ASN1Encodable[]::new))
                        .reason())
                .contains(Reason.LIMIT_EXCEEDED);
    }

    private AnchoredTrust trust(Set<CertificateUse> demanded) {
        return new AnchoredTrust(
                pki::anchorsOnly,
                AlgorithmPolicy.year2026(true, true),
                new RevocationChecking(RevocationSource.NONE, demanded));
    }

    private static SignatureVerdict signature(MessageVerdict verdict) {
        return verdict.layers().get(0).signatures().get(0);
    }

    private static ASN1Encodable list(CrlBuilder builder) {
        return CertificateList.getInstance(builder.der());
    }

    private MessageVerdict open(TestOpener opener, ASN1Encodable... lists) throws Exception {
        return opener.open(HEADER + SmimeMail.clearSignedEntity(ENTITY, signature(lists)))
                .verdict();
    }

    private byte[] signature(ASN1Encodable... lists) throws Exception {
        List<ASN1Encodable> chain = new ArrayList<>();
        for (TestIdentity identity : List.of(bob, pki.issuing())) {
            chain.add(Certificate.getInstance(identity.certificate().getEncoded()));
        }
        ASN1EncodableVector crls = new ASN1EncodableVector();
        Arrays.stream(lists).forEach(crls::add);
        SignedData data = new SignedData(
                new DERSet(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ContentInfo(CMSObjectIdentifiers.data, null),
                new DERSet(chain.toArray(ASN1Encodable[]::new)),
                lists.length == 0 ? null : new BERSet(crls),
                new DERSet(new HandMadeSigner(bob).sign(entity())));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded();
    }
}
