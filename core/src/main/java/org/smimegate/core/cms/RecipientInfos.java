package org.smimegate.core.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.smimegate.core.policy.KeyTransport;

/**
 * One RecipientInfo for each certificate, RSA and EC in any mixture (RFC 5652 section 6.2), named by issuer and serial
 * number.
 *
 * @param allVersion0 decides the version of EnvelopedData (RFC 5652 section 6.1)
 */
record RecipientInfos(ASN1Set set, boolean allVersion0) {
    static RecipientInfos of(ProtectionStep.Encrypt step, byte[] contentKey)
            throws GeneralSecurityException, IOException, ProtectionFailedException {
        ASN1EncodableVector infos = new ASN1EncodableVector();
        boolean allVersion0 = true;
        for (X509Certificate certificate : distinctCertificates(step)) {
            RecipientInfo info = info(certificate, step.keyTransport(), contentKey);
            infos.add(info);
            allVersion0 &= !info.isTagged();
        }
        return new RecipientInfos(new DERSet(infos), allVersion0);
    }

    private static List<X509Certificate> distinctCertificates(ProtectionStep.Encrypt step) {
        return step.recipients().stream()
                .map(EncryptionRecipient::certificate)
                .distinct()
                .toList();
    }

    private static RecipientInfo info(X509Certificate certificate, KeyTransport transport, byte[] contentKey)
            throws GeneralSecurityException, IOException, ProtectionFailedException {
        PublicKey key = certificate.getPublicKey();
        if (key.getAlgorithm().equals("RSA")) {
            return KeyTransportInfo.of(certificate, transport, contentKey);
        }
        if (Identifiers.isX25519(key)) {
            return KeyAgreementInfo.x25519(certificate, contentKey);
        }
        Optional<NamedCurve> curve = NamedCurve.of(key);
        if (curve.isPresent()) {
            return KeyAgreementInfo.ecdh(certificate, curve.get(), contentKey);
        }
        throw new ProtectionFailedException("encryption certificate of " + certificate.getSubjectX500Principal() + ": "
                + key.getAlgorithm() + " key (expected: RSA, EC P-256, P-384, P-521, X25519)");
    }
}
