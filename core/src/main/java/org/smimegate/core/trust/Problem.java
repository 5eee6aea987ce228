package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.core.outcome.Reason;

/**
 * Why a certificate is not believed.
 *
 * @param detail plain words, fit for one line of a log
 */
record Problem(Reason reason, String detail) {
    static Problem untrusted(String detail) {
        return new Problem(Reason.UNTRUSTED, detail);
    }

    static Problem weak(String detail) {
        return new Problem(Reason.WEAK_ALGORITHM, detail);
    }

    static Problem usage(String detail) {
        return new Problem(Reason.BAD_KEY_USAGE, detail);
    }

    /** A library failed at what a stranger made. */
    static Problem malformed(Throwable failure) {
        String words = failure.getClass().getName() + ": " + Printable.of(String.valueOf(failure.getMessage()), 200);
        return new Problem(Reason.MALFORMED, "the certificate cannot be read: " + words);
    }

    TrustDecision.Refused refuse(List<X509Certificate> chain) {
        return new TrustDecision.Refused(reason, detail, chain);
    }
}
