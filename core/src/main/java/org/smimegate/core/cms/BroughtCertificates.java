package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * The certificates of one SignedData.
 *
 * @param signed whether anybody signed
 * @param signer the certificate of the first signer
 * @param believed the first SignerInfo, if its signature is good in itself
 */
record BroughtCertificates(
        List<X509Certificate> certificates,
        boolean signed,
        Optional<X509Certificate> signer,
        Optional<SignerInfo> believed) {
    BroughtCertificates {
        certificates = certificates.stream().distinct().toList();
    }

    static BroughtCertificates unsigned(List<X509Certificate> certificates) {
        return new BroughtCertificates(certificates, false, Optional.empty(), Optional.empty());
    }

    static BroughtCertificates by(CheckedSigner checked, SignerInfo info, List<X509Certificate> certificates) {
        return new BroughtCertificates(
                certificates,
                true,
                checked.evidence().certificate(),
                Optional.of(info).filter(signer -> checked.isGood()));
    }
}
