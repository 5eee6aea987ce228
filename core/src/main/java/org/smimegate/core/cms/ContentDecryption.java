package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/**
 * Decrypts content that is written to it, into a place that nobody may read before {@link #finish} says so.
 */
abstract class ContentDecryption extends OutputStream {
    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * Ends the content.
     *
     * @param associated what is authenticated besides the content, as encoded; empty if nothing
     * @param mac the authentication code; ignored by ciphers that have none
     * @return whether the plaintext may be used
     */
    abstract boolean finish(byte[] associated, byte[] mac) throws IOException, GeneralSecurityException;
}
