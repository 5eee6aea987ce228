package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * A SignedData without its content.
 *
 * @param contentType object identifier of the content that is signed
 * @param contentPresent whether the content stands inside
 * @param certificates the readable X.509 certificates that came along
 */
record SignedDataParts(
        String contentType, boolean contentPresent, List<X509Certificate> certificates, List<SignerInfo> signers) {
    SignedDataParts {
        certificates = List.copyOf(certificates);
        signers = List.copyOf(signers);
    }

    /** Certificates or CRLs only: the degenerate case of RFC 8551 section 3.8. */
    boolean isCertsOnly() {
        return signers.isEmpty() && !contentPresent;
    }
}
