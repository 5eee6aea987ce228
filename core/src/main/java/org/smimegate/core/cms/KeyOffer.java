package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;

/**
 * What a message brings so that answers to its author can be encrypted. Nothing of it is believed yet but {@code
 * signature}.
 *
 * @param author the one mailbox of the one From field
 * @param signature the verdict on the whole message; empty for a certs-only message, which nobody signed
 * @param reason why the signature did not simply pass
 * @param certificate the certificate to encrypt to: the one that SMIMEEncryptionKeyPreference names, else the signer's if
 *     it is fit, else another of the message that covers the author and is fit
 * @param others certificates that came along; candidates for its path
 * @param capabilities ciphers of SMIMECapabilities that we write; never below AES-128; empty if the attribute is missing
 *     or the signature itself is not good
 * @param signed the signing time that the signer claims, if the signature itself is good
 */
public record KeyOffer(
        Address author,
        Optional<SignatureResult> signature,
        Optional<Reason> reason,
        X509Certificate certificate,
        List<X509Certificate> others,
        Set<ContentCipher> capabilities,
        Optional<Instant> signed) {
    public KeyOffer {
        others = List.copyOf(others);
        capabilities = Set.copyOf(capabilities);
    }

    /** A certs-only message (RFC 8551 section 3.8): certificates that nobody signed for. */
    public boolean isCertsOnly() {
        return signature.isEmpty();
    }
}
