package org.smimegate.it.interop;

/**
 * Somebody outside whose CMS objects a foreign tool makes and reads. The tool must end with exit status 0, else the
 * methods fail the test.
 */
interface CmsPeer extends AutoCloseable {
    /** Address of the certificate that signs and that the gateway encrypts to. */
    String address();

    byte[] signOpaque(byte[] content);

    byte[] signDetached(byte[] content);

    /** To the gateway. */
    byte[] encrypt(byte[] content);

    /** What was signed. */
    byte[] verifyOpaque(byte[] cms);

    void verifyDetached(byte[] cms, byte[] content);

    byte[] decrypt(byte[] cms);

    @Override
    void close();
}
