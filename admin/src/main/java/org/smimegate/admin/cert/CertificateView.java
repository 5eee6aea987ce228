package org.smimegate.admin.cert;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.XECKey;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.smimegate.admin.console.Console;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Coverage;

/** What a certificate says, every name in full, without characters that steer a terminal. */
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
            "1.3.6.1.5.5.7.3.3", "codeSigning",
            "1.3.6.1.5.5.7.3.4", "emailProtection",
            "1.3.6.1.5.5.7.3.8", "timeStamping",
            "1.3.6.1.5.5.7.3.9", "OCSPSigning",
            "2.5.29.37.0", "any");

    private CertificateView() {}

    /** Field by field, in the order to be shown; the keys are those of {@code --json}. */
    public static Map<String, Object> of(X509Certificate certificate) {
        Map<String, Object> view = new LinkedHashMap<>();
        putNames(view, certificate);
        putUses(view, certificate);
        putExtensions(view, new CertificateExtensions(certificate));
        view.put("version", certificate.getVersion());
        view.put("serial", certificate.getSerialNumber().toString(16));
        view.put("sha256", fingerprint(certificate));
        view.put("sha1", digest(certificate, "SHA-1"));
        return view;
    }

    /** Whom it speaks for, in one line. */
    public static String speaksFor(X509Certificate certificate) {
        List<String> names = SubjectAltNames.of(certificate).entries();
        return (names.isEmpty() ? "nobody" : String.join(", ", names)) + ", until "
                + certificate.getNotAfter().toInstant();
    }

    /** SHA-256 over the certificate, in hex. */
    public static String fingerprint(X509Certificate certificate) {
        return digest(certificate, "SHA-256");
    }

    /** Addresses and domains whose mail the gateway believes it for, sorted; names it cannot read do not count. */
    static List<String> coverage(X509Certificate certificate) {
        Coverage coverage = Coverage.of(certificate, true);
        return Stream.concat(coverage.addresses().stream().map(Object::toString), coverage.domains().stream())
                .map(Console::printable)
                .sorted()
                .toList();
    }

    private static void putNames(Map<String, Object> view, X509Certificate certificate) {
        view.put(
                "subject",
                Console.printable(certificate.getSubjectX500Principal().toString()));
        view.put(
                "issuer", Console.printable(certificate.getIssuerX500Principal().toString()));
        view.put("selfSigned", Chains.isSelfSigned(certificate));
        view.put("speaksFor", coverage(certificate));
        view.put("names", SubjectAltNames.of(certificate).entries());
        Instant end = certificate.getNotAfter().toInstant();
        view.put("notBefore", certificate.getNotBefore().toInstant().toString());
        view.put("notAfter", end.toString());
        view.put("daysLeft", ChronoUnit.DAYS.between(Instant.now(), end));
    }

    private static void putUses(Map<String, Object> view, X509Certificate certificate) {
        Fitness.put(view, "signing", certificate, CertificateUse.SIGNING);
        Fitness.put(view, "encryption", certificate, CertificateUse.ENCRYPTION);
        view.put("key", key(certificate.getPublicKey()));
        curve(certificate.getPublicKey()).ifPresent(curve -> view.put("curve", curve));
        view.put("signatureAlgorithm", Console.printable(certificate.getSigAlgName()));
        view.put("keyUsage", usages(certificate));
        view.put("extendedKeyUsage", purposes(certificate));
        int pathLength = certificate.getBasicConstraints();
        view.put("ca", pathLength >= 0);
        if (pathLength >= 0 && pathLength < Integer.MAX_VALUE) {
            view.put("pathLength", pathLength);
        }
    }

    private static void putExtensions(Map<String, Object> view, CertificateExtensions extensions) {
        extensions.subjectKeyIdentifier().ifPresent(id -> view.put("subjectKeyIdentifier", id));
        extensions.authorityKeyIdentifier().ifPresent(id -> view.put("authorityKeyIdentifier", id));
        view.put("crlDistributionPoints", extensions.crlDistributionPoints());
        view.put("authorityInformationAccess", extensions.authorityInformationAccess());
        view.put("policies", extensions.policies());
        view.put("nameConstraints", extensions.nameConstraints());
        view.put("extensions", extensions.all());
    }

    private static String digest(X509Certificate certificate, String algorithm) {
        try {
            return Asn1.hex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return key.getAlgorithm() + " " + rsa.getModulus().bitLength();
        }
        if (key instanceof ECKey ec) {
            return "EC " + ec.getParams().getOrder().bitLength();
        }
        if (key instanceof EdECKey edwards) {
            return edwards.getParams().getName();
        }
        return key instanceof XECKey agreement && agreement.getParams() instanceof NamedParameterSpec named
                ? named.getName()
                : Console.printable(key.getAlgorithm());
    }

    /** As the gateway names the curves it computes with; others by their own name, or by number. */
    private static Optional<String> curve(PublicKey key) {
        if (!key.getAlgorithm().equals("EC")) {
            return Optional.empty();
        }
        return Asn1.read(() -> ASN1ObjectIdentifier.getInstance(SubjectPublicKeyInfo.getInstance(key.getEncoded())
                        .getAlgorithm()
                        .getParameters()))
                .map(CertificateView::curveName);
    }

    private static String curveName(ASN1ObjectIdentifier oid) {
        return AlgorithmPolicy.year2026(true, true)
                .curveName(oid.getId())
                .or(() -> Optional.ofNullable(ECNamedCurveTable.getName(oid)))
                .orElse(oid.getId());
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
            return List.of(Asn1.UNREADABLE);
        }
    }
}
