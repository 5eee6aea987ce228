package org.smimegate.core.cms;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The NIST curves, each with the digest of its strength (RFC 5753 sections 7 and 8). */
enum NamedCurve {
    P_256(
            "secp256r1",
            SECObjectIdentifiers.secp256r1,
            Sha2.SHA_256,
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme),
    P_384(
            "secp384r1",
            SECObjectIdentifiers.secp384r1,
            Sha2.SHA_384,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            SECObjectIdentifiers.dhSinglePass_stdDH_sha384kdf_scheme),
    P_521(
            "secp521r1",
            SECObjectIdentifiers.secp521r1,
            Sha2.SHA_512,
            X9ObjectIdentifiers.ecdsa_with_SHA512,
            SECObjectIdentifiers.dhSinglePass_stdDH_sha512kdf_scheme);

    private final String jcaName;
    private final ASN1ObjectIdentifier oid;
    private final Sha2 digest;
    private final ASN1ObjectIdentifier signature;
    private final ASN1ObjectIdentifier agreement;

    NamedCurve(
            String jcaName,
            ASN1ObjectIdentifier oid,
            Sha2 digest,
            ASN1ObjectIdentifier signature,
            ASN1ObjectIdentifier agreement) {
        this.jcaName = jcaName;
        this.oid = oid;
        this.digest = digest;
        this.signature = signature;
        this.agreement = agreement;
    }

    /** The curve of a key whose parameters name it; empty for other curves and explicit parameters. */
    static Optional<NamedCurve> of(PublicKey key) {
        ASN1Encodable parameters = Identifiers.keyAlgorithm(key).getParameters();
        return Arrays.stream(values()).filter(c -> c.oid.equals(parameters)).findFirst();
    }

    String jcaName() {
        return jcaName;
    }

    ASN1ObjectIdentifier oid() {
        return oid;
    }

    Sha2 digest() {
        return digest;
    }

    /** ECDSA with the digest. */
    ASN1ObjectIdentifier signature() {
        return signature;
    }

    /** Ephemeral-static ECDH with the X9.63 KDF of the digest. */
    ASN1ObjectIdentifier agreement() {
        return agreement;
    }
}
