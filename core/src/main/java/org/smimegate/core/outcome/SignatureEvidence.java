package org.smimegate.core.outcome;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one signature showed, for logs and {@code open --json}; says nothing about trust by itself.
 *
 * @param certificate the signer's certificate, if the message or the gateway had it
 * @param chain from the signer's certificate to the anchor, empty if no path was found
 * @param digestAlgorithm JCA name or OID
 * @param signatureAlgorithm JCA name or OID
 * @param signingTime claimed by the signer, never believed for validity
 * @param signer the address the signature speaks for, if one From mailbox exists and the certificate covers it
 * @param revocation in plain words, what says that nothing of the chain is revoked; empty if nothing does
 */
public record SignatureEvidence(
        Optional<X509Certificate> certificate,
        List<X509Certificate> chain,
        String digestAlgorithm,
        String signatureAlgorithm,
        Optional<Instant> signingTime,
        Optional<Address> signer,
        String revocation) {

    public SignatureEvidence {
        chain = List.copyOf(chain);
    }

    /** Nothing could be read of the signature. */
    public static SignatureEvidence none() {
        return new SignatureEvidence(Optional.empty(), List.of(), "", "", Optional.empty(), Optional.empty(), "");
    }

    /** With what was found out about the certificate. */
    public SignatureEvidence judged(List<X509Certificate> chain, String revocation) {
        return new SignatureEvidence(
                certificate, chain, digestAlgorithm, signatureAlgorithm, signingTime, signer, revocation);
    }

    public SignatureEvidence speakingFor(Optional<Address> signer) {
        return new SignatureEvidence(
                certificate, chain, digestAlgorithm, signatureAlgorithm, signingTime, signer, revocation);
    }
}
