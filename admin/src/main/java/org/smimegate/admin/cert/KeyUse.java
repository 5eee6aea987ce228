package org.smimegate.admin.cert;

import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What the owner of a key wants with it, as the key usage of its certificate says (RFC 8550 section 4.4.2). */
enum KeyUse {
    BOTH("both", true, true),
    SIGNING("signing", true, false),
    ENCRYPTION("encryption", false, true);

    private final String token;
    private final boolean signs;
    private final boolean decrypts;

    KeyUse(String token, boolean signs, boolean decrypts) {
        this.token = token;
        this.signs = signs;
        this.decrypts = decrypts;
    }

    static Optional<KeyUse> ofToken(String token) {
        return Arrays.stream(values()).filter(use -> use.token.equals(token)).findFirst();
    }

    static String tokens() {
        return String.join(", ", Arrays.stream(values()).map(use -> use.token).toList());
    }

    /** All that a key of this type can do. */
    static KeyUse of(PublicKey key) {
        return KeyType.onlySigns(key) ? SIGNING : BOTH;
    }

    boolean signs() {
        return signs;
    }

    boolean decrypts() {
        return decrypts;
    }

    KeyUsage usage(PublicKey key) {
        int decrypting = key instanceof RSAKey ? KeyUsage.keyEncipherment : KeyUsage.keyAgreement;
        return new KeyUsage(
                (signs ? KeyUsage.digitalSignature | KeyUsage.nonRepudiation : 0) | (decrypts ? decrypting : 0));
    }
}
