package org.smimegate.core.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What is asked about a certificate. */
record Question(X509Certificate certificate, Collection<X509Certificate> others, CertificateUse use, Instant at) {
    /** Answers to larger ones are not kept: they are rare and would let strangers fill the memory. */
    private static final int MAX_BYTES = 64 * 1024;

    /** Names the question but for its time; empty if the answer shall not be kept. */
    Optional<String> key() throws CertificateEncodingException {
        MessageDigest digest = sha256();
        digest.update((byte) use.ordinal());
        int bytes = 0;
        for (X509Certificate each : all()) {
            byte[] encoded = each.getEncoded();
            digest.update(encoded);
            bytes += encoded.length;
        }
        return bytes > MAX_BYTES ? Optional.empty() : Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private List<X509Certificate> all() {
        List<X509Certificate> all = new ArrayList<>(List.of(certificate));
        all.addAll(others);
        return all;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-256", e);
        }
    }
}
