package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.UnreadableMessageException;

/** What a SignerInfo says of itself, checked or not. */
final class SignerEvidence {
    private SignerEvidence() {}

    static SignatureEvidence of(SignerInfo info, Optional<X509Certificate> signer) {
        return new SignatureEvidence(
                signer,
                List.of(),
                digestName(info),
                schemeName(info),
                Optional.ofNullable(info.getAuthenticatedAttributes())
                        .flatMap(set -> new ReceivedAttributes(set).signingTime()),
                Optional.empty(),
                "");
    }

    static String digestOid(SignerInfo info) {
        return info.getDigestAlgorithm().getAlgorithm().getId();
    }

    /** JCA name, or the object identifier of a digest that we do not know. */
    static String digestName(SignerInfo info) {
        String oid = digestOid(info);
        return DigestNames.of(oid).orElse(oid);
    }

    private static String schemeName(SignerInfo info) {
        try {
            return VerificationScheme.of(info.getDigestEncryptionAlgorithm(), digestName(info))
                    .name();
        } catch (UnreadableMessageException e) {
            return info.getDigestEncryptionAlgorithm().getAlgorithm().getId();
        }
    }
}
