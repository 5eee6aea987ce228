package org.smimegate.core.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.policy.KeyTransport;

/**
 * One RecipientInfo for each certificate, RSA and EC in any mixture (RFC 5652 section 6.2), named by issuer and serial
 * number.
 *
 * @param allVersion0 decides the version of EnvelopedData (RFC 5652 section 6.1)
 */
record RecipientInfos(byte[] set, boolean allVersion0) {
    static RecipientInfos of(ProtectionStep.Encrypt step, byte[] contentKey)
            throws GeneralSecurityException, IOException, ProtectionFailedException {
        List<byte[]> infos = new ArrayList<>();
        boolean allVersion0 = true;
        for (X509Certificate certificate : distinctCertificates(step)) {
            infos.add(info(certificate, step.keyTransport(), contentKey));
            allVersion0 &= isRsa(certificate.getPublicKey());
        }
        return new RecipientInfos(Der.setOf(infos.toArray(byte[][]::new)), allVersion0);
    }

    private static List<X509Certificate> distinctCertificates(ProtectionStep.Encrypt step) {
        return step.recipients().stream()
                .map(EncryptionRecipient::certificate)
                .distinct()
                .toList();
    }

    private static byte[] info(X509Certificate certificate, KeyTransport transport, byte[] contentKey)
            throws GeneralSecurityException, IOException, ProtectionFailedException {
        PublicKey key = certificate.getPublicKey();
        if (isRsa(key)) {
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

    private static boolean isRsa(PublicKey key) {
        return key.getAlgorithm().equals("RSA");
    }
}
