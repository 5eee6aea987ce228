package org.smimegate.core.trust;

/** What a certificate is to be believed for. */
public enum CertificateUse {
    /** Verify a signature: digitalSignature or nonRepudiation if key usage is present. */
    SIGNING,
    /** Encrypt to it: keyEncipherment or keyAgreement (by key type) if key usage is present. */
    ENCRYPTION
}
