package org.smimegate.admin.cert;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a certificate says, every name in full. */
public final class CertificateView {
    private static final List<String> USAGES = List.of(
            "digitalSignature",
            "nonRepudiation",
            "keyEncipherment",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly");
    private static final Map<String, String> PURPOSES = Map.of(
            "1.3.6.1.5.5.7.3.1", "serverAuth",
            "1.3.6.1.5.5.7.3.2", "clientAuth",
            "1.3.6.1.5.5.7.3.4", "emailProtection",
            "2.5.29.37.0", "any");
    private static final Map<Integer, String> NAME_TYPES =
            Map.of(1, "email", 2, "dns", 4, "directory", 6, "uri", 7, "ip");

    private CertificateView() {}

    /** Field by field, in the order to be shown; the keys are those of {@code --json}. */
    public static Map<String, Object> of(X509Certificate certificate) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("subject", certificate.getSubjectX500Principal().toString());
        view.put("issuer", certificate.getIssuerX500Principal().toString());
        view.put("serial", certificate.getSerialNumber().toString(16));
        view.put("notBefore", certificate.getNotBefore().toInstant().toString());
        view.put("notAfter", certificate.getNotAfter().toInstant().toString());
        view.put("names", names(certificate));
        view.put("key", key(certificate));
        view.put("signatureAlgorithm", certificate.getSigAlgName());
        view.put("keyUsage", usages(certificate));
        view.put("extendedKeyUsage", purposes(certificate));
        view.put("ca", certificate.getBasicConstraints() >= 0);
        view.put("sha256", fingerprint(certificate));
        return view;
    }

    /** Whom it speaks for, in one line. */
    public static String speaksFor(X509Certificate certificate) {
        List<String> names = names(certificate);
        return (names.isEmpty() ? "nobody" : String.join(", ", names)) + ", until "
                + certificate.getNotAfter().toInstant();
    }

    /** SHA-256 over the certificate, in hex. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            return names.stream()
                    .map(name -> NAME_TYPES.getOrDefault((Integer) name.get(0), "other") + ":"
                            + (name.get(1) instanceof String text ? text : "(binary)"))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of("(unreadable)");
        }
    }

    private static String key(X509Certificate certificate) {
        var key = certificate.getPublicKey();
        if (key instanceof RSAKey rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        }
        return key instanceof ECKey ec ? "EC " + ec.getParams().getOrder().bitLength() : key.getAlgorithm();
    }

    private static List<String> usages(X509Certificate certificate) {
        boolean[] bits = Optional.ofNullable(certificate.getKeyUsage()).orElse(new boolean[0]);
        List<String> usages = new ArrayList<>();
        for (int i = 0; i < Math.min(bits.length, USAGES.size()); i++) {
            if (bits[i]) {
                usages.add(USAGES.get(i));
            }
        }
        return usages;
    }

    private static List<String> purposes(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getExtendedKeyUsage()).orElse(List.of()).stream()
                    .map(oid -> PURPOSES.getOrDefault(oid, oid))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of("(unreadable)");
        }
    }
}
