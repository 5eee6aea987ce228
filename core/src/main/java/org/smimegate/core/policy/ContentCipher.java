package org.smimegate.core.policy;

import java.util.Arrays;
import java.util.Optional;

/** Content ciphers that the gateway writes (RFC 8551 section 2.7). GCM only ever goes into AuthEnvelopedData. */
public enum ContentCipher {
    AES_256_GCM("AES-256-GCM", "2.16.840.1.101.3.4.1.46", 256, true),
    AES_128_GCM("AES-128-GCM", "2.16.840.1.101.3.4.1.6", 128, true),
    AES_256_CBC("AES-256-CBC", "2.16.840.1.101.3.4.1.42", 256, false),
    AES_128_CBC("AES-128-CBC", "2.16.840.1.101.3.4.1.2", 128, false);

    private final String token;
    private final String oid;
    private final int keyBits;
    private final boolean authenticated;

    ContentCipher(String token, String oid, int keyBits, boolean authenticated) {
        this.token = token;
        this.oid = oid;
        this.keyBits = keyBits;
        this.authenticated = authenticated;
    }

    public static Optional<ContentCipher> ofToken(String token) {
        return Arrays.stream(values()).filter(c -> c.token.equals(token)).findFirst();
    }

    public static Optional<ContentCipher> ofOid(String oid) {
        return Arrays.stream(values()).filter(c -> c.oid.equals(oid)).findFirst();
    }

    public String token() {
        return token;
    }

    public String oid() {
        return oid;
    }

    public int keyBits() {
        return keyBits;
    }

    /** True for AEAD ciphers. */
    public boolean authenticated() {
        return authenticated;
    }
}
