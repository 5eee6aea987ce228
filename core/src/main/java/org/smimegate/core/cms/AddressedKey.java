package org.smimegate.core.cms;

import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;

/** A RecipientInfo that is meant for one of our keys: the one way to the content key that is tried with it. */
sealed interface AddressedKey {
    DecryptionKey key();

    /** RSA (RFC 5652 section 6.2.1). */
    record Transported(DecryptionKey key, KeyTransRecipientInfo info) implements AddressedKey {}

    /**
     * Elliptic curves (RFC 5652 section 6.2.2).
     *
     * @param wrapped the content key as wrapped for us
     */
    record Agreed(DecryptionKey key, KeyAgreeRecipientInfo info, byte[] wrapped) implements AddressedKey {}
}
