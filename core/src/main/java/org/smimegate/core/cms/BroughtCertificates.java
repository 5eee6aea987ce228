package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.smimegate.core.trust.Companions;
import org.smimegate.core.trust.RevocationList;

/**
 * The certificates and revocation lists of one SignedData.
 *
 * @param signed whether anybody signed
 * @param signer the certificate of the first signer
 * @param believed the first SignerInfo, if its signature is good in itself
 */
record BroughtCertificates(
        List<X509Certificate> certificates,
        List<RevocationList> lists,
        boolean signed,
        Optional<X509Certificate> signer,
        Optional<SignerInfo> believed) {
    BroughtCertificates {
        certificates = certificates.stream().distinct().toList();
        lists = List.copyOf(lists);
    }

    static BroughtCertificates unsigned(Companions companions) {
        return new BroughtCertificates(
                companions.certificates(), companions.lists(), false, Optional.empty(), Optional.empty());
    }

    static BroughtCertificates by(CheckedSigner checked, SignerInfo info, Companions companions) {
        return new BroughtCertificates(
                companions.certificates(),
                companions.lists(),
                true,
                checked.evidence().certificate(),
                Optional.of(info).filter(signer -> checked.isGood()));
    }
}
