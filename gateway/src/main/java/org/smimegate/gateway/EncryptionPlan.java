package org.smimegate.gateway;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.cms.ProtectionStep;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;

/**
 * Who shares an encrypted copy. A RecipientInfo tells every reader who else can read: so only visible recipients share
 * one, and everyone else gets a CMS object of their own, together with nobody but holders of the same certificate.
 * Recipients whose clients read different algorithms get copies, and more visible recipients than a reader accepts in
 * one object are spread over several.
 */
final class EncryptionPlan {
    private final SendingProfile profile;
    private final Readers readers;
    private final int most;
    private final Map<Algorithms, List<Group>> shared = new LinkedHashMap<>();
    private final Map<Lone, Group> own = new LinkedHashMap<>();

    private EncryptionPlan(SendingProfile profile, Readers readers, int most) {
        this.profile = profile;
        this.readers = readers;
        this.most = most;
    }

    /**
     * The encrypted copies, those with visible recipients first.
     *
     * @param most RecipientInfos in one CMS object
     */
    static List<CopyPlan> of(SendingProfile profile, Signatures signatures, Readers readers, int most) {
        EncryptionPlan plan = new EncryptionPlan(profile, readers, most);
        readers.recipients().forEach(plan::addVisible);
        readers.recipients().forEach(plan::addHidden);
        return Stream.concat(plan.sharedGroups(), plan.own.values().stream())
                .map(group -> signatures.around(group.encryption(), group.addresses))
                .toList();
    }

    private void addVisible(Address address, EncryptionRecipient recipient) {
        if (readers.isVisible(address)) {
            List<Group> groups = shared.computeIfAbsent(algorithms(recipient), a -> new ArrayList<>());
            showing(recipient, groups.stream())
                    .or(() -> groups.stream().filter(this::hasRoom).findFirst())
                    .orElseGet(() -> newShared(recipient, groups))
                    .add(address, recipient);
        }
    }

    private boolean hasRoom(Group group) {
        return group.certificates.size() < most;
    }

    private Group newShared(EncryptionRecipient recipient, Collection<Group> groups) {
        Group group = new Group(algorithms(recipient));
        if (most > 1) {
            readers.sender().ifPresent(group::add);
        }
        groups.add(group);
        return group;
    }

    /** Where the certificate is visible anyway, best with the algorithms of this recipient, nothing is given away. */
    private void addHidden(Address address, EncryptionRecipient recipient) {
        if (!readers.isVisible(address)) {
            Algorithms algorithms = algorithms(recipient);
            Lone lone = new Lone(recipient.certificate(), algorithms);
            showing(recipient, shared.getOrDefault(algorithms, List.of()).stream())
                    .or(() -> showing(recipient, sharedGroups()))
                    .orElseGet(() -> own.computeIfAbsent(lone, l -> new Group(algorithms)))
                    .add(address, recipient);
        }
    }

    private static Optional<Group> showing(EncryptionRecipient recipient, Stream<Group> groups) {
        return groups.filter(group -> group.certificates.containsKey(recipient.certificate()))
                .findFirst();
    }

    private Stream<Group> sharedGroups() {
        return shared.values().stream().flatMap(List::stream);
    }

    /** What the profile says, else the best the recipient is known to read, else what every client reads. */
    private Algorithms algorithms(EncryptionRecipient recipient) {
        ContentCipher cipher = profile.cipher()
                .orElseGet(() ->
                        recipient.capabilities().stream().sorted().findFirst().orElse(ContentCipher.AES_256_CBC));
        return new Algorithms(cipher, profile.keyTransport().orElse(KeyTransport.RSA_PKCS1));
    }

    private record Algorithms(ContentCipher cipher, KeyTransport keyTransport) {}

    /** What makes hidden recipients one reader. */
    private record Lone(X509Certificate certificate, Algorithms algorithms) {}

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
