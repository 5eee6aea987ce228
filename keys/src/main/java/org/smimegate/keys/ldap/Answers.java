package org.smimegate.keys.ldap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.PartnerCertificate;

/** What was found lately, nothing included; the answers unused for longest make room. Thread-safe. */
final class Answers {
    private static final int MOST = 5_000;

    private final long lifetime;
    private final LongSupplier nanoTime;
    private final Map<Address, Answer> byRecipient = new LinkedHashMap<>(16, 0.75f, true);

    private record Answer(List<PartnerCertificate> found, long end) {}

    Answers(Duration lifetime, LongSupplier nanoTime) {
        this.lifetime = lifetime.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Empty if nobody asked lately. */
    synchronized Optional<List<PartnerCertificate>> about(Address recipient) {
        Answer answer = byRecipient.get(recipient);
        if (answer != null && nanoTime.getAsLong() - answer.end() >= 0) {
            byRecipient.remove(recipient);
            return Optional.empty();
        }
        return Optional.ofNullable(answer).map(Answer::found);
    }

    synchronized void keep(Address recipient, List<PartnerCertificate> found) {
        byRecipient.put(recipient, new Answer(found, nanoTime.getAsLong() + lifetime));
        if (byRecipient.size() > MOST) {
            byRecipient.remove(byRecipient.keySet().iterator().next());
        }
    }
}
