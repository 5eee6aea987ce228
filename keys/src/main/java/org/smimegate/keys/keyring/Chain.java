package org.smimegate.keys.keyring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.trust.Certificates;

/**
 * Certificates that came along with one, as they are stored: each as its length in four bytes and its DER.
 *
 * @param digest SHA-256 of the bytes; equal sets are stored once
 */
record Chain(String digest, byte[] bytes) {
    /** What the embedded database takes in one field is twice that. */
    private static final int MAX = 512 * 1024;

    /** Empty if there are none. Candidates that go beyond any sensible size are left out. */
    static Optional<Chain> of(List<X509Certificate> certificates) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (X509Certificate certificate : certificates) {
                byte[] der = certificate.getEncoded();
                if (bytes.size() + Integer.BYTES + der.length <= MAX) {
                    out.writeInt(der.length);
                    out.write(der);
                }
            }
        } catch (IOException | CertificateEncodingException e) {
            throw new IllegalArgumentException("chain: not encodable", e);
        }
        return bytes.size() == 0
                ? Optional.empty()
                : Optional.of(new Chain(digest(bytes.toByteArray()), bytes.toByteArray()));
    }

    static List<X509Certificate> read(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            while (in.available() > 0) {
                Certificates.ofDer(in.readNBytes(in.readInt())).ifPresent(certificates::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return certificates;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256", e);
        }
    }
}
