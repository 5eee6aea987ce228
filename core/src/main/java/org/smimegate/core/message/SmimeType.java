package org.smimegate.core.message;

/** What a part's header fields announce (RFC 8551 sections 3.2 and 3.10); the CMS content decides in the end. */
public enum SmimeType {
    /** Not S/MIME. */
    NONE,
    /** multipart/signed with an S/MIME protocol. */
    CLEAR_SIGNED,
    /** application/pkcs7-mime, x-pkcs7-mime or a file name with .p7m, .p7c, .p7z: look at the CMS content type. */
    PKCS7_MIME,
    /** A single application/pkcs7-signature body (a certs-only message of old clients, .p7s file names). */
    PKCS7_SIGNATURE
}
