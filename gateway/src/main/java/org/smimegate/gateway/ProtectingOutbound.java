package org.smimegate.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.cms.CmsSniffer;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.cms.ProtectionFailedException;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.Limits;
import org.smimegate.gateway.SendingProfile.AlreadyProtected;
import org.smimegate.gateway.SendingProfile.MissingKeyAction;
import org.smimegate.gateway.SendingProfile.Mode;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.KeyLookup;
import org.smimegate.keys.RecipientKeys;

/**
 * Signs and encrypts with the gateway's credentials and its partners' certificates. Every decision is made before the
 * first byte is protected: is it protected already, can some key not be looked up just now, who signs, whose key is
 * missing.
 */
final class ProtectingOutbound implements Outbound {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProtectingOutbound.class);

    private final RecipientKeys keys;
    private final int mostReaders;
    private final Senders senders;
    private final CopyWriter writer;

    /**
     * @param credentials asked for each message, for they are re-read when their files change
     * @param limits ours; neither we nor a gateway with the default limits may find more RecipientInfos in one object
     */
    ProtectingOutbound(
            MessageProtector protector,
            Supplier<Credentials> credentials,
            RecipientKeys keys,
            Limits limits,
            SpoolFolder spool) {
        this.keys = keys;
        this.mostReaders = Math.min(limits.recipients(), Limits.defaults().recipients());
        this.senders = new Senders(credentials, keys);
        this.writer = new CopyWriter(protector, spool);
    }

    @Override
    public Dispatch dispatch(MessageSource message, Set<Address> recipients, SendingProfile profile, Instant at)
            throws IOException {
        try {
            return dispatch(RawMessage.scan(message), recipients, profile, at);
        } catch (UnreadableMessageException | ProtectionFailedException e) {
            return new Dispatch.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Dispatch dispatch(RawMessage message, Set<Address> recipients, SendingProfile profile, Instant at)
            throws IOException, ProtectionFailedException {
        Optional<Layer> outer = outerLayer(message);
        if (skip(profile.alreadyEncrypted(), outer, Layer::isEncryption)) {
            return new Dispatch.Unchanged("encrypted already");
        }
        boolean signed = skip(profile.alreadySigned(), outer, Layer::isSignature);
        if (signed && profile.mode() == Mode.SIGN) {
            return new Dispatch.Unchanged("signed already");
        }
        return profile.mode().encrypts()
                ? encrypt(message, recipients, profile, signed, at)
                : sign(message, recipients, profile, at);
    }

    /**
     * What the message is, not what it announces: what cannot be read counts as unprotected, or announcing S/MIME would
     * be a way to send in clear.
     */
    private static Optional<Layer> outerLayer(RawMessage message) throws IOException {
        try {
            return CmsSniffer.outerLayer(message);
        } catch (UnreadableMessageException e) {
            return Optional.empty();
        }
    }

    private static boolean skip(AlreadyProtected setting, Optional<Layer> outer, Predicate<Layer> kind) {
        return setting == AlreadyProtected.SKIP && outer.filter(kind).isPresent();
    }

    private Dispatch sign(RawMessage message, Set<Address> recipients, SendingProfile profile, Instant at)
            throws IOException, ProtectionFailedException {
        Signatures signatures = senders.signatures(message, profile, false, at);
        return new Dispatch.Copies(writer.write(message, List.of(signatures.unencrypted(recipients))), Map.of());
    }

    private Dispatch encrypt(
            RawMessage message, Set<Address> recipients, SendingProfile profile, boolean signed, Instant at)
            throws IOException, ProtectionFailedException {
        KeyTable table = KeyTable.lookUp(keys, recipients, at);
        if (table.trouble().isPresent()) {
            return new Dispatch.Later(table.trouble().get());
        }
        KeyLookup self = profile.toSender() ? senders.ownKey(message, at) : new KeyLookup.Missing("");
        if (self instanceof KeyLookup.Unavailable unavailable) {
            return new Dispatch.Later("sender: " + unavailable.detail());
        }
        Signatures signatures = senders.signatures(message, profile, signed, at);
        if (!table.complete() && returnsWhole(profile.onMissingKey())) {
            return new Dispatch.MissingKeys(table.missing());
        }
        List<CopyPlan> plans = plans(message, recipients, profile, signatures, table, own(self, profile));
        return new Dispatch.Copies(writer.write(message, plans), table.missing());
    }

    private static boolean returnsWhole(MissingKeyAction action) {
        return action instanceof MissingKeyAction.Bounce || action instanceof MissingKeyAction.Drop;
    }

    private static Optional<EncryptionRecipient> own(KeyLookup self, SendingProfile profile) {
        if (self instanceof KeyLookup.Found found) {
            return Optional.of(found.recipient());
        }
        if (profile.toSender() && self instanceof KeyLookup.Missing missing) {
            LOGGER.warn("profile {}: toSender: no certificate of the sender: {}", profile.name(), missing.detail());
        }
        return Optional.empty();
    }

    private List<CopyPlan> plans(
            RawMessage message,
            Set<Address> recipients,
            SendingProfile profile,
            Signatures signatures,
            KeyTable table,
            Optional<EncryptionRecipient> self) {
        if (!table.complete() && profile.onMissingKey() instanceof MissingKeyAction.Clear) {
            return List.of(signatures.unencrypted(recipients));
        }
        Readers readers = Readers.of(table.found(), message.visibleRecipients(), self);
        List<CopyPlan> plans = new ArrayList<>(EncryptionPlan.of(profile, signatures, readers, mostReaders));
        if (!table.complete() && profile.onMissingKey() instanceof MissingKeyAction.Split) {
            plans.add(signatures.unencrypted(table.missing().keySet()));
        }
        return plans;
    }
}
