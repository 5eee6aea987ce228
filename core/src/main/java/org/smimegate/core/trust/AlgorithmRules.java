package org.smimegate.core.trust;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.smimegate.core.policy.AlgorithmPolicy;

/** Keys and signatures of certificates against the algorithm policy (rules 8 and 16). */
final class AlgorithmRules {
    private static final int MAX_EXPONENT_BITS = 64;
    private static final List<ASN1ObjectIdentifier> EDWARDS =
            List.of(EdECObjectIdentifiers.id_Ed25519, EdECObjectIdentifiers.id_X25519);

    private final AlgorithmPolicy policy;

    AlgorithmRules(AlgorithmPolicy policy) {
        this.policy = policy;
    }

    /** The first weak key or signature of a path; the anchor's own signature proves nothing and is not looked at. */
    Optional<Problem> check(List<X509Certificate> path) {
        for (X509Certificate certificate : path) {
            boolean anchor = certificate.equals(path.get(path.size() - 1));
            Optional<Problem> problem =
                    checkKey(certificate).or(() -> anchor ? Optional.empty() : checkSignature(certificate));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    Optional<Problem> checkKey(X509Certificate certificate) {
        SubjectPublicKeyInfo info = structure(certificate).getSubjectPublicKeyInfo();
        return (isRsa(info) ? rsaProblem(info) : curveProblem(info.getAlgorithm()))
                .map(what -> Problem.weak(Certificates.quoted(certificate) + ": " + what));
    }

    /** Whether the key may be computed with at all: a huge one costs more time than a stranger may have. */
    boolean isComputable(X509Certificate certificate) {
        try {
            return isComputable(structure(certificate).getSubjectPublicKeyInfo());
        } catch (RuntimeException e) {
            // What Bouncy Castle throws at a certificate that Java could read; it must not hide the others.
            return false;
        }
    }

    private boolean isComputable(SubjectPublicKeyInfo info) {
        if (!isRsa(info)) {
            return curveProblem(info.getAlgorithm()).isEmpty();
        }
        RSAPublicKey key = rsaKey(info);
        return key.getModulus().bitLength() <= policy.maxRsaBits() && exponentFits(key.getPublicExponent());
    }

    private static boolean isRsa(SubjectPublicKeyInfo info) {
        ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
        return PKCSObjectIdentifiers.rsaEncryption.equals(algorithm)
                || PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm);
    }

    private Optional<String> rsaProblem(SubjectPublicKeyInfo info) {
        RSAPublicKey key = rsaKey(info);
        int bits = key.getModulus().bitLength();
        if (bits < policy.minRsaBits() || bits > policy.maxRsaBits()) {
            return Optional.of("RSA key of " + bits + " bits (expected: " + policy.minRsaBits() + " to "
                    + policy.maxRsaBits() + ")");
        }
        return exponentFits(key.getPublicExponent())
                ? Optional.empty()
                : Optional.of("RSA public exponent of "
                        + key.getPublicExponent().bitLength() + " bits (expected: odd, 2 to 64 bits)");
    }

    private static boolean exponentFits(BigInteger exponent) {
        return exponent.testBit(0)
                && exponent.compareTo(BigInteger.ONE) > 0
                && exponent.bitLength() <= MAX_EXPONENT_BITS;
    }

    /** Named curves only: explicit parameters are how forged ones get in. */
    private Optional<String> curveProblem(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier type = algorithm.getAlgorithm();
        ASN1Encodable curve = EDWARDS.contains(type) ? type : algorithm.getParameters();
        if (!EDWARDS.contains(type) && !X9ObjectIdentifiers.id_ecPublicKey.equals(type)) {
            return Optional.of("key algorithm " + type + " (expected: RSA, EC, Ed25519 or X25519)");
        }
        boolean known = curve instanceof ASN1ObjectIdentifier oid
                && policy.curveName(oid.getId()).isPresent();
        return known
                ? Optional.empty()
                : Optional.of("elliptic curve "
                        + (curve instanceof ASN1ObjectIdentifier oid ? oid.getId() : "by parameters") + " (expected: "
                        + String.join(
                                ", ", policy.curves().values().stream().sorted().toList()) + ")");
    }

    Optional<Problem> checkSignature(X509Certificate certificate) {
        AlgorithmIdentifier algorithm = structure(certificate).getSignatureAlgorithm();
        return allowsSignature(algorithm)
                ? Optional.empty()
                : Optional.of(Problem.weak(Certificates.quoted(certificate) + ": certified with "
                        + Printable.of(certificate.getSigAlgName(), 100) + " (expected: SHA-2 or SHA-3)"));
    }

    /** Whether the digests of a signature are allowed. */
    boolean allowsSignature(AlgorithmIdentifier algorithm) {
        try {
            return digestsAllowed(algorithm);
        } catch (RuntimeException e) {
            // Parameters that are none.
            return false;
        }
    }

    private boolean digestsAllowed(AlgorithmIdentifier algorithm) {
        if (EdECObjectIdentifiers.id_Ed25519.equals(algorithm.getAlgorithm())) {
            return true;
        }
        if (PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm.getAlgorithm())) {
            RSASSAPSSparams pss = RSASSAPSSparams.getInstance(algorithm.getParameters());
            return pss != null
                    && allowed(pss.getHashAlgorithm())
                    && allowed(AlgorithmIdentifier.getInstance(
                            pss.getMaskGenAlgorithm().getParameters()));
        }
        return allowed(new DefaultDigestAlgorithmIdentifierFinder().find(algorithm));
    }

    private boolean allowed(AlgorithmIdentifier digest) {
        return digest != null
                && policy.digestName(digest.getAlgorithm().getId()).isPresent();
    }

    private static RSAPublicKey rsaKey(SubjectPublicKeyInfo info) {
        return RSAPublicKey.getInstance(info.getPublicKeyData().getOctets());
    }

    private static Certificate structure(X509Certificate certificate) {
        try {
            return Certificate.getInstance(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate without encoding", e);
        }
    }
}
