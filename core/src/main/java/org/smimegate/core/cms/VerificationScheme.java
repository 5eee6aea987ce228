package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * How a signature value is to be checked.
 *
 * @param name JCA name of the signature algorithm
 * @param pss parameters of RSASSA-PSS
 */
record VerificationScheme(String name, Optional<PSSParameterSpec> pss) {
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final String MGF1 = "1.2.840.113549.1.1.8";
    private static final String EC = "1.2.840.10045.2.1";
    private static final String ED25519 = "1.3.101.112";

    /** Algorithms that name their digest too: it must be the SignerInfo's. */
    private static final Map<String, Named> WITH_DIGEST = Map.ofEntries(
            Map.entry("1.2.840.113549.1.1.4", new Named("MD5", "RSA")),
            Map.entry("1.2.840.113549.1.1.5", new Named("SHA-1", "RSA")),
            Map.entry("1.2.840.113549.1.1.14", new Named("SHA-224", "RSA")),
            Map.entry("1.2.840.113549.1.1.11", new Named("SHA-256", "RSA")),
            Map.entry("1.2.840.113549.1.1.12", new Named("SHA-384", "RSA")),
            Map.entry("1.2.840.113549.1.1.13", new Named("SHA-512", "RSA")),
            Map.entry("2.16.840.1.101.3.4.3.14", new Named("SHA3-256", "RSA")),
            Map.entry("2.16.840.1.101.3.4.3.15", new Named("SHA3-384", "RSA")),
            Map.entry("2.16.840.1.101.3.4.3.16", new Named("SHA3-512", "RSA")),
            Map.entry("1.2.840.10045.4.1", new Named("SHA-1", "ECDSA")),
            Map.entry("1.2.840.10045.4.3.1", new Named("SHA-224", "ECDSA")),
            Map.entry("1.2.840.10045.4.3.2", new Named("SHA-256", "ECDSA")),
            Map.entry("1.2.840.10045.4.3.3", new Named("SHA-384", "ECDSA")),
            Map.entry("1.2.840.10045.4.3.4", new Named("SHA-512", "ECDSA")),
            Map.entry("2.16.840.1.101.3.4.3.10", new Named("SHA3-256", "ECDSA")),
            Map.entry("2.16.840.1.101.3.4.3.11", new Named("SHA3-384", "ECDSA")),
            Map.entry("2.16.840.1.101.3.4.3.12", new Named("SHA3-512", "ECDSA")));

    private record Named(String digest, String key) {}

    /**
     * @param digest JCA name of the SignerInfo's digest algorithm
     * @throws UnreadableMessageException unknown (weak-algorithm), or at odds with the digest (malformed)
     */
    static VerificationScheme of(AlgorithmIdentifier algorithm, String digest) throws UnreadableMessageException {
        String oid = algorithm.getAlgorithm().getId();
        return switch (oid) {
            case RSA -> new VerificationScheme(joined(digest, "RSA"), Optional.empty());
            case EC -> new VerificationScheme(joined(digest, "ECDSA"), Optional.empty());
            case ED25519 -> ed25519(digest);
            case PSS -> pss(algorithm, digest);
            default -> withDigest(oid, digest);
        };
    }

    /** A signature object for that key, to be fed. */
    Signature verifier(PublicKey key) throws GeneralSecurityException {
        PublicKey own = Providers.own(key);
        Signature signature = Providers.signature(name, own);
        if (pss.isPresent()) {
            signature.setParameter(pss.get());
        }
        signature.initVerify(own);
        return signature;
    }

    /** Whether all that is signed must be in memory at once (RFC 8032: the message is hashed twice). */
    boolean needsWholeMessage() {
        return name.equals("Ed25519");
    }

    private static VerificationScheme withDigest(String oid, String digest) throws UnreadableMessageException {
        Named named = WITH_DIGEST.get(oid);
        if (named == null) {
            throw new UnreadableMessageException(Reason.WEAK_ALGORITHM, "signature algorithm: " + oid);
        }
        demand(named.digest(), digest);
        return new VerificationScheme(joined(digest, named.key()), Optional.empty());
    }

    /** RFC 8419 section 3.1: with signed attributes the digest is SHA-512. */
    private static VerificationScheme ed25519(String digest) throws UnreadableMessageException {
        demand("SHA-512", digest);
        return new VerificationScheme("Ed25519", Optional.empty());
    }

    /** RFC 4056 section 3: the hash of the parameters is the digest; we demand it of the mask too. */
    private static VerificationScheme pss(AlgorithmIdentifier algorithm, String digest)
            throws UnreadableMessageException {
        RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(algorithm.getParameters());
        if (parameters == null) {
            throw UnreadableMessageException.malformed("rsassa-pss without parameters");
        }
        AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
        demand(MGF1, mask.getAlgorithm().getId());
        demand(digest, nameOf(AlgorithmIdentifier.getInstance(mask.getParameters())));
        demand(digest, nameOf(parameters.getHashAlgorithm()));
        demand("1", parameters.getTrailerField().toString());
        int salt = parameters.getSaltLength().intValueExact();
        PSSParameterSpec spec = new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1);
        return new VerificationScheme("RSASSA-PSS", Optional.of(spec));
    }

    private static String nameOf(AlgorithmIdentifier digest) {
        String oid = digest.getAlgorithm().getId();
        return DigestNames.of(oid).orElse(oid);
    }

    private static void demand(String expected, String found) throws UnreadableMessageException {
        if (!expected.equals(found)) {
            throw UnreadableMessageException.malformed("signature: " + found + " (expected: " + expected + ")");
        }
    }

    /** {@code SHA256withRSA}, {@code SHA3-256withECDSA}. */
    private static String joined(String digest, String key) {
        return digest.replace("SHA-", "SHA") + "with" + key;
    }
}
