package org.smimegate.core.trust;

import java.security.cert.CRLReason;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What revocation lists say of one certificate (RFC 5280 section 6.3.3). A list that bears a flaw, as its end or a
 * critical extension that nobody knows, clears nobody; but whom it names is revoked all the same.
 */
final class ListCheck {
    /** As long as this a list without nextUpdate is taken for the newest. */
    private static final Duration MAX_AGE = Duration.ofDays(7);
    /** A CA's clock may be ahead of ours. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

    private static final Comparator<RevocationList> NEWEST_FIRST =
            Comparator.comparing(RevocationList::thisUpdate).reversed();

    private final X509Certificate certificate;
    private final List<DistributionPoint> points;
    private final List<RevocationList> lists;
    private final Belief belief;
    private final Instant at;
    private final Set<String> sources = new LinkedHashSet<>();
    private final Set<String> flaws = new LinkedHashSet<>();

    /** What makes a list more than a candidate. */
    interface Belief {
        /** Whether one who may has signed it. */
        boolean isSigned(RevocationList list);

        /** Whether the algorithms of its signature are allowed. */
        boolean isStrong(RevocationList list);
    }

    /**
     * @param points where the certificate says that lists are
     * @param lists candidates
     */
    ListCheck(
            X509Certificate certificate,
            List<DistributionPoint> points,
            Collection<RevocationList> lists,
            Belief belief,
            Instant at) {
        this.certificate = certificate;
        this.points = points;
        this.lists = lists.stream().sorted(NEWEST_FIRST).toList();
        this.belief = belief;
        this.at = at;
    }

    RevocationStatus status() {
        ReasonMask covered = ReasonMask.NONE;
        for (DistributionPoint point : points) {
            for (RevocationList list : newestOfEachScope(point)) {
                Optional<RevocationStatus> revoked = revoked(list);
                if (revoked.isPresent()) {
                    return revoked.get();
                }
                covered = covered.or(
                        clears(list) ? point.reasons().and(list.scope().reasons()) : ReasonMask.NONE);
            }
        }
        ReasonMask all = covered;
        return revokedByLaterList()
                .orElseGet(() -> all.isAll() ? new RevocationStatus.Good(String.join(", ", sources)) : unknown());
    }

    private List<RevocationList> newestOfEachScope(DistributionPoint point) {
        Map<ListScope, RevocationList> newest = new LinkedHashMap<>();
        complete()
                .filter(this::hasStarted)
                .filter(list -> speaks(list, point))
                .filter(list -> !newest.containsKey(list.scope()))
                .filter(belief::isSigned)
                .forEachOrdered(list -> newest.put(list.scope(), list));
        return List.copyOf(newest.values());
    }

    private Stream<RevocationList> complete() {
        return lists.stream().filter(list -> list.base().isEmpty());
    }

    private boolean speaks(RevocationList list, DistributionPoint point) {
        return list.scope().speaksOf(certificate, point, list.issuer());
    }

    private boolean hasStarted(RevocationList list) {
        return !list.thisUpdate().isAfter(at.plus(CLOCK_SKEW));
    }

    /** What the list names, with the changes that the newest delta for it brings (section 5.2.4). */
    private Optional<RevocationStatus> revoked(RevocationList list) {
        Optional<RevocationList> delta = delta(list);
        Optional<X509CRLEntry> change = delta.flatMap(d -> d.entry(certificate));
        if (change.isPresent()) {
            return change.filter(entry -> entry.getRevocationReason() != CRLReason.REMOVE_FROM_CRL)
                    .map(entry -> revoked(entry, delta.get()));
        }
        return list.entry(certificate).map(entry -> revoked(entry, list));
    }

    private Optional<RevocationList> delta(RevocationList list) {
        return lists.stream()
                .filter(this::hasStarted)
                .filter(delta -> isDeltaOf(delta, list) && belief.isSigned(delta))
                .filter(delta -> flaw(delta).isEmpty())
                .findFirst();
    }

    /** Section 5.2.4: of the same issuer, key and scope, built upon this list or an older one, and newer. */
    private static boolean isDeltaOf(RevocationList delta, RevocationList list) {
        return delta.base().isPresent()
                && delta.issuer().equals(list.issuer())
                && delta.scope().equals(list.scope())
                && Arrays.equals(
                        delta.authorityKey().orElse(null), list.authorityKey().orElse(null))
                && list.number()
                        .filter(n -> n.compareTo(delta.base().get()) >= 0)
                        .isPresent()
                && delta.number()
                        .filter(n -> n.compareTo(list.number().get()) >= 0)
                        .isPresent();
    }

    /** A list made after the time in question still tells whether the certificate was revoked before. */
    private Optional<RevocationStatus> revokedByLaterList() {
        return complete()
                .filter(list -> !hasStarted(list) && points.stream().anyMatch(point -> speaks(list, point)))
                .filter(list ->
                        list.entry(certificate).filter(this::isInThePast).isPresent())
                .filter(belief::isSigned)
                .findFirst()
                .map(list -> revoked(list.entry(certificate).orElseThrow(), list));
    }

    private boolean isInThePast(X509CRLEntry entry) {
        return !entry.getRevocationDate().toInstant().isAfter(at);
    }

    private boolean clears(RevocationList list) {
        Optional<String> flaw = flaw(list);
        (flaw.isPresent() ? flaws : sources)
                .add(name(list) + flaw.map(f -> " " + f).orElse(""));
        return flaw.isEmpty();
    }

    private Optional<String> flaw(RevocationList list) {
        Instant end = list.nextUpdate().orElse(list.thisUpdate().plus(MAX_AGE));
        if (at.isAfter(end)) {
            return Optional.of("ended at " + end);
        }
        if (!list.isUnderstood()) {
            return Optional.of("has critical extensions that nobody here knows");
        }
        return belief.isStrong(list) ? Optional.empty() : Optional.of("is signed with a weak algorithm");
    }

    private RevocationStatus.Revoked revoked(X509CRLEntry entry, RevocationList by) {
        CRLReason reason = entry.getRevocationReason();
        return new RevocationStatus.Revoked(
                certificate,
                Certificates.quoted(certificate) + " was revoked at "
                        + entry.getRevocationDate().toInstant()
                        + (reason == null
                                ? ""
                                : " (" + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")")
                        + ", says " + name(by));
    }

    private RevocationStatus unknown() {
        return new RevocationStatus.Unknown(
                flaws.isEmpty()
                        ? "no revocation list of '" + Certificates.issuer(certificate) + "' speaks of "
                                + Certificates.quoted(certificate)
                        : Certificates.quoted(certificate) + ": " + String.join(", ", flaws));
    }

    private static String name(RevocationList list) {
        return "the revocation list of '" + Certificates.printable(list.issuer()) + "' of " + list.thisUpdate() + " ("
                + list.origin() + ")";
    }
}
