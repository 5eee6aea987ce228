package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.FuzzIdentities.BOB;
import static org.smimegate.core.testing.FuzzIdentities.NOW;
import static org.smimegate.core.testing.FuzzIdentities.ROOT;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.FuzzIdentities;
import org.smimegate.core.testing.FuzzTarget;

/** Revocation lists (RFC 5280 section 5) and OCSP answers (RFC 6960) about Bob's certificate. */
public class RevocationFuzz implements FuzzTarget {
    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new RevocationFuzz());
    }

    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    /** The one list or answer there is. */
    private record Source(Optional<RevocationList> list, Optional<OcspAnswer> answer) implements RevocationSource {
        @Override
        public Collection<RevocationList> listsOf(X500Principal issuer) {
            return list.stream().toList();
        }

        @Override
        public Collection<OcspAnswer> answersOn(X509Certificate certificate, X509Certificate issuer) {
            return answer.stream().toList();
        }
    }

    @Override
    public String outcome(byte[] input) throws Exception {
        Source source = new Source(RevocationList.ofDer(input, "fuzz"), OcspAnswer.ofDer(input, "fuzz"));
        String word = word(source);
        if (!word.equals(Reason.REVOCATION_UNKNOWN.token())) {
            assertThat(isSigned(source, input)).isTrue();
        }
        String kind = source.list().map(list -> "list ").orElse("")
                + source.answer().map(answer -> "answer ").orElse("");
        return kind + word + signedByCa(input).map(other -> ", signed " + other).orElse("");
    }

    private static Optional<String> signedByCa(byte[] input) throws Exception {
        Optional<RevocationList> list = Resigned.of(input).flatMap(der -> RevocationList.ofDer(der, "fuzz"));
        return list.map(signed -> word(new Source(Optional.of(signed), Optional.empty())));
    }

    private static String word(Source source) {
        RevocationChecking hard = new RevocationChecking(source, Set.of(CertificateUse.SIGNING));
        AnchoredTrust trust = new AnchoredTrust(() -> FuzzIdentities.TRUST, TrustAssertions.POLICY, hard);
        TrustDecision decision = trust.check(BOB.certificate(), List.of(), CertificateUse.SIGNING, NOW);
        if (decision instanceof TrustDecision.Refused refused) {
            assertThat(refused.reason()).isIn(Reason.REVOKED, Reason.REVOCATION_UNKNOWN);
            assertThat(refused.detail()).doesNotContainPattern("\\p{Cntrl}");
            return refused.reason().token();
        }
        assertThat(decision).isInstanceOf(TrustDecision.Trusted.class);
        return "good";
    }

    /** Asks Bouncy Castle and the JDK, not us. */
    private static boolean isSigned(Source source, byte[] input) throws Exception {
        if (source.answer().isPresent()) {
            return source.answer()
                    .get()
                    .response()
                    .isSignatureValid(new JcaContentVerifierProviderBuilder()
                            .build(ROOT.certificate().getPublicKey()));
        }
        X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(input));
        crl.verify(ROOT.certificate().getPublicKey());
        return true;
    }

    @Override
    public List<Seed> seeds() throws Exception {
        X509v2CRLBuilder users = list();
        users.addExtension(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(null, true, false, null, false, false));
        X509v2CRLBuilder delta = list();
        delta.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));
        return List.of(
                new Seed("empty", signed(list()), "list good, signed good"),
                new Seed("named", signed(revoking(list())), "list revoked, signed revoked"),
                new Seed("users", signed(users), "list good, signed good"),
                new Seed("delta", signed(revoking(delta)), "list revocation-unknown, signed revocation-unknown"),
                new Seed("answer-good", answer(CertificateStatus.GOOD), "answer good"),
                new Seed(
                        "answer-revoked",
                        answer(new RevokedStatus(date(-1), CRLReason.keyCompromise)),
                        "answer revoked"));
    }

    private static X509v2CRLBuilder list() throws IOException {
        X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(ROOT.certificate().getSubjectX500Principal(), date(-1));
        return builder.setNextUpdate(date(30)).addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.TWO));
    }

    private static X509v2CRLBuilder revoking(X509v2CRLBuilder builder) {
        return builder.addCRLEntry(BOB.certificate().getSerialNumber(), date(-2), CRLReason.keyCompromise);
    }

    private static byte[] signed(X509v2CRLBuilder builder) throws Exception {
        return builder.build(signer()).getEncoded();
    }

    private static byte[] answer(CertificateStatus status) throws Exception {
        DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
        CertificateID bob = new CertificateID(
                digests.get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(ROOT.certificate()),
                BOB.certificate().getSerialNumber());
        BasicOCSPRespBuilder builder =
                new JcaBasicOCSPRespBuilder(ROOT.certificate().getPublicKey(), digests.get(CertificateID.HASH_SHA1));
        builder.addResponse(bob, status, date(-1), date(1), null);
        OCSPResp answer =
                new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, builder.build(signer(), null, date(-1)));
        return answer.getEncoded();
    }

    private static ContentSigner signer() throws Exception {
        return new JcaContentSignerBuilder("SHA256withRSA").build(ROOT.key());
    }

    private static Date date(int days) {
        return Date.from(NOW.plus(Duration.ofDays(days)));
    }
}
