package org.smimegate.core.cms;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** The digests that the gateway writes. */
enum Sha2 {
    SHA_256("256", NISTObjectIdentifiers.id_sha256, 32),
    SHA_384("384", NISTObjectIdentifiers.id_sha384, 48),
    SHA_512("512", NISTObjectIdentifiers.id_sha512, 64);

    private final String bits;
    private final ASN1ObjectIdentifier oid;
    private final int length;
    private final byte[] encodedIdentifier;

    Sha2(String bits, ASN1ObjectIdentifier oid, int length) {
        this.bits = bits;
        this.oid = oid;
        this.length = length;
        this.encodedIdentifier = Der.of(new AlgorithmIdentifier(oid));
    }

    String jcaName() {
        return "SHA-" + bits;
    }

    /** Name of a JCA signature with this digest, for {@code RSA} or {@code ECDSA}. */
    String signatureName(String keyAlgorithm) {
        return "SHA" + bits + "with" + keyAlgorithm;
    }

    /** RFC 5751 section 3.4.3.2. */
    String micalg() {
        return "sha-" + bits;
    }

    /** Digest length in bytes. */
    int length() {
        return length;
    }

    /** As a digestAlgorithm of CMS, without parameters (RFC 5754 section 2); in DER. */
    byte[] encodedIdentifier() {
        return encodedIdentifier;
    }

    /** As RFC 4055 section 2.1 wants it inside parameters of PSS and OAEP. */
    AlgorithmIdentifier identifierWithNull() {
        return new AlgorithmIdentifier(oid, DERNull.INSTANCE);
    }

    /** MGF1 of this digest (RFC 4055 section 2.2). */
    AlgorithmIdentifier mgf1() {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, identifierWithNull());
    }
}
