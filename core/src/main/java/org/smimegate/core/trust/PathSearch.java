package org.smimegate.core.trust;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * Finds the chains that lead by name and signature from a certificate to an anchor, shortest first. Among CAs of one
 * name every one is tried, but the work is bounded: library path builders run away on such names, and the certificates
 * come from strangers.
 */
final class PathSearch {
    /** Certificates between target and anchor (rule 9). */
    static final int MAX_INTERMEDIATES = 6;

    private static final int MAX_CANDIDATES = 100;
    private static final int MAX_CHAINS_LOOKED_AT = 1_000;
    private static final int MAX_SIGNATURES = 100;
    private static final int MAX_PATHS = 10;

    private final TrustIndex store;
    private final List<X509Certificate> candidates;
    private final Predicate<X509Certificate> computable;
    private final Map<X509Certificate, List<X509Certificate>> issuers = new HashMap<>();
    private int signatures;

    /** @param computable issuers whose keys may be computed with */
    PathSearch(TrustIndex store, Collection<X509Certificate> candidates, Predicate<X509Certificate> computable) {
        this.store = store;
        this.candidates = candidates.stream().limit(MAX_CANDIDATES).toList();
        this.computable = computable;
    }

    /**
     * What was found.
     *
     * @param paths from the target to an anchor; few, or none
     * @param longest how far a chain could be drawn
     * @param gaveUp not everything was looked at
     */
    record Found(List<List<X509Certificate>> paths, List<X509Certificate> longest, boolean gaveUp) {}

    Found from(X509Certificate target) {
        if (store.isAnchor(target)) {
            return new Found(List.of(List.of(target)), List.of(target), false);
        }
        List<List<X509Certificate>> paths = new ArrayList<>();
        List<X509Certificate> longest = List.of(target);
        Deque<List<X509Certificate>> open = new ArrayDeque<>(List.of(longest));
        int lookedAt = 0;
        while (!open.isEmpty() && paths.size() < MAX_PATHS && lookedAt++ < MAX_CHAINS_LOOKED_AT) {
            longest = open.remove();
            extend(longest, open, paths);
        }
        return new Found(paths, longest, !open.isEmpty() || signatures >= MAX_SIGNATURES);
    }

    /** Certificates of that name, whether or not they signed anything. */
    List<X509Certificate> named(X500Principal subject) {
        return Stream.concat(
                        store.named(subject),
                        candidates.stream()
                                .filter(c -> c.getSubjectX500Principal().equals(subject)))
                .distinct()
                .toList();
    }

    boolean isComputable(X509Certificate issuer) {
        return computable.test(issuer);
    }

    boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && computable.test(certificate)
                && verifies(certificate, certificate);
    }

    private void extend(
            List<X509Certificate> chain, Deque<List<X509Certificate>> open, List<List<X509Certificate>> paths) {
        X509Certificate last = chain.get(chain.size() - 1);
        for (X509Certificate issuer : issuers.computeIfAbsent(last, this::issuersOf)) {
            if (store.isAnchor(issuer)) {
                paths.add(append(chain, issuer));
            } else if (chain.size() <= MAX_INTERMEDIATES && !contains(chain, issuer)) {
                open.add(append(chain, issuer));
            }
        }
    }

    private List<X509Certificate> issuersOf(X509Certificate certificate) {
        return named(certificate.getIssuerX500Principal()).stream()
                .filter(issuer -> signed(issuer, certificate))
                .toList();
    }

    /** Whether that key signed it; false, too, if it must not be computed with, or enough was computed. */
    boolean signed(X509Certificate issuer, X509Certificate certificate) {
        if (signatures >= MAX_SIGNATURES || !computable.test(issuer)) {
            return false;
        }
        signatures++;
        return verifies(issuer, certificate);
    }

    /** Whether the issuer's key signed the certificate. */
    static boolean verifies(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The same name with the same key again is a loop, even in another certificate. */
    private static boolean contains(List<X509Certificate> chain, X509Certificate issuer) {
        PublicKey key = issuer.getPublicKey();
        X500Principal subject = issuer.getSubjectX500Principal();
        return chain.stream()
                .anyMatch(c -> Objects.equals(c.getPublicKey(), key)
                        && c.getSubjectX500Principal().equals(subject));
    }

    private static List<X509Certificate> append(List<X509Certificate> chain, X509Certificate issuer) {
        return Stream.concat(chain.stream(), Stream.of(issuer)).toList();
    }
}
