package org.smimegate.core.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.FuzzIdentities.BOB;
import static org.smimegate.core.testing.FuzzIdentities.DAVE;
import static org.smimegate.core.testing.FuzzIdentities.ERIN;
import static org.smimegate.core.testing.FuzzIdentities.ROOT;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.FuzzIdentities;
import org.smimegate.core.testing.FuzzTarget;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;

/** Files and message parts with certificates: DER, PEM, PKCS#7. */
public class CertificateFuzz implements FuzzTarget {
    private static final AnchoredTrust TRUST = new AnchoredTrust(() -> FuzzIdentities.TRUST, TrustAssertions.POLICY);
    private static final PinnedTrust PINNED = new PinnedTrust(TrustAssertions.POLICY);
    /** Whom the root certified. */
    private static final Set<X509Certificate> GOOD = Set.of(BOB.certificate(), DAVE.certificate(), ERIN.certificate());

    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new CertificateFuzz());
    }

    @DictionaryEntries({"-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "-----BEGIN PKCS7-----"})
    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    @Override
    public String outcome(byte[] input) throws Exception {
        Resigned.of(input).flatMap(Certificates::ofDer).ifPresent(CertificateFuzz::checkSigned);
        List<X509Certificate> certificates;
        try {
            certificates = Certificates.parse(input, "fuzz");
        } catch (CertificateFormatException e) {
            assertThat(e).hasMessageStartingWith("fuzz").hasMessageNotContaining("\n");
            return "unreadable";
        }
        List<String> outcomes =
                certificates.stream().map(c -> outcome(c, certificates)).toList();
        return String.join(" ", outcomes);
    }

    /** A CA may issue anything; it ends in a decision. */
    private static void checkSigned(X509Certificate certificate) {
        for (CertificateUse use : CertificateUse.values()) {
            TrustDecision decision = TRUST.check(certificate, List.of(), use, FuzzIdentities.NOW);
            if (decision instanceof TrustDecision.Refused refused) {
                assertThat(refused.detail()).doesNotContainPattern("\\p{Cntrl}");
            }
        }
    }

    private static String outcome(X509Certificate certificate, List<X509Certificate> all) {
        assertThat(Certificates.subject(certificate)).doesNotContainPattern("\\p{Cntrl}");
        assertThat(Certificates.commonName(certificate)).doesNotContainPattern("\\p{Cntrl}");
        assertThat(Coverage.of(certificate, true).everyone()).isFalse();
        TrustDecision decision = TRUST.check(certificate, all, CertificateUse.SIGNING, FuzzIdentities.NOW);
        TRUST.check(certificate, all, CertificateUse.ENCRYPTION, FuzzIdentities.NOW);
        PINNED.check(certificate, List.of(), CertificateUse.ENCRYPTION, FuzzIdentities.NOW);
        if (decision instanceof TrustDecision.Refused refused) {
            assertThat(refused.detail()).doesNotContainPattern("\\p{Cntrl}");
            return refused.reason().token();
        }
        assertThat(GOOD).contains(certificate);
        return "trusted";
    }

    @Override
    public List<Seed> seeds() throws Exception {
        TestIdentity odd = CertificateBuilder.selfSigned("C=DE,O=B\u00fccher,CN=odd")
                .address("eve@example.com")
                .domain("*.example.com")
                .smtpUtf8Mailbox("b\u00f6b@example.com")
                .pathLength(1)
                .permit(new GeneralName(GeneralName.rfc822Name, ".example.com"))
                .exclude(new GeneralName(GeneralName.dNSName, "example.net"))
                .build();
        String pem = "# Bob and Erin\n" + TestFiles.pem(List.of(BOB.certificate(), ERIN.certificate()));
        return List.of(
                new Seed("rsa", BOB.certificate().getEncoded(), "trusted"),
                new Seed("ec", ERIN.certificate().getEncoded(), "trusted"),
                new Seed("anchor", ROOT.certificate().getEncoded(), "bad-key-usage"),
                new Seed("odd", odd.certificate().getEncoded(), "untrusted"),
                new Seed("pem", pem.getBytes(US_ASCII), "trusted trusted"),
                new Seed("pkcs7", pkcs7(BOB, ROOT, odd), "bad-key-usage trusted untrusted"));
    }

    private static byte[] pkcs7(TestIdentity... identities) throws Exception {
        ASN1EncodableVector certificates = new ASN1EncodableVector();
        for (TestIdentity identity : identities) {
            certificates.add(Certificate.getInstance(identity.certificate().getEncoded()));
        }
        SignedData data = new SignedData(
                new DERSet(),
                new ContentInfo(CMSObjectIdentifiers.data, null),
                new DERSet(certificates),
                null,
                new DERSet());
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded();
    }
}
