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
        return new TrustDecision.Refused(Reason.UNTRUSTED, detail(), found.longest());
    }

    private String detail() {
        X509Certificate last = found.longest().get(found.longest().size() - 1);
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
