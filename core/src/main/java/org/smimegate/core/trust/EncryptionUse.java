package org.smimegate.core.trust;

import java.security.cert.X509Certificate;

/** Tells certificates that mail is encrypted to from those that sign, certify or serve the web. */
public final class EncryptionUse {
    private EncryptionUse() {}

    /**
     * By key, key usage and EKU, as they are checked before encrypting. A CA's certificate is not meant; a self-signed
     * one may say that it is a CA, as common tools make it. Says nothing of dates, path or owner.
     */
    public static boolean isFit(X509Certificate certificate) {
        return LeafRules.checkUsage(certificate, CertificateUse.ENCRYPTION).isEmpty()
                && (isSelfSigned(certificate)
                        || LeafRules.checkNotCa(certificate).isEmpty());
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
