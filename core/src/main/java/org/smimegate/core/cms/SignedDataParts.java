package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.smimegate.core.trust.Companions;

/**
 * A SignedData without its content.
 *
 * @param contentType object identifier of the content that is signed
 * @param contentPresent whether the content stands inside
 * @param companions the readable X.509 certificates and revocation lists that came along
 */
record SignedDataParts(String contentType, boolean contentPresent, Companions companions, List<SignerInfo> signers) {
    SignedDataParts {
        signers = List.copyOf(signers);
    }

    List<X509Certificate> certificates() {
        return companions.certificates();
    }

    /** Certificates or CRLs only: the degenerate case of RFC 8551 section 3.8. */
    boolean isCertsOnly() {
        return signers.isEmpty() && !contentPresent;
    }
}
