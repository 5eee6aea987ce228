package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.smimegate.core.outcome.Reason;

/**
 * Whether anything of a path is revoked, as far as the lists and answers at hand tell. One object serves one question.
 * Reading order: {@link ListCheck}, {@link ListSigners}, {@link OcspCheck}.
 */
final class RevocationJudge {
    /** noRevAvail (RFC 9608). */
    private static final String NO_REVOCATION = "2.5.29.56";
    /** Lists may be signed by keys that other lists must clear first. */
    private static final int MAX_DEPTH = 3;

    private static final int REVOKED = 0;
    private static final int UNKNOWN = 1;
    private static final int GOOD = 2;

    private final RevocationSource source;
    private final Set<RevocationList> brought = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ListSigners signers;
    private final AlgorithmRules algorithms;
    private final Instant at;

    /** @param brought with the message */
    RevocationJudge(
            RevocationSource source,
            Collection<RevocationList> brought,
            ListSigners signers,
            AlgorithmRules algorithms,
            Instant at) {
        this.source = source;
        this.brought.addAll(brought);
        this.signers = signers;
        this.algorithms = algorithms;
        this.at = at;
    }

    /**
     * The decision on a certificate by the paths that are good in every other respect. A revoked certificate of another
     * than the one in question only rules out its path.
     *
     * @param paths all from the certificate in question
     * @param demanded whether unknown is a refusal
     */
    TrustDecision decide(List<List<X509Certificate>> paths, boolean demanded) {
        Optional<TrustDecision> best = Optional.empty();
        for (List<X509Certificate> path : paths) {
            RevocationStatus status = checked(path);
            TrustDecision decision = decision(path, status, demanded);
            if (status instanceof RevocationStatus.Revoked revoked
                    && revoked.certificate().equals(path.get(0))) {
                return decision;
            }
            best = best.filter(known -> rank(known) >= rank(decision)).or(() -> Optional.of(decision));
        }
        TrustDecision decision = best.orElseThrow();
        if (rank(decision) == UNKNOWN) {
            tellMissing(decision.chain());
        }
        return decision;
    }

    /** The boundary for hostile lists: what cannot be judged is unknown, and does not hide a path that is good. */
    private RevocationStatus checked(List<X509Certificate> path) {
        try {
            return check(path, 0);
        } catch (RuntimeException | StackOverflowError e) {
            return new RevocationStatus.Unknown(
                    "revocation cannot be judged: " + Problem.malformed(e).detail());
        }
    }

    private static TrustDecision decision(List<X509Certificate> path, RevocationStatus status, boolean demanded) {
        if (status instanceof RevocationStatus.Good good) {
            return new TrustDecision.Trusted(path, good.source());
        }
        if (status instanceof RevocationStatus.Revoked revoked) {
            return new TrustDecision.Refused(Reason.REVOKED, revoked.detail(), path);
        }
        String detail = ((RevocationStatus.Unknown) status).detail();
        return demanded
                ? new TrustDecision.Refused(Reason.REVOCATION_UNKNOWN, detail, path)
                : new TrustDecision.RevocationUnknown(path, detail);
    }

    private static int rank(TrustDecision decision) {
        if (decision instanceof TrustDecision.Refused refused) {
            return refused.reason() == Reason.REVOKED ? REVOKED : UNKNOWN;
        }
        return decision instanceof TrustDecision.Trusted ? GOOD : UNKNOWN;
    }

    private RevocationStatus check(List<X509Certificate> path, int depth) {
        Set<String> sources = new LinkedHashSet<>();
        Optional<RevocationStatus> unknown = Optional.empty();
        for (int i = 0; i < path.size() - 1; i++) {
            RevocationStatus status = status(path.subList(i, path.size()), depth);
            if (status instanceof RevocationStatus.Revoked) {
                return status;
            } else if (status instanceof RevocationStatus.Good good) {
                sources.add(good.source());
            } else {
                unknown = unknown.or(() -> Optional.of(status));
            }
        }
        return unknown.orElseGet(() -> new RevocationStatus.Good(String.join("; ", sources)));
    }

