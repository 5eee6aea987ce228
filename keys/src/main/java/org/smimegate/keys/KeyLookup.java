package org.smimegate.keys;

import org.smimegate.core.cms.EncryptionRecipient;

/** What is known about encrypting to a recipient right now. */
public sealed interface KeyLookup {
    /** A currently valid, trusted (or pinned) encryption certificate. */
    record Found(EncryptionRecipient recipient) implements KeyLookup {}

    /** No certificate is known, or the known ones are permanently unfit; {@code detail} says which and why. */
    record Missing(String detail) implements KeyLookup {}

    /** Temporary trouble: nobody knows. Never a missing key. */
    record Unavailable(String detail) implements KeyLookup {}
}
