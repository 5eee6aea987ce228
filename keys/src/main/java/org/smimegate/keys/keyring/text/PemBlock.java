package org.smimegate.keys.keyring.text;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.trust.CertificateFormatException;
import org.smimegate.core.trust.Certificates;

/**
 * A block of a PEM file (RFC 7468).
 *
 * @param line where it begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PemBlock(int line, String label, byte[] content) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int MAX_BASE64 = 1024 * 1024;
    private static final int LINE = 64;
    private static final Set<String> LABELS =
            Set.of("CERTIFICATE", "X509 CERTIFICATE", "PKCS7", "CMS", "PKCS #7 SIGNED DATA");

    /** Whether that line begins one. */
    static boolean begins(String line) {
        return line.contains(BEGIN);
    }

    /**
     * Reads the rest of a block.
     *
     * @param first the line that begins it
     */
    static PemBlock read(String first, Lines lines) throws IOException, BrokenEntryException {
        int line = lines.number();
        String label = label(first.substring(first.indexOf(BEGIN)).strip(), line);
        StringBuilder base64 = new StringBuilder();
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            String text = next.get().strip();
            if (text.equals("-----END " + label + DASHES)) {
                return new PemBlock(line, label, decode(base64, line));
            }
            if (text.startsWith(DASHES) || Field.opens(next.get())) {
                lines.back(next.get());
                break;
            }
            if (base64.length() < MAX_BASE64) {
                base64.append(text);
            }
        }
        throw new BrokenEntryException(line, "BEGIN " + label + " without END " + label);
    }

    static String of(byte[] certificate) {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate);
        return BEGIN + "CERTIFICATE" + DASHES + "\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    /** What it holds, at least one. */
    List<X509Certificate> certificates() throws BrokenEntryException {
        if (label.endsWith("PRIVATE KEY")) {
            throw new BrokenEntryException(
                    line, "a private key (expected: certificates only; a private key stays with its owner)");
        }
        if (!LABELS.contains(label)) {
            throw new BrokenEntryException(line, label + " (expected: CERTIFICATE or PKCS7)");
        }
        try {
            return Certificates.parse(content, label);
        } catch (CertificateFormatException e) {
            throw new BrokenEntryException(line, String.valueOf(e.getMessage()));
        }
    }

    private static String label(String begin, int line) throws BrokenEntryException {
        int end = begin.indexOf(DASHES, BEGIN.length());
        if (end < 0) {
            throw new BrokenEntryException(line, "BEGIN without " + DASHES + " at the end of the line");
        }
        return begin.substring(BEGIN.length(), end);
    }

    private static byte[] decode(StringBuilder base64, int line) throws BrokenEntryException {
        if (base64.length() >= MAX_BASE64) {
            throw new BrokenEntryException(line, "a PEM block of more than " + MAX_BASE64 + " characters");
        }
        try {
            return Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException e) {
            throw new BrokenEntryException(line, "the PEM block is not base64");
        }
    }
}
