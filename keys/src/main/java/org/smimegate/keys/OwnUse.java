package org.smimegate.keys;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;

/**
 * What one of our own certificates can be used for; the gateway does not need to trust itself, but partners judge by
 * key usage and extended key usage (RFC 8550 section 4.4).
 */
final class OwnUse {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;
    /** Partners believe no shorter and compute with no longer key (rule 16). */
    private static final int MIN_RSA_BITS = 2048;

    private static final int MAX_RSA_BITS = 8192;
    private static final String EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private OwnUse() {}

    static boolean canSign(X509Certificate certificate) {
        return !family(certificate).equals("XDH")
                && isLong(certificate)
                && (usage(certificate, DIGITAL_SIGNATURE) || usage(certificate, NON_REPUDIATION))
                && isForMail(certificate);
    }

    static boolean canEncrypt(X509Certificate certificate) {
        return switch (family(certificate)) {
            case "RSA" ->
                isLong(certificate)
                        && !signsOnly(certificate)
                        && usage(certificate, KEY_ENCIPHERMENT)
                        && isForMail(certificate);
            case "EC", "XDH" -> usage(certificate, KEY_AGREEMENT) && isForMail(certificate);
            default -> false;
        };
    }

    /** Whether its key opens anything at all, whatever its certificate says. */
    static boolean canDecrypt(X509Certificate certificate) {
        return !family(certificate).equals("EdDSA") && !signsOnly(certificate);
    }

    /** An RSA key that its certificate restricts to RSASSA-PSS (RFC 4055 section 1.2). */
    private static boolean signsOnly(X509Certificate certificate) {
        return certificate.getPublicKey().getAlgorithm().equals("RSASSA-PSS");
    }

    static boolean isValid(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
    }

    private static String family(X509Certificate certificate) {
        return KeyPairs.family(certificate.getPublicKey());
    }

    private static boolean isLong(X509Certificate certificate) {
        return !(certificate.getPublicKey() instanceof RSAKey rsa)
                || rsa.getModulus().bitLength() >= MIN_RSA_BITS
                        && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
    }

    private static boolean usage(X509Certificate certificate, int bit) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[bit];
    }

    private static boolean isForMail(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.contains(EMAIL_PROTECTION) || purposes.contains(ANY_USAGE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
