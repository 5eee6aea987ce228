package org.smimegate.core.cms;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.smimegate.core.cms.CheckedSigner.Failure;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.AlgorithmPolicy;

/**
 * Checks one signature by RFC 5652 section 5.4 and 5.6: digest, signed attributes, signature value, algorithms. What is
 * broken comes first, then what is weak; trust is {@link SignerJudge}'s.
 */
final class SignerVerifier {
    private static final String DATA = CMSObjectIdentifiers.data.getId();
    /** Content that must be in memory at once to be verified (Ed25519 without signed attributes); bytes. */
    private static final int MAX_WHOLE = 1024 * 1024;

    private static final int MAX_EXPONENT_BITS = 64;
    /** Certificates of one issuer and serial number that are tried. */
    private static final int MOST_CANDIDATES = 3;
    /** As many, where each try hashes the whole content (rule 17). */
    private static final int MOST_CANDIDATES_WITHOUT_ATTRIBUTES = 1;

    private final AlgorithmPolicy policy;
    private final String contentType;
    private final SignedContent content;
    private final List<X509Certificate> certificates;

    /**
     * @param contentType what the SignedData says its content is
     * @param certificates candidates for signers
     */
    SignerVerifier(
            AlgorithmPolicy policy, String contentType, SignedContent content, List<X509Certificate> certificates) {
        this.policy = policy;
        this.contentType = contentType;
        this.content = content;
        this.certificates = certificates;
    }

    CheckedSigner check(SignerInfo info) throws IOException, GeneralSecurityException {
        List<X509Certificate> candidates = CertificateId.of(info.getSID()).among(certificates).stream()
                .distinct()
                .limit(info.getAuthenticatedAttributes() == null ? MOST_CANDIDATES_WITHOUT_ATTRIBUTES : MOST_CANDIDATES)
                .toList();
        SignatureEvidence claimed = SignerEvidence.of(info, candidates.stream().findFirst());
        try {
            X509Certificate signer = verify(info, candidates);
            return new CheckedSigner(Optional.empty(), SignerEvidence.of(info, Optional.of(signer)));
        } catch (UnreadableMessageException e) {
            return new CheckedSigner(Optional.of(new Failure(e.reason(), String.valueOf(e.getMessage()))), claimed);
        }
    }

