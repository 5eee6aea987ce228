package org.smimegate.admin.keys;

import java.time.Instant;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Certificates;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.gateway.Gateway;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.State;

/**
 * Whether an entry is fit to be encrypted to; a better one may be chosen all the same.
 *
 * @param reason one word, empty if it is fit
 * @param detail plain words
 */
record Usability(boolean usable, String reason, String detail) {
    /** In one line. */
    String words() {
        return usable ? "yes: " + detail : "no: " + reason + ": " + detail;
    }

    static Usability of(KeyEntry entry, Gateway gateway, Instant at) {
        if (entry.state() != State.ACTIVE) {
            String note = entry.content().note();
            return new Usability(
                    false, entry.state().token(), "only active entries are used" + (note.isEmpty() ? "" : "; " + note));
        }
        boolean learned = !entry.content().decided();
        if (!entry.owner().isAddress()
                && learned
                && !gateway.settings().policy().domainCertificates()) {
            return new Usability(
                    false, "domain", "certificates of domains do not count (smime.xml: policy/@domainCertificates)");
        }
        return trust(entry, gateway, at);
    }

    private static Usability trust(KeyEntry entry, Gateway gateway, Instant at) {
        boolean pinned = entry.content().pinned();
        CertificateTrust trust = pinned ? gateway.vouchedTrust() : gateway.trust();
        TrustDecision decision =
                trust.check(entry.content().certificate(), entry.content().chain(), CertificateUse.ENCRYPTION, at);
        if (decision instanceof TrustDecision.Refused refused) {
            return new Usability(false, refused.reason().token(), refused.detail());
        }
        return new Usability(true, "", because(pinned, decision) + remark(decision));
    }

    private static String because(boolean pinned, TrustDecision decision) {
        var chain = decision.chain();
        return pinned
                ? "an administrator vouches for it"
                : "trusted through " + Certificates.subject(chain.get(chain.size() - 1));
    }

    private static String remark(TrustDecision decision) {
        return decision instanceof TrustDecision.RevocationUnknown unknown
                ? "; " + Reason.REVOCATION_UNKNOWN.token() + ": " + unknown.detail()
                : "";
    }
}