    /** @param path from the certificate in question to the anchor */
    private RevocationStatus status(List<X509Certificate> path, int depth) {
        RevocationStatus listed = byLists(path, depth);
        if (listed instanceof RevocationStatus.Revoked) {
            return listed;
        }
        RevocationStatus known = byAnswers(path, depth)
                .filter(answered ->
                        answered instanceof RevocationStatus.Revoked || listed instanceof RevocationStatus.Unknown)
                .orElse(listed);
        return known instanceof RevocationStatus.Unknown && isPublishedNowhere(path.get(0))
                ? new RevocationStatus.Good("nothing is published on " + Certificates.quoted(path.get(0)))
                : known;
    }

    /** Its issuer says so, of one that lives too shortly to be revoked; CAs must not bear it (RFC 9608 section 3). */
    private static boolean isPublishedNowhere(X509Certificate certificate) {
        return certificate.getExtensionValue(NO_REVOCATION) != null && certificate.getBasicConstraints() < 0;
    }

    private Optional<RevocationStatus> byAnswers(List<X509Certificate> path, int depth) {
        X509Certificate issuer = path.get(1);
        List<X509Certificate> issuers = path.subList(1, path.size());
        Collection<OcspAnswer> answers = source.answersOn(path.get(0), issuer);
        return new OcspCheck(path.get(0), issuer, algorithms, responder -> isRevoked(responder, issuers, depth), at)
                .status(answers);
    }

    private boolean isRevoked(X509Certificate responder, List<X509Certificate> issuers, int depth) {
        List<X509Certificate> path =
                Stream.concat(Stream.of(responder), issuers.stream()).toList();
        return byLists(path, depth) instanceof RevocationStatus.Revoked;
    }

    private RevocationStatus byLists(List<X509Certificate> path, int depth) {
        X509Certificate certificate = path.get(0);
        List<DistributionPoint> points = DistributionPoint.of(certificate);
        return new ListCheck(certificate, points, lists(certificate, points), belief(path, depth), at).status();
    }

    private Collection<RevocationList> lists(X509Certificate certificate, List<DistributionPoint> points) {
        List<RevocationList> lists = new ArrayList<>();
        Stream.concat(
                        Stream.of(certificate.getIssuerX500Principal()),
                        points.stream().flatMap(point -> point.issuers().stream()))
                .distinct()
                .forEach(issuer -> {
                    lists.addAll(source.listsOf(issuer));
                    brought.stream()
                            .filter(list -> list.issuer().equals(issuer))
                            .forEach(lists::add);
                });
        return lists;
    }

    private ListCheck.Belief belief(List<X509Certificate> path, int depth) {
        List<X509Certificate> issuers = path.subList(1, path.size());
        Map<RevocationList, Boolean> signed = new IdentityHashMap<>();
        return new ListCheck.Belief() {
            @Override
            public boolean isSigned(RevocationList list) {
                Boolean known = signed.get(list);
                if (known == null) {
                    known = signers.signed(
                            list, brought.contains(list), issuers, at, signer -> isCleared(signer, depth + 1));
                    signed.put(list, known);
                }
                return known;
            }

            @Override
            public boolean isStrong(RevocationList list) {
                return algorithms.allowsSignature(list.signatureAlgorithm());
            }
        };
    }

    private boolean isCleared(List<X509Certificate> path, int depth) {
        return depth <= MAX_DEPTH && check(path, depth) instanceof RevocationStatus.Good;
    }

    private void tellMissing(List<X509Certificate> path) {
        for (int i = 0; i < path.size() - 1; i++) {
            if (status(path.subList(i, path.size()), 0) instanceof RevocationStatus.Unknown) {
                source.missing(path.get(i), path.get(i + 1));
            }
        }
    }
}
