package org.smimegate.core.cms;

/** How plain RSA keys sign; keys that are certified for RSASSA-PSS alone always use that. */
public enum RsaSignature {
    /** RSASSA-PKCS1-v1_5, which every client reads. */
    PKCS1,
    /** RSASSA-PSS with SHA-256, MGF1 of the same and a salt of 32 bytes (RFC 4056). */
    PSS
}
