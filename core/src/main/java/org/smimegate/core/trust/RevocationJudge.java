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
        Optional<Judged> best = Optional.empty();
        for (List<X509Certificate> path : paths) {
            Findings findings = checked(path);
            Judged judged = new Judged(decision(path, findings.status(), demanded), findings.unknown());
            if (findings.status() instanceof RevocationStatus.Revoked revoked
                    && revoked.certificate().equals(path.get(0))) {
                return judged.decision();
            }
            best = best.filter(known -> known.rank() >= judged.rank()).or(() -> Optional.of(judged));
        }
        Judged judged = best.orElseThrow();
        if (judged.rank() == UNKNOWN) {
            judged.unknown().forEach(path -> source.missing(path.get(0), path.get(1)));
        }
        return judged.decision();
    }

    /**
     * What was found out about a path.
     *
     * @param unknown the rest of the path from each certificate on of which nobody knows
     */
    private record Findings(RevocationStatus status, List<List<X509Certificate>> unknown) {}

    /** A decision, with the same. */
    private record Judged(TrustDecision decision, List<List<X509Certificate>> unknown) {
        int rank() {
            if (decision instanceof TrustDecision.Refused refused) {
                return refused.reason() == Reason.REVOKED ? REVOKED : UNKNOWN;
            }
            return decision instanceof TrustDecision.Trusted ? GOOD : UNKNOWN;
        }
    }

    /** The boundary for hostile lists: what cannot be judged is unknown, and does not hide a path that is good. */
    private Findings checked(List<X509Certificate> path) {
        try {
            return check(path, 0);
        } catch (RuntimeException | StackOverflowError e) {
            String detail =
                    "revocation cannot be judged: " + Problem.malformed(e).detail();
            return new Findings(new RevocationStatus.Unknown(detail), List.of());
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

    private Findings check(List<X509Certificate> path, int depth) {
        Set<String> sources = new LinkedHashSet<>();
        List<List<X509Certificate>> unknown = new ArrayList<>();
        Optional<RevocationStatus> first = Optional.empty();
        for (int i = 0; i < path.size() - 1; i++) {
            List<X509Certificate> rest = path.subList(i, path.size());
            RevocationStatus status = status(rest, depth);
            if (status instanceof RevocationStatus.Revoked) {
                return new Findings(status, List.of());
            } else if (status instanceof RevocationStatus.Good good) {
                sources.add(good.source());
            } else {
                unknown.add(rest);
                first = first.or(() -> Optional.of(status));
            }
        }
        return new Findings(first.orElseGet(() -> new RevocationStatus.Good(String.join("; ", sources))), unknown);
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
        return depth <= MAX_DEPTH && check(path, depth).status() instanceof RevocationStatus.Good;
    }
}
