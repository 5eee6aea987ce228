package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.smimegate.core.outcome.Reason;

/** Validity dates. Anchors have to keep theirs too: an administrator who trusts a CA trusts it until it ends. */
final class DateRules {
    private DateRules() {}

    /** The first certificate of the path, from the leaf on, that is not valid at that time. */
    static Optional<Problem> check(List<X509Certificate> path, Instant at) {
        return path.stream().flatMap(c -> check(c, at).stream()).findFirst();
    }

    /** A time at which all are valid, if there is one: the start of the one that starts last. */
    static Optional<Instant> commonTime(Collection<X509Certificate> certificates) {
        Instant start = certificates.stream()
                .map(c -> c.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        boolean valid = certificates.stream()
                .noneMatch(c -> start.isAfter(c.getNotAfter().toInstant()));
        return valid ? Optional.of(start) : Optional.empty();
    }

    /**
     * The times at which a judgement on these certificates may change. notAfter is the last valid moment (RFC 5280
     * section 4.1.2.5), and the JDK counts in milliseconds.
     */
    static Stream<Instant> edges(Stream<X509Certificate> certificates) {
        return certificates.flatMap(c -> Stream.of(
                c.getNotBefore().toInstant(), c.getNotAfter().toInstant().plusMillis(1)));
    }

    static Optional<Problem> check(X509Certificate certificate, Instant at) {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        String name = Certificates.quoted(certificate);
        if (at.isBefore(start)) {
            return Optional.of(new Problem(Reason.NOT_YET_VALID, name + " is valid from " + start));
        }
        return at.isAfter(end)
                ? Optional.of(new Problem(Reason.EXPIRED, name + " was valid until " + end))
                : Optional.empty();
    }
}
