package org.smimegate.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.cms.ProtectionFailedException;
import org.smimegate.core.cms.ProtectionStep;
import org.smimegate.core.cms.SigningIdentity;
import org.smimegate.core.message.FromMailboxes;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.SendingProfile.Mode;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.KeyLookup;
import org.smimegate.keys.RecipientKeys;

/** The senders of messages: who signs for them, and how they can read what they sent. */
final class Senders {
    private final Supplier<Credentials> credentials;
    private final RecipientKeys keys;

    Senders(Supplier<Credentials> credentials, RecipientKeys keys) {
        this.credentials = credentials;
        this.keys = keys;
    }

    /**
     * The signatures the profile wants.
     *
     * @param signed the message keeps the signature it has in place of an inner one of ours
     * @throws ProtectionFailedException there is not exactly one author, or nobody signs for that author
     */
    Signatures signatures(RawMessage message, SendingProfile profile, boolean signed, Instant at)
            throws ProtectionFailedException {
        boolean outer = profile.mode() == Mode.TRIPLE;
        boolean inner = profile.mode().signs() && !signed;
        if (!inner && !outer) {
            return new Signatures(profile.mode().signs(), List.of(), List.of());
        }
        List<ProtectionStep> signature =
                List.of(new ProtectionStep.Sign(identity(author(message), profile, at), profile.signing()));
        return new Signatures(true, inner ? signature : List.of(), outer ? signature : List.of());
    }

    private static Address author(RawMessage message) throws ProtectionFailedException {
        FromMailboxes from = message.from();
        return from.single()
                .orElseThrow(() -> new ProtectionFailedException("From: " + from.fields() + " fields with "
                        + from.mailboxes() + " mailboxes (expected: one field with one mailbox)"));
    }

    private SigningIdentity identity(Address author, SendingProfile profile, Instant at)
            throws ProtectionFailedException {
        Credentials current = credentials.get();
        Optional<SigningIdentity> identity = profile.credential().isPresent()
                ? current.signerNamed(profile.credential().get(), author, at)
                : current.signerFor(author, at);
        return identity.orElseThrow(() -> new ProtectionFailedException(
                "credential " + profile.credential().orElse("sender") + ": nothing signs for " + author
                        + " (expected: a valid credential that covers it)"));
    }

    /** What to encrypt to so that the author can read the message: a certificate of their own, else the gateway's. */
    KeyLookup ownKey(RawMessage message, Instant at) {
        Optional<Address> author = message.from().single();
        if (author.isEmpty()) {
            return new KeyLookup.Missing("not exactly one author");
        }
        KeyLookup known = keys.find(author.get(), at);
        return known instanceof KeyLookup.Missing ? gatewayKey(author.get(), at).orElse(known) : known;
    }

    private Optional<KeyLookup> gatewayKey(Address author, Instant at) {
        return credentials
                .get()
                .signerFor(author, at)
                .map(identity ->
                        new KeyLookup.Found(new EncryptionRecipient(identity.encryptionCertificate(), Set.of())));
    }
}
