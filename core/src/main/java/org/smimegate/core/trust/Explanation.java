package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.core.outcome.Reason;

/** Says in plain words why no chain leads to an anchor, and draws the chain as far as it goes. */
final class Explanation {
    private final PathSearch search;
    private final PathSearch.Found found;

    Explanation(PathSearch search, PathSearch.Found found) {
        this.search = search;
        this.found = found;
    }

    TrustDecision.Refused refusal() {
        X509Certificate last = found.longest().get(found.longest().size() - 1);
        List<X509Certificate> issuers = search.named(last.getIssuerX500Principal());
        boolean weak = !issuers.isEmpty() && issuers.stream().noneMatch(search::isComputable);
        Reason reason = weak ? Reason.WEAK_ALGORITHM : Reason.UNTRUSTED;
        return new TrustDecision.Refused(reason, weak ? weakness(last) : detail(last), found.longest());
    }

    private static String weakness(X509Certificate last) {
        return "'" + Certificates.issuer(last) + "', which issued " + Certificates.quoted(last)
                + ", is known with a key only that no signature is checked with"
                + " (expected: RSA, or EC on a named curve, and not oversized)";
    }

    private String detail(X509Certificate last) {
        String name = Certificates.quoted(last);
        if (found.gaveUp()) {
            return name + ": too many certificates of the same names, gave up looking for a path";
        }
        if (search.isSelfSigned(last)) {
            return name + " is self-signed and not among the trust anchors" + namesakes(last);
        }
        String issuer = "'" + Certificates.issuer(last) + "'";
        if (search.named(last.getIssuerX500Principal()).isEmpty()) {
            return "the certificate of " + issuer + ", which issued " + name
                    + ", is missing: neither a trust anchor nor an intermediate nor sent along";
        }
        return found.longest().size() > PathSearch.MAX_INTERMEDIATES
                ? "more than " + PathSearch.MAX_INTERMEDIATES + " intermediate certificates, the last one " + name
                : "a certificate of " + issuer + " is known, but its key did not sign " + name;
    }

    private String namesakes(X509Certificate root) {
        List<X509Certificate> others = search.named(root.getSubjectX500Principal()).stream()
                .filter(c -> !c.equals(root))
                .toList();
        return others.isEmpty() ? "" : "; another certificate of that name is known, with another key or other data";
    }
}
