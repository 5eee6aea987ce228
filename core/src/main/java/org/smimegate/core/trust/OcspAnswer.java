package org.smimegate.core.trust;

import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;

/** The basic response of an OCSP responder (RFC 6960 section 4.2.1), not yet believed. Immutable. */
public final class OcspAnswer {
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
}
