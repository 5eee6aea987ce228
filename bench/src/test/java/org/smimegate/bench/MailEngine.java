package org.smimegate.bench;

import java.io.OutputStream;

/** What is compared: the same work on the same raw message, from bytes to a stream. */
interface MailEngine {
    /** Detached, RSA with 2048 bits. */
    void sign(byte[] message, OutputStream out) throws Exception;

    /** Detached, ECDSA on P-256. */
    void signWithEc(byte[] message, OutputStream out) throws Exception;

    /** AES-256-CBC, RSA PKCS#1 v1.5 with 2048 bits. */
    void encrypt(byte[] message, int recipients, OutputStream out) throws Exception;

    /** Detached signature inside of encryption to one. */
    void signAndEncrypt(byte[] message, OutputStream out) throws Exception;

    /** Opens what was encrypted to the first recipient; fails if it cannot. */
    void decrypt(byte[] encrypted, OutputStream out) throws Exception;

    /** Verifies a detached signature up to the root; fails if it is not good. */
    void verify(byte[] signed, OutputStream out) throws Exception;

    /** Opens what was signed, then encrypted; fails if any of it is not good. */
    void decryptAndVerify(byte[] message, OutputStream out) throws Exception;

    /** By the name of the benchmarks' parameter. */
    static MailEngine named(String name) throws Exception {
        return name.equals("bcmail") ? new BcMailEngine() : new SmimegateEngine();
    }
}
