package org.smimegate.core.trust;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bits of a key usage extension in their order (RFC 5280 section 4.2.1.3). */
enum KeyUsageBit {
    DIGITAL_SIGNATURE("digitalSignature"),
    NON_REPUDIATION("nonRepudiation"),
    KEY_ENCIPHERMENT("keyEncipherment"),
    DATA_ENCIPHERMENT("dataEncipherment"),
    KEY_AGREEMENT("keyAgreement"),
    KEY_CERT_SIGN("keyCertSign"),
    CRL_SIGN("cRLSign"),
    ENCIPHER_ONLY("encipherOnly"),
    DECIPHER_ONLY("decipherOnly");

    private final String label;

    KeyUsageBit(String label) {
        this.label = label;
    }

    boolean in(boolean[] usage) {
        return usage.length > ordinal() && usage[ordinal()];
    }

    static String names(List<KeyUsageBit> bits) {
        return bits.stream().map(bit -> bit.label).collect(Collectors.joining(" or "));
    }

    static String names(boolean @Nullable [] usage) {
        if (usage == null) {
            return "that cannot be read";
        }
        String names = Arrays.stream(values())
                .filter(bit -> bit.in(usage))
                .map(bit -> bit.label)
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? "of nothing" : names;
    }
}