    private X509Certificate verify(SignerInfo info, List<X509Certificate> candidates)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        String digest = DigestNames.of(SignerEvidence.digestOid(info))
                .orElseThrow(() -> new UnreadableMessageException(
                        Reason.WEAK_ALGORITHM, "digest: " + SignerEvidence.digestOid(info)));
        Optional<ReceivedAttributes> attributes =
                Optional.ofNullable(info.getAuthenticatedAttributes()).map(ReceivedAttributes::new);
        if (attributes.isPresent()) {
            compareDigest(attributes.get(), digest);
        }
        VerificationScheme scheme = VerificationScheme.of(info.getDigestEncryptionAlgorithm(), digest);
        X509Certificate signer = signerAmong(candidates, scheme, attributes, info.getEncryptedDigest());
        if (attributes.isPresent()) {
            checkRequired(attributes.get());
        } else {
            checkPlainContent();
        }
        checkStrength(info, signer.getPublicKey());
        return signer;
    }

    private void compareDigest(ReceivedAttributes attributes, String digest)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        Optional<byte[]> signed = attributes.messageDigest();
        if (signed.isPresent() && !MessageDigest.isEqual(signed.get(), content.digest(digest))) {
            throw altered("the content is not what was signed");
        }
    }

    /** The certificate whose key made the signature value; several may carry the identifier. */
    private X509Certificate signerAmong(
            List<X509Certificate> candidates,
            VerificationScheme scheme,
            Optional<ReceivedAttributes> attributes,
            ASN1OctetString value)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        for (X509Certificate candidate : candidates) {
            checkComputable(candidate.getPublicKey());
            boolean meant = attributes.isEmpty() || attributes.get().admits(candidate);
            if (meant && isSignedBy(candidate.getPublicKey(), scheme, attributes, value.getOctets())) {
                return candidate;
            }
        }
        throw candidates.isEmpty()
                ? new UnreadableMessageException(Reason.UNTRUSTED, "the signer's certificate is not in the message")
                : altered("the signature value does not fit");
    }

    private boolean isSignedBy(
            PublicKey key, VerificationScheme scheme, Optional<ReceivedAttributes> attributes, byte[] value)
            throws IOException, UnreadableMessageException {
        try {
            return attributes.isPresent()
                    ? coversAttributes(scheme, key, attributes.get(), value)
                    : coversContent(scheme, key, value);
        } catch (GeneralSecurityException e) {
            // A key of another kind, or a value that is no signature of this algorithm at all.
            return false;
        }
    }

    private static boolean coversAttributes(
            VerificationScheme scheme, PublicKey key, ReceivedAttributes attributes, byte[] value)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        for (byte[] encoding : attributes.encodings()) {
            Signature signature = scheme.verifier(key);
            signature.update(encoding);
            if (signature.verify(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean coversContent(VerificationScheme scheme, PublicKey key, byte[] value)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        if (scheme.needsWholeMessage() && content.source().size() > MAX_WHOLE) {
            throw UnreadableMessageException.limit(scheme.name() + " without signed attributes over large content");
        }
        Signature signature = scheme.verifier(key);
        content.writeTo(new SignatureOutput(signature));
        return signature.verify(value);
    }

    /** Rule 7: contentType and messageDigest exactly once, the former being the content's type. */
    private void checkRequired(ReceivedAttributes attributes) throws UnreadableMessageException {
        if (attributes.messageDigest().isEmpty()) {
            throw UnreadableMessageException.malformed("signed attribute messageDigest not exactly once");
        }
        String signed = attributes
                .contentType()
                .orElseThrow(
                        () -> UnreadableMessageException.malformed("signed attribute contentType not exactly once"));
        if (!signed.equals(contentType)) {
            throw altered("the content type is not the one that was signed");
        }
    }

    /**
     * Without signed attributes only id-data may be signed (RFC 5652 section 5.3); and the signed attributes of another
     * signature, whose encoding that one covers, must not pass as content.
     */
    private void checkPlainContent() throws IOException, UnreadableMessageException {
        if (!contentType.equals(DATA)) {
            throw UnreadableMessageException.malformed("no signed attributes about content of type " + contentType);
        }
        if (AttributesAsContent.isDisguised(content)) {
            throw altered("signed attributes of another signature stand as content");
        }
    }

    private void checkComputable(PublicKey key) throws UnreadableMessageException {
        if (key instanceof RSAPublicKey rsa) {
            BigInteger exponent = rsa.getPublicExponent();
            boolean fits = rsa.getModulus().bitLength() <= policy.maxRsaBits()
                    && exponent.bitLength() <= MAX_EXPONENT_BITS
                    && exponent.testBit(0);
            if (!fits) {
                throw UnreadableMessageException.limit("rsa key of the signer is out of bounds");
            }
        }
    }

    private void checkStrength(SignerInfo info, PublicKey key) throws UnreadableMessageException {
        if (policy.digestName(SignerEvidence.digestOid(info)).isEmpty()) {
            throw new UnreadableMessageException(Reason.WEAK_ALGORITHM, "digest: " + SignerEvidence.digestName(info));
        }
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < policy.minRsaBits()) {
            throw new UnreadableMessageException(
                    Reason.WEAK_ALGORITHM,
                    "rsa key: " + rsa.getModulus().bitLength() + " bits (expected: at least " + policy.minRsaBits()
                            + ")");
        }
    }

    private static UnreadableMessageException altered(String detail) {
        return new UnreadableMessageException(Reason.ALTERED, detail);
    }
}
