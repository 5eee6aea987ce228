package org.smimegate.core.trust;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * What OCSP responders say of one certificate (RFC 6960): answers signed by the certificate's issuer itself, or by a
 * responder whom that issuer certified for it (section 4.2.2.2).
 */
final class OcspCheck {
    /** As long as this an answer without nextUpdate is taken for the newest. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    /** Who bears it need not be looked up themselves (section 4.2.2.2.1). */
    private static final String NO_CHECK = OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId();

    private final X509Certificate certificate;
    private final X509Certificate issuer;
    private final AlgorithmRules algorithms;
    private final Predicate<X509Certificate> revoked;
    private final Instant at;

    /** @param revoked whether lists say that of a responder */
    OcspCheck(
            X509Certificate certificate,
            X509Certificate issuer,
            AlgorithmRules algorithms,
            Predicate<X509Certificate> revoked,
            Instant at) {
        this.certificate = certificate;
        this.issuer = issuer;
        this.algorithms = algorithms;
        this.revoked = revoked;
        this.at = at;
    }

    /** The first that revokes, else the first that clears; empty if no answer says either. */
    Optional<RevocationStatus> status(Collection<OcspAnswer> answers) {
        List<RevocationStatus> said =
                answers.stream().flatMap(answer -> status(answer).stream()).toList();
        return first(said, RevocationStatus.Revoked.class).or(() -> first(said, RevocationStatus.Good.class));
    }

    private static Optional<RevocationStatus> first(
            List<RevocationStatus> said, Class<? extends RevocationStatus> kind) {
        return said.stream().filter(kind::isInstance).findFirst();
    }

    private Optional<RevocationStatus> status(OcspAnswer answer) {
        try {
            Optional<SingleResp> single = single(answer.response());
            return single.isPresent() && isBelieved(answer)
                    ? Optional.of(status(single.get(), answer.origin()))
                    : Optional.empty();
        } catch (OCSPException
                | OperatorCreationException
                | CertificateEncodingException
                | RuntimeException
                | StackOverflowError e) {
            // The boundary for hostile answers: whatever the libraries throw at them is no answer.
            return Optional.empty();
        }
    }

    private Optional<SingleResp> single(BasicOCSPResp response)
            throws OCSPException, OperatorCreationException, CertificateEncodingException {
        DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
        JcaX509CertificateHolder above = new JcaX509CertificateHolder(issuer);
        for (SingleResp single : response.getResponses()) {
            boolean meant = single.getCertID().getSerialNumber().equals(certificate.getSerialNumber())
                    && single.getCertID().matchesIssuer(above, digests);
            if (meant && isCurrent(single)) {
                return Optional.of(single);
            }
        }
        return Optional.empty();
    }

    /** Who was revoked stays so when the answer is over. */
    private boolean isCurrent(SingleResp single) {
        Instant start = single.getThisUpdate().toInstant();
        Instant end =
                Optional.ofNullable(single.getNextUpdate()).map(Date::toInstant).orElse(start.plus(MAX_AGE));
        return !start.isAfter(at.plus(ListCheck.CLOCK_SKEW))
                && (!at.isAfter(end) || single.getCertStatus() instanceof RevokedStatus);
    }

    private boolean isBelieved(OcspAnswer answer) {
        return algorithms.allowsSignature(answer.response().getSignatureAlgorithmID())
                && answer.signer(issuer)
                        .filter(signer -> signer.equals(issuer) || mayRespond(signer))
                        .isPresent();
    }

    private boolean mayRespond(X509Certificate responder) {
        boolean[] usage = responder.getKeyUsage();
        return (usage == null || KeyUsageBit.DIGITAL_SIGNATURE.in(usage))
                && algorithms.check(List.of(responder, issuer)).isEmpty()
                && IssuerRules.checkCritical(responder).isEmpty()
                && DateRules.check(List.of(responder), at).isEmpty()
                && (responder.getExtensionValue(NO_CHECK) != null || !revoked.test(responder));
    }

    private RevocationStatus status(SingleResp single, String origin) {
        CertificateStatus status = single.getCertStatus();
        String source = "the responder of '" + Certificates.subject(issuer) + "' at "
                + single.getThisUpdate().toInstant() + " (" + origin + ")";
        if (status == CertificateStatus.GOOD) {
            return new RevocationStatus.Good(source);
        }
        return status instanceof RevokedStatus since
                ? new RevocationStatus.Revoked(
                        certificate,
                        Certificates.quoted(certificate) + " was revoked at "
                                + since.getRevocationTime().toInstant() + ", says " + source)
                : new RevocationStatus.Unknown("does not know " + Certificates.quoted(certificate) + ": " + source);
    }
}
