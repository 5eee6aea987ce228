package org.smimegate.gateway;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.cms.ProtectionStep;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;

/**
 * Who shares an encrypted copy. A RecipientInfo tells every reader who else can read: so only visible recipients share
 * one, and everyone else gets a CMS object of their own. Recipients whose clients read different algorithms get copies.
 */
final class EncryptionPlan {
    private final SendingProfile profile;
    private final Set<String> visible;
    private final Optional<EncryptionRecipient> self;
    private final Map<Algorithms, Group> shared = new LinkedHashMap<>();
    private final List<Group> own = new ArrayList<>();

    private EncryptionPlan(SendingProfile profile, Collection<Address> visible, Optional<EncryptionRecipient> self) {
        this.profile = profile;
        this.visible = visible.stream().map(EncryptionPlan::mailbox).collect(Collectors.toSet());
        this.self = self;
    }

    /**
     * The encrypted copies, those with visible recipients first.
     *
     * @param visible recipients that the message itself names
     * @param self the sender, added to the copies for visible recipients
     */
    static List<CopyPlan> of(
            SendingProfile profile,
            Signatures signatures,
            Map<Address, EncryptionRecipient> recipients,
            Collection<Address> visible,
            Optional<EncryptionRecipient> self) {
        EncryptionPlan plan = new EncryptionPlan(profile, visible, self);
        recipients.forEach(plan::addVisible);
        recipients.forEach(plan::addHidden);
        return plan.copies(signatures);
    }

    private void addVisible(Address address, EncryptionRecipient recipient) {
        if (visible.contains(mailbox(address))) {
            shared.computeIfAbsent(algorithms(recipient), Group::new).add(address, recipient);
        }
    }

    private void addHidden(Address address, EncryptionRecipient recipient) {
        if (!visible.contains(mailbox(address))) {
            groupThatShows(recipient.certificate())
                    .orElseGet(() -> newGroup(recipient))
                    .add(address, recipient);
        }
    }

    private Optional<Group> groupThatShows(X509Certificate certificate) {
        return shared.values().stream()
                .filter(group -> group.certificates.containsKey(certificate))
                .findFirst();
    }

    private Group newGroup(EncryptionRecipient recipient) {
        Group group = new Group(algorithms(recipient));
        own.add(group);
        return group;
    }

    /** Header and envelope may differ in the case of the local part; that makes nobody hidden. */
    private static String mailbox(Address address) {
        return address.toString().toLowerCase(Locale.ROOT);
    }

    /** What the profile says, else the best the recipient is known to read, else what every client reads. */
    private Algorithms algorithms(EncryptionRecipient recipient) {
        ContentCipher cipher = profile.cipher()
                .orElseGet(() ->
                        recipient.capabilities().stream().sorted().findFirst().orElse(ContentCipher.AES_256_CBC));
        return new Algorithms(cipher, profile.keyTransport().orElse(KeyTransport.RSA_PKCS1));
    }

    private List<CopyPlan> copies(Signatures signatures) {
        List<CopyPlan> copies = new ArrayList<>();
        for (Group group : shared.values()) {
            self.ifPresent(group::add);
            copies.add(signatures.around(group.encryption(), group.addresses));
        }
        own.forEach(group -> copies.add(signatures.around(group.encryption(), group.addresses)));
        return copies;
    }

    private record Algorithms(ContentCipher cipher, KeyTransport keyTransport) {}

    /** Recipients of one CMS object; equal certificates once. */
    private static final class Group {
        private final Algorithms algorithms;
        private final Set<Address> addresses = new LinkedHashSet<>();
        private final Map<X509Certificate, EncryptionRecipient> certificates = new LinkedHashMap<>();

        Group(Algorithms algorithms) {
            this.algorithms = algorithms;
        }

        void add(Address address, EncryptionRecipient recipient) {
            addresses.add(address);
            add(recipient);
        }

        void add(EncryptionRecipient recipient) {
            certificates.putIfAbsent(recipient.certificate(), recipient);
        }

        ProtectionStep.Encrypt encryption() {
            return new ProtectionStep.Encrypt(
                    List.copyOf(certificates.values()), algorithms.cipher(), algorithms.keyTransport());
        }
    }
}
