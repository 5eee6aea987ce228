package org.smimegate.keys.harvest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.keyring.AuditAction;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.OwnerEntries;
import org.smimegate.keys.keyring.State;

/** Puts an offered certificate among the entries of one owner, in one transaction. */
final class OwnerHarvest implements KeyRing.Work<HarvestResult> {
    private final Owner owner;
    private final Offered offered;
    private final HarvestSettings settings;
    private final Predicate<KeyEntry> hasPath;

    /** @param hasPath whether an entry is trusted with the chain that is stored with it */
    OwnerHarvest(Owner owner, Offered offered, HarvestSettings settings, Predicate<KeyEntry> hasPath) {
        this.owner = owner;
        this.offered = offered;
        this.settings = settings;
        this.hasPath = hasPath;
    }

    @Override
    public HarvestResult on(OwnerEntries entries) {
        List<KeyEntry> before = entries.all();
        HarvestOutcome outcome =
                HarvestRules.decide(offered.admission(), offered.certificate(), before, settings.updates());
        switch (outcome) {
            case STORED, PENDING -> add(entries, outcome, AuditAction.HARVESTED);
            case UPDATE_ACCEPTED, UPDATE_PENDING, UPDATE_REJECTED -> update(entries, outcome, before);
            case ACTIVATED -> activate(entries, known(before));
            case KNOWN -> seen(entries, known(before));
            case OLDER, REFUSED, UNAVAILABLE -> {}
        }
        Optional<HarvestAlert> alert = outcome.isUpdate() ? alert(entries, outcome, before) : Optional.empty();
        return new HarvestResult(owner, outcome, detail(outcome, before), alert);
    }

    private void add(OwnerEntries entries, HarvestOutcome outcome, AuditAction action) {
        State state = switch (outcome) {
            case STORED, UPDATE_ACCEPTED -> State.ACTIVE;
            case UPDATE_REJECTED -> State.REJECTED;
            default -> State.PENDING;
        };
        String note = state == State.ACTIVE ? "" : HarvestRules.note(outcome, offered.admission());
        entries.add(offered.entry(owner, state, note), action, outcome.token() + (note.isEmpty() ? "" : ": " + note));
    }

    private void update(OwnerEntries entries, HarvestOutcome outcome, List<KeyEntry> before) {
        add(entries, outcome, AuditAction.UPDATED);
        if (outcome == HarvestOutcome.UPDATE_ACCEPTED) {
            String by = "by " + Certificates.fingerprint(offered.certificate());
            before.stream()
                    .filter(HarvestRules::isActive)
                    .forEach(old -> entries.change(old.in(State.SUPERSEDED, ""), AuditAction.SUPERSEDED, by));
        }
    }

    private void activate(OwnerEntries entries, KeyEntry waiting) {
        KeyEntry active = offered.announcedOn(waiting.in(State.ACTIVE, ""));
        entries.change(active.along(offered.chain()), AuditAction.HARVESTED, HarvestOutcome.ACTIVATED.token());
    }

    /** The chain may have changed: without this the entry would be of no use although each message brings a good one. */
    private void seen(OwnerEntries entries, KeyEntry known) {
        KeyEntry now = offered.announcedOn(known);
        boolean stale = offered.admission() instanceof Admission.Verified && HarvestRules.isActive(known);
        if (stale && !hasPath.test(known)) {
            entries.change(now.along(offered.chain()), AuditAction.HARVESTED, "other issuers");
        } else {
            entries.seen(now);
        }
    }

    /** At most one within the window. */
    private Optional<HarvestAlert> alert(OwnerEntries entries, HarvestOutcome outcome, List<KeyEntry> before) {
        Instant since = offered.at().minus(settings.alertWindow());
        int updates = entries.count(AuditAction.UPDATED, since);
        boolean due = settings.alertUpdates() > 0
                && updates >= settings.alertUpdates()
                && entries.count(AuditAction.ALERTED, since) == 0;
        if (!due) {
            return Optional.empty();
        }
        entries.record(AuditAction.ALERTED, Certificates.fingerprint(offered.certificate()), updates + " updates");
        List<KeyEntry> others = before.stream()
                .filter(entry ->
                        HarvestRules.isActive(entry) || !entry.firstSeen().isBefore(since))
                .toList();
        return Optional.of(
                new HarvestAlert(owner, updates, settings.alertWindow(), offered.certificate(), outcome, others));
    }

    private String detail(HarvestOutcome outcome, List<KeyEntry> before) {
        return switch (outcome) {
            case KNOWN -> known(before).state().token();
            case REFUSED ->
                offered.admission() instanceof Admission.Refused refused
                        ? refused.why()
                        : "too many certificates of this owner wait for a decision";
            case PENDING, UPDATE_PENDING, UPDATE_REJECTED -> HarvestRules.note(outcome, offered.admission());
            default -> "";
        };
    }

    private KeyEntry known(List<KeyEntry> entries) {
        return HarvestRules.known(offered.certificate(), entries).orElseThrow();
    }
}
