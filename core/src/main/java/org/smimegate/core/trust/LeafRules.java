package org.smimegate.core.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;

/**
 * What a certificate may be used for (RFC 8550 section 4.4). The JDK's path building asks none of this of the target,
 * and a key usage or EKU that it cannot read counts for it as absent.
 */
final class LeafRules {
    private static final String KEY_USAGE = Extension.keyUsage.getId();
    private static final String EXTENDED_KEY_USAGE = Extension.extendedKeyUsage.getId();
    private static final String BASIC_CONSTRAINTS = Extension.basicConstraints.getId();
    private static final String EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    /** Of RFC 5280 section 4.2.1.12, for messages. */
    private static final Map<String, String> PURPOSES = Map.of(
            "1.3.6.1.5.5.7.3.1", "serverAuth",
            "1.3.6.1.5.5.7.3.2", "clientAuth",
            "1.3.6.1.5.5.7.3.3", "codeSigning",
            "1.3.6.1.5.5.7.3.8", "timeStamping",
            "1.3.6.1.5.5.7.3.9", "OCSPSigning");
    /** Types of keys that can only do one of both. */
    private static final Set<String> SIGN_ONLY = Set.of("RSASSA-PSS", "EdDSA", "Ed25519", "Ed448", "DSA");

    private static final Set<String> AGREE_ONLY = Set.of("XDH", "X25519", "X448", "DH");

    private LeafRules() {}

    /** Key usage, EKU, and not a CA. */
    static Optional<Problem> check(X509Certificate certificate, CertificateUse use) {
        return checkUsage(certificate, use).or(() -> checkNotCa(certificate));
    }

    /** Key usage and EKU only. */
    static Optional<Problem> checkUsage(X509Certificate certificate, CertificateUse use) {
        return checkKeyType(certificate, use)
                .or(() -> checkKeyUsage(certificate, use))
                .or(() -> checkPurpose(certificate));
    }

    /** A CA certificate or a keyCertSign key that signs mail is not how CAs work. */
    static Optional<Problem> checkNotCa(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        boolean signsCertificates = usage != null && KeyUsageBit.KEY_CERT_SIGN.in(usage);
        if (!readableConstraints(certificate)) {
            return problem(certificate, "has basicConstraints that cannot be read");
        }
        return certificate.getBasicConstraints() >= 0 || signsCertificates
                ? problem(certificate, "is a certificate of a CA (expected: of a person, an organisation or a gateway)")
                : Optional.empty();
    }

    /** EKU emailProtection or any, if present. For issuers too, as mail clients and OpenSSL demand it. */
    static Optional<Problem> checkPurpose(X509Certificate certificate) {
        if (certificate.getExtensionValue(EXTENDED_KEY_USAGE) == null) {
            return Optional.empty();
        }
        List<String> purposes = purposes(certificate);
        return purposes.contains(EMAIL_PROTECTION) || purposes.contains(ANY_PURPOSE)
                ? Optional.empty()
                : problem(
                        certificate,
                        "has the extended key usage " + names(purposes) + " (expected: emailProtection or any)");
    }

    /** For the JDK, what it cannot read says "no CA". */
    private static boolean readableConstraints(X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(BASIC_CONSTRAINTS);
        try {
            return value == null
                    || BasicConstraints.getInstance(
                                    ASN1OctetString.getInstance(value).getOctets())
                            != null;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    static Optional<Problem> checkKeyType(X509Certificate certificate, CertificateUse use) {
        String type = certificate.getPublicKey().getAlgorithm();
        Set<String> unfit = use == CertificateUse.SIGNING ? AGREE_ONLY : SIGN_ONLY;
        return unfit.contains(type)
                ? problem(certificate, "has a key of type " + type + ", which cannot " + verb(use))
                : Optional.empty();
    }

    static Optional<Problem> checkKeyUsage(X509Certificate certificate, CertificateUse use) {
        if (certificate.getExtensionValue(KEY_USAGE) == null) {
            return Optional.empty();
        }
        boolean[] usage = certificate.getKeyUsage();
        List<KeyUsageBit> enough = enough(certificate, use);
        boolean fit = usage != null && enough.stream().anyMatch(bit -> bit.in(usage));
        return fit
                ? Optional.empty()
                : problem(
                        certificate,
                        "has the key usage " + KeyUsageBit.names(usage) + " (expected: " + KeyUsageBit.names(enough)
                                + ")");
    }

    private static List<KeyUsageBit> enough(X509Certificate certificate, CertificateUse use) {
        if (use == CertificateUse.SIGNING) {
            return List.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.NON_REPUDIATION);
        }
        boolean rsa = certificate.getPublicKey().getAlgorithm().equals("RSA");
        return List.of(rsa ? KeyUsageBit.KEY_ENCIPHERMENT : KeyUsageBit.KEY_AGREEMENT);
    }

    /** The extended key usages as object identifiers; none if there are none that can be read. */
    static List<String> purposes(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static List<String> names(List<String> purposes) {
        return purposes.stream().map(oid -> PURPOSES.getOrDefault(oid, oid)).toList();
    }

    private static String verb(CertificateUse use) {
        return use == CertificateUse.SIGNING ? "sign" : "be encrypted to";
    }

    private static Optional<Problem> problem(X509Certificate certificate, String what) {
        return Optional.of(Problem.usage(Certificates.quoted(certificate) + " " + what));
    }
}
