package org.smimegate.admin.cert;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** Who issued whom, by signature: CAs of the same name are told apart. */
public final class Chains {
    private static final int MAX_LENGTH = 10;
    /** After so many, the rest counts as leaves: a file may hold thousands of certificates of one name. */
    private static final int MAX_SIGNATURES = 5_000;

    private Chains() {}

    /** The issuers of a certificate, nearest first and root included, as far as the candidates have them. */
    static List<X509Certificate> issuers(X509Certificate certificate, Collection<X509Certificate> candidates) {
        List<X509Certificate> chain = new ArrayList<>();
        var last = certificate;
        while (!isSelfSigned(last) && chain.size() < MAX_LENGTH) {
            Optional<X509Certificate> issuer = issuer(last, candidates);
            if (issuer.isEmpty()) {
                break;
            }
            last = issuer.get();
            chain.add(last);
        }
        return chain;
    }

    /** Those that issued none of the others; all if there are no such. */
    public static List<X509Certificate> leaves(List<X509Certificate> certificates) {
        Map<X500Principal, List<X509Certificate>> byIssuer =
                certificates.stream().collect(Collectors.groupingBy(X509Certificate::getIssuerX500Principal));
        AtomicInteger signatures = new AtomicInteger();
        List<X509Certificate> leaves = certificates.stream()
                .filter(candidate -> byIssuer.getOrDefault(candidate.getSubjectX500Principal(), List.of()).stream()
                        .filter(other -> !other.equals(candidate))
                        .noneMatch(
                                other -> signatures.incrementAndGet() <= MAX_SIGNATURES && isIssued(other, candidate)))
                .toList();
        return leaves.isEmpty() ? certificates : leaves;
    }

    /** Whether it has its own name as issuer, and its own key signed it. */
    public static boolean isSelfSigned(X509Certificate certificate) {
        return isIssued(certificate, certificate);
    }

    private static Optional<X509Certificate> issuer(
            X509Certificate certificate, Collection<X509Certificate> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.equals(certificate) && isIssued(certificate, candidate))
                .findFirst();
    }

    private static boolean isIssued(X509Certificate certificate, X509Certificate issuer) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
