package org.smimegate.core.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** The basic response of an OCSP responder (RFC 6960 section 4.2.1), not yet believed. Immutable. */
public final class OcspAnswer {
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final int MAX_RESPONDERS = 4;

    private final BasicOCSPResp response;
    private final String origin;

    private OcspAnswer(BasicOCSPResp response, String origin) {
        this.response = response;
        this.origin = origin;
    }

    /**
     * The answer in the bytes; empty if they are not exactly one successful basic response that can be read.
     *
     * @param origin where it came from, for logs
     */
    public static Optional<OcspAnswer> ofDer(byte[] der, String origin) {
        try {
            OCSPResp outer = new OCSPResp(der);
            return outer.getStatus() == OCSPResp.SUCCESSFUL
                            && outer.getResponseObject() instanceof BasicOCSPResp response
                    ? Optional.of(new OcspAnswer(response, origin))
                    : Optional.empty();
        } catch (IOException | OCSPException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    public String origin() {
        return origin;
    }

    public BasicOCSPResp response() {
        return response;
    }

    /** Whether the issuer or a responder that it has certified signed the answer; not whether those are good now. */
    public boolean isSignedFor(X509Certificate issuer) {
        return signer(issuer).isPresent();
    }

    /** Who signed it: the issuer, or a responder whom it certified for that (section 4.2.2.2). */
    Optional<X509Certificate> signer(X509Certificate issuer) {
        return Stream.concat(
                        Stream.of(issuer),
                        Arrays.stream(response.getCerts())
                                .limit(MAX_RESPONDERS)
                                .flatMap(holder -> Certificates.ofHolder(holder).stream())
                                .filter(responder -> isResponderOf(responder, issuer)))
                .filter(this::isSignedBy)
                .findFirst();
    }

    private static boolean isResponderOf(X509Certificate responder, X509Certificate issuer) {
        return responder.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                && LeafRules.purposes(responder).contains(OCSP_SIGNING)
                && PathSearch.verifies(issuer, responder);
    }

    private boolean isSignedBy(X509Certificate signer) {
        try {
            return response.isSignatureValid(new JcaContentVerifierProviderBuilder().build(signer.getPublicKey()));
        } catch (OCSPException | OperatorCreationException | RuntimeException e) {
            // A key of another kind than the signature, above all.
            return false;
        }
    }
}
