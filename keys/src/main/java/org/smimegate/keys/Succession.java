package org.smimegate.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.trust.Coverage;

/**
 * Whether out-dated credentials have successors. Old keys stay configured to open old mail, so being expired is no
 * fault in itself; it is one if nobody can sign and be encrypted to in their place.
 */
public final class Succession {
    private final List<Credential> valid;
    private final Instant at;

    /** @param all every configured credential */
    public Succession(Credentials all, Instant at) {
        this.valid = all.all().stream().filter(c -> c.isValid(at)).toList();
        this.at = at;
    }

    /**
     * The first of these credentials that is out of its dates and in whose place no valid one stands: one that covers
     * the same addresses and domains and can do the same. Empty if at least one of them is valid itself.
     */
    public Optional<Credential> abandoned(List<Credential> credentials) {
        if (credentials.stream().anyMatch(c -> c.isValid(at))) {
            return Optional.empty();
        }
        return credentials.stream().filter(c -> !isSucceeded(c)).findFirst();
    }

    private boolean isSucceeded(Credential old) {
        List<Coverage> successors = valid.stream()
                .filter(c -> c.canSign() || !old.canSign())
                .filter(c -> c.canEncrypt() || !old.canEncrypt())
                .map(Credential::coverage)
                .toList();
        Coverage coverage = old.coverage();
        return !successors.isEmpty()
                && (!coverage.everyone() || successors.stream().anyMatch(Coverage::everyone))
                && coverage.addresses().stream()
                        .allMatch(a -> successors.stream().anyMatch(s -> s.covers(a)))
                && coverage.domains().stream().allMatch(d -> successors.stream().anyMatch(s -> coversAll(s, d)));
    }

    private static boolean coversAll(Coverage successor, String domain) {
        return successor.everyone() || successor.domains().contains(domain) || successor.coversDomain(domain);
    }
}
