package org.smimegate.bundle.inside;

import java.io.Closeable;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.AuditAction;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.KeyRingException;
import org.smimegate.keys.keyring.KeyRingSettings;
import org.smimegate.keys.keyring.KeyRings;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/** Stores a certificate in the key ring at that URL, which stays open. */
public final class StoredKey implements BiFunction<String, X509Certificate, Closeable> {
    private static final Instant NOW = Instant.now();

    @Override
    public Closeable apply(String url, X509Certificate certificate) {
        try {
            KeyRing ring = KeyRings.open(settings(url));
            for (Owner owner : Owner.of(Coverage.of(certificate, false))) {
                ring.change(
                        owner,
                        "test",
                        NOW,
                        entries -> entries.add(entry(owner, certificate), AuditAction.HARVESTED, "for a test"));
            }
            return ring;
        } catch (KeyRingException | DirectoryUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyRingSettings settings(String url) {
        return new KeyRingSettings(url, "", Optional.empty(), 1 << 20, true);
    }

    private static NewEntry entry(Owner owner, X509Certificate certificate) {
        return new NewEntry(
                "",
                owner,
                certificate,
                List.of(),
                Origin.HARVESTED,
                State.ACTIVE,
                false,
                false,
                "",
                Set.of(),
                Optional.empty());
    }
}
