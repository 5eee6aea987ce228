package org.smimegate.keys.harvest;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.State;

/** What an offered certificate becomes beside the entries that its owner has (rule 12). */
final class HarvestRules {
    /** More than so many certificates of one owner wait for nobody: strangers must not fill the key ring. */
    static final int MOST_UNDECIDED = 50;

    private static final String CHANGED = "changed key";

    private HarvestRules() {}

    /** @param entries all entries of the owner */
    static HarvestOutcome decide(
            Admission admission, X509Certificate offered, List<KeyEntry> entries, Updates updates) {
        Optional<KeyEntry> known = known(offered, entries);
        if (known.isPresent()) {
            return again(known.get(), admission, entries);
        }
        if (admission instanceof Admission.Refused) {
            return HarvestOutcome.REFUSED;
        }
        // What nobody signed never speaks for an owner of whom anything is known.
        boolean changes = hasActive(entries) || admission instanceof Admission.Unsigned && !entries.isEmpty();
        HarvestOutcome outcome = changes ? update(admission, offered, entries, updates) : first(admission);
        return waits(outcome) && isFull(entries) ? HarvestOutcome.REFUSED : outcome;
    }

    /** The entry of that very certificate. */
    static Optional<KeyEntry> known(X509Certificate offered, List<KeyEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.content().certificate().equals(offered))
                .findFirst();
    }

    /** What an entry that waits says of itself. */
    static String note(HarvestOutcome outcome, Admission admission) {
        String trouble = admission.trouble();
        if (outcome != HarvestOutcome.UPDATE_PENDING) {
            return trouble;
        }
        String changed = admission instanceof Admission.Unsigned ? CHANGED + ", not signed" : CHANGED;
        return trouble.isEmpty() ? changed : changed + "; " + trouble;
    }

    private static HarvestOutcome again(KeyEntry known, Admission admission, List<KeyEntry> entries) {
        boolean waitedForTrust = known.state() == State.PENDING
                && !known.content().decided()
                && !known.content().note().startsWith(CHANGED);
        return waitedForTrust && admission instanceof Admission.Verified && !hasActive(entries)
                ? HarvestOutcome.ACTIVATED
                : HarvestOutcome.KNOWN;
    }

    private static HarvestOutcome first(Admission admission) {
        return admission.isTrusted() ? HarvestOutcome.STORED : HarvestOutcome.PENDING;
    }

    private static HarvestOutcome update(
            Admission admission, X509Certificate offered, List<KeyEntry> entries, Updates updates) {
        if (admission instanceof Admission.Unsigned || updates == Updates.PENDING) {
            return HarvestOutcome.UPDATE_PENDING;
        }
        if (updates == Updates.REJECT) {
            return HarvestOutcome.UPDATE_REJECTED;
        }
        if (!(admission instanceof Admission.Verified)) {
            return HarvestOutcome.UPDATE_PENDING;
        }
        if (!isNewer(offered, entries)) {
            return HarvestOutcome.OLDER;
        }
        return entries.stream().anyMatch(HarvestRules::isFixed)
                ? HarvestOutcome.UPDATE_PENDING
                : HarvestOutcome.UPDATE_ACCEPTED;
    }

    /** In use by an administrator's decision: nothing replaces it by itself. */
    private static boolean isFixed(KeyEntry entry) {
        return isActive(entry) && (entry.content().decided() || entry.content().origin() != Origin.HARVESTED);
    }

    private static boolean isNewer(X509Certificate offered, List<KeyEntry> entries) {
        return entries.stream()
                .filter(HarvestRules::isActive)
                .allMatch(entry -> offered.getNotBefore()
                        .after(entry.content().certificate().getNotBefore()));
    }

    private static boolean hasActive(List<KeyEntry> entries) {
        return entries.stream().anyMatch(HarvestRules::isActive);
    }

    static boolean isActive(KeyEntry entry) {
        return entry.state() == State.ACTIVE;
    }

    private static boolean waits(HarvestOutcome outcome) {
        return outcome == HarvestOutcome.PENDING
                || outcome == HarvestOutcome.UPDATE_PENDING
                || outcome == HarvestOutcome.UPDATE_REJECTED;
    }

    private static boolean isFull(List<KeyEntry> entries) {
        return entries.stream()
                        .filter(entry -> !entry.content().decided())
                        .filter(entry -> entry.state() == State.PENDING || entry.state() == State.REJECTED)
                        .count()
                >= MOST_UNDECIDED;
    }
}
