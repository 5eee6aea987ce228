package org.smimegate.admin.cert.trial;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a certificate is to be trusted for. */
enum Purpose {
    SIGNING,
    ENCRYPTION,
    TLS;

    static final String TOKENS = "signing, encryption, tls";

    static Optional<Purpose> ofToken(String token) {
        return Arrays.stream(values()).filter(p -> p.token().equals(token)).findFirst();
    }

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a sentence. */
    String words() {
        return this == TLS ? "TLS servers" : token();
    }
}
