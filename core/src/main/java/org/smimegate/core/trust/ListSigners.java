package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * Who may sign the revocation lists that speak of a certificate (RFC 5280 section 6.3.3 (f) and (g)): its issuer, or
 * somebody of the list's name whom a CA of the certificate's own path has certified for lists. For the issuer's other
 * keys that CA must be the issuer, or the one above; the issuer of an indirect list may be certified by any of them. A
 * name alone, below the same anchor, is not enough as it would be for the RFC: then every CA there could speak for every
 * other.
 */
final class ListSigners {
    private static final int MAX_CANDIDATES = 10;
    /** Signatures computed for what came with the message: it must not cost more, whatever it brings. */
    private static final int MAX_SIGNATURES = 50;

    private final TrustIndex index;
    private final List<X509Certificate> candidates;
    private final PathJudge judge;
    private int signatures;

    /** @param candidates came with the message */
    ListSigners(TrustIndex index, List<X509Certificate> candidates, PathJudge judge) {
        this.index = index;
        this.candidates = candidates;
        this.judge = judge;
    }

    /**
     * Whether the list is signed by one who may.
     *
     * @param brought whether the list came with the message
     * @param issuers from the issuer of the certificate in question to the anchor
     * @param cleared whether nothing on the path of another signer is revoked
     */
    boolean signed(
            RevocationList list,
            boolean brought,
            List<X509Certificate> issuers,
            Instant at,
            Predicate<List<X509Certificate>> cleared) {
        X509Certificate issuer = issuers.get(0);
        if (mayBe(issuer, list) && maySign(issuer) && list.isSignedBy(issuer.getPublicKey())) {
            return true;
        }
        Stream<X509Certificate> configured =
                index.named(list.issuer()).filter(other -> isOther(other, issuer, list) && afford(brought));
        Stream<X509Certificate> fromMessage = named(list.issuer())
                .filter(other -> isOther(other, issuer, list))
                .limit(MAX_CANDIDATES)
                .filter(other -> afford(true));
        return Stream.concat(configured, fromMessage)
                .filter(other -> list.isSignedBy(other.getPublicKey()))
                .flatMap(other -> path(other, list, issuers).stream())
                .filter(path -> judge.checkIssuer(path, at).isEmpty())
                .anyMatch(cleared);
    }

    private boolean afford(boolean counts) {
        return !counts || signatures++ < MAX_SIGNATURES;
    }

    private boolean isOther(X509Certificate other, X509Certificate issuer, RevocationList list) {
        boolean[] usage = other.getKeyUsage();
        return !other.equals(issuer)
                && mayBe(other, list)
                && usage != null
                && KeyUsageBit.CRL_SIGN.in(usage)
                && judge.isComputable(other);
    }

    private static boolean mayBe(X509Certificate signer, RevocationList list) {
        return signer.getSubjectX500Principal().equals(list.issuer());
    }

    private static boolean maySign(X509Certificate issuer) {
        boolean[] usage = issuer.getKeyUsage();
        return usage == null || KeyUsageBit.CRL_SIGN.in(usage);
    }

    private Stream<X509Certificate> named(X500Principal name) {
        return candidates.stream().filter(c -> c.getSubjectX500Principal().equals(name));
    }

    /** The path of another signer: through the CA of the certificate's path that certified it. */
    private Optional<List<X509Certificate>> path(
            X509Certificate signer, RevocationList list, List<X509Certificate> issuers) {
        boolean indirect = !mayBe(issuers.get(0), list);
        int most = indirect ? issuers.size() : Math.min(2, issuers.size());
        for (int i = 0; i < most; i++) {
            X509Certificate ca = issuers.get(i);
            if (signer.equals(ca)) {
                return Optional.of(issuers.subList(i, issuers.size()));
            }
            if (signer.getIssuerX500Principal().equals(ca.getSubjectX500Principal())
                    && PathSearch.verifies(ca, signer)) {
                List<X509Certificate> path = new ArrayList<>(List.of(signer));
                path.addAll(issuers.subList(i, issuers.size()));
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
