package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * Who may sign revocation lists (RFC 5280 section 6.3.3 (f) and (g)): the issuer of the certificate in question with
 * that certificate's path, or whoever bears the name of the list's issuer below the same anchor with a good path of
 * their own: the issuer's other key, or the issuer of an indirect list.
 */
final class ListSigners {
    private static final int MAX_CANDIDATES = 10;

    private final TrustIndex index;
    private final List<X509Certificate> candidates;
    private final PathJudge judge;

    ListSigners(TrustIndex index, List<X509Certificate> candidates, PathJudge judge) {
        this.index = index;
        this.candidates = candidates;
        this.judge = judge;
    }

    /**
     * Whether the list is signed by one who may.
     *
     * @param issuers from the issuer of the certificate in question to the anchor
     * @param cleared whether nothing on the path of another signer is revoked
     */
    boolean signed(
            RevocationList list, List<X509Certificate> issuers, Instant at, Predicate<List<X509Certificate>> cleared) {
        X509Certificate issuer = issuers.get(0);
        if (maySign(issuer, list) && list.isSignedBy(issuer.getPublicKey())) {
            return true;
        }
        X509Certificate anchor = issuers.get(issuers.size() - 1);
        return named(list.issuer())
                .filter(other -> !other.equals(issuer) && maySign(other, list))
                .limit(MAX_CANDIDATES)
                .filter(other -> list.isSignedBy(other.getPublicKey()))
                .flatMap(this::paths)
                .filter(path -> path.get(path.size() - 1).equals(anchor))
                .filter(path -> judge.checkIssuer(path, at).isEmpty())
                .anyMatch(cleared);
    }

    private boolean maySign(X509Certificate signer, RevocationList list) {
        boolean[] usage = signer.getKeyUsage();
        return signer.getSubjectX500Principal().equals(list.issuer())
                && (usage == null || KeyUsageBit.CRL_SIGN.in(usage))
                && judge.isComputable(signer);
    }

    private Stream<X509Certificate> named(X500Principal name) {
        return Stream.concat(
                        index.named(name),
                        candidates.stream()
                                .filter(c -> c.getSubjectX500Principal().equals(name)))
                .distinct();
    }

    private Stream<List<X509Certificate>> paths(X509Certificate signer) {
        return new PathSearch(index, candidates, judge::isComputable).from(signer).paths().stream();
    }
}
