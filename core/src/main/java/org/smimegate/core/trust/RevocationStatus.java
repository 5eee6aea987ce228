package org.smimegate.core.trust;

import java.security.cert.X509Certificate;

/** Whether a certificate is revoked, as far as can be known. The texts are fit for one line of a log. */
sealed interface RevocationStatus {
    /** @param source what says so */
    record Good(String source) implements RevocationStatus {}

    /**
     * @param certificate the one that is
     * @param detail who says so, since when and why
     */
    record Revoked(X509Certificate certificate, String detail) implements RevocationStatus {}

    /** @param detail what is missing */
    record Unknown(String detail) implements RevocationStatus {}
}
