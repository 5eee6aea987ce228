package org.smimegate.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.smimegate.core.cms.DecryptionKey;
import org.smimegate.core.cms.MessageOpener;
import org.smimegate.core.cms.OpenRequest;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.keys.Credentials;

/**
 * Opens messages with the gateway's credentials, each recipient's only with those that cover that recipient. Recipients
 * who may use the same keys are opened for together; and one opening serves others whose keys would have done the same.
 */
final class OpeningInbound implements Inbound {
    private final MessageOpener opener;
    private final Supplier<Credentials> credentials;
    private final String authservId;

    /**
     * @param credentials asked for each message, for they are re-read when their files change
     * @param authservId names this gateway in Authentication-Results
     */
    OpeningInbound(MessageOpener opener, Supplier<Credentials> credentials, String authservId) {
        this.opener = opener;
        this.credentials = credentials;
        this.authservId = authservId;
    }

    @Override
    public List<Group> open(MessageSource message, Set<Address> recipients, SignatureHandling signature, Instant at)
            throws IOException {
        List<Opened> opened = new ArrayList<>();
        boolean complete = false;
        try {
            for (Map.Entry<List<DecryptionKey>, Set<Address>> ring :
                    keyRings(recipients).entrySet()) {
                OpenRequest request = new OpenRequest(ring.getKey(), signature, authservId, at);
                add(ring.getValue(), message, request, opened);
            }
            complete = true;
            return opened.stream().map(Opened::group).toList();
        } finally {
            if (!complete) {
                Closing.all(opened.stream().map(Opened::message).toList());
            }
        }
    }

    @Override
    public OpenedMessage leaveClosed(MessageSource message) {
        return opener.leaveClosed(message, authservId);
    }

    /** Recipients by the keys that may be used for them. */
    private Map<List<DecryptionKey>, Set<Address>> keyRings(Set<Address> recipients) {
        Credentials current = credentials.get();
        Map<List<DecryptionKey>, Set<Address>> rings = new LinkedHashMap<>();
        for (Address recipient : recipients) {
            rings.computeIfAbsent(current.openersFor(recipient), keys -> new LinkedHashSet<>())
                    .add(recipient);
        }
        return rings;
    }

    private void add(Set<Address> recipients, MessageSource message, OpenRequest request, List<Opened> opened)
            throws IOException {
        Optional<Opened> same =
                opened.stream().filter(o -> o.serves(request.keys())).findFirst();
        if (same.isPresent()) {
            same.get().recipients().addAll(recipients);
            return;
        }
        OpenedMessage result = opener.open(message, request);
        Optional<Opened> unopened =
                opened.stream().filter(o -> o.cameToNothingLike(result)).findFirst();
        if (unopened.isPresent()) {
            unopened.get().recipients().addAll(recipients);
            result.close();
        } else {
            opened.add(new Opened(recipients, result));
        }
    }

    private record Opened(Set<Address> recipients, OpenedMessage message) {
        /** Opening with these keys would give the same: no key was needed, or those that were are among them. */
        boolean serves(List<DecryptionKey> keys) {
            Set<String> aliases = keys.stream().map(DecryptionKey::alias).collect(Collectors.toSet());
            Optional<Decryption> decryption = message.verdict().decryption();
            return decryption.isEmpty()
                    || decryption.get() == Decryption.DECRYPTED && aliases.containsAll(message.keysUsed());
        }

        /** Neither was opened for want of a key: both are the message as it came. */
        boolean cameToNothingLike(OpenedMessage other) {
            return noKey(message) && noKey(other);
        }

        private static boolean noKey(OpenedMessage opened) {
            return opened.verdict().decryption().equals(Optional.of(Decryption.NO_KEY))
                    && opened.keysUsed().isEmpty();
        }

        Group group() {
            return new Group(recipients, message);
        }
    }
}
