package org.smimegate.core.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.smimegate.core.testing.FuzzIdentities;

/**
 * What a fuzzer made of a certificate or a revocation list, as if the CA had signed just that: else nothing but reading
 * would ever be tried on it.
 */
final class Resigned {
    private Resigned() {}

    /** Empty if it is no sequence of three, as both are (RFC 5280 sections 4.1 and 5.1). */
    static Optional<byte[]> of(byte[] signed) throws GeneralSecurityException, IOException {
        Optional<ASN1Sequence> parts = parts(signed).filter(sequence -> sequence.size() == 3);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        ASN1Encodable content = parts.get().getObjectAt(0);
        byte[] value = signature(content.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        DERSequence whole =
                new DERSequence(new ASN1Encodable[] {content, parts.get().getObjectAt(1), new DERBitString(value)});
        return Optional.of(whole.getEncoded(ASN1Encoding.DER));
    }

    private static Optional<ASN1Sequence> parts(byte[] signed) {
        try {
            return Optional.of(ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(signed)));
        } catch (IOException | RuntimeException e) {
            // Not what is tested here.
            return Optional.empty();
        }
    }

    private static byte[] signature(byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(FuzzIdentities.ROOT.key());
        signature.update(content);
        return signature.sign();
    }
}
