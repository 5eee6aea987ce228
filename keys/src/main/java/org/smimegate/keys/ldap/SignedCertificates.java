package org.smimegate.keys.ldap;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.smimegate.core.trust.Certificates;

/**
 * The certificates of a signed-data (RFC 5652 section 5.1), whoever signed it. Not read by the JDK: that refuses all of
 * it for a signer named by its key identifier.
 */
final class SignedCertificates {
    private SignedCertificates() {}

    /** All that can be read; none if the value is no signed-data. */
    static List<X509Certificate> in(byte[] value) {
        try {
            ContentInfo content = ContentInfo.getInstance(ASN1Primitive.fromByteArray(value));
            return CMSObjectIdentifiers.signedData.equals(content.getContentType())
                    ? certificates(SignedData.getInstance(content.getContent()))
                    : List.of();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return List.of();
        }
    }

    private static List<X509Certificate> certificates(SignedData signedData) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        ASN1Set certificates = signedData.getCertificates();
        if (certificates != null) {
            for (ASN1Encodable certificate : certificates) {
                Certificates.ofDer(certificate.toASN1Primitive().getEncoded(ASN1Encoding.DL))
                        .ifPresent(found::add);
            }
        }
        return found;
    }
}
