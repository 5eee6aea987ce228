package org.smimegate.admin.keys;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.PinnedTrust;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/** A certificate that an administrator wants in the key ring. */
record Candidate(X509Certificate certificate, List<X509Certificate> chain, Origin origin) {
    Candidate {
        chain = List.copyOf(chain);
    }

    /** Why it can never be encrypted to, whoever vouches for it. One that is not valid yet will be. */
    static Optional<String> unfit(X509Certificate certificate, AlgorithmPolicy policy, Instant at) {
        TrustDecision decision = new PinnedTrust(policy).check(certificate, List.of(), CertificateUse.ENCRYPTION, at);
        return decision instanceof TrustDecision.Refused refused && refused.reason() != Reason.NOT_YET_VALID
                ? Optional.of(refused.reason().token() + ": " + refused.detail())
                : Optional.empty();
    }

    /** As an entry that the administrator vouches for. */
    NewEntry entry(String name, Owner owner) {
        return new NewEntry(
                name, owner, certificate, chain, origin, State.ACTIVE, true, true, "", Set.of(), Optional.empty());
    }
}
