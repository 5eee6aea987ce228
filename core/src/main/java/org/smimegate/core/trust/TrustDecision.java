package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.core.outcome.Reason;

/** Whether a certificate is believed. */
public sealed interface TrustDecision {
    /** From the certificate to the anchor; as far as it could be drawn when refused. */
    List<X509Certificate> chain();

    /**
     * Believed.
     *
     * @param revocation for the log: what says that nothing of the chain is revoked; empty if nobody asked
     */
    record Trusted(List<X509Certificate> chain, String revocation) implements TrustDecision {
        public Trusted {
            chain = List.copyOf(chain);
        }

        /** Without a look at revocation. */
        public Trusted(List<X509Certificate> chain) {
            this(chain, "");
        }
    }

    /** Believed but for revocation, which could not be found out. */
    record RevocationUnknown(List<X509Certificate> chain, String detail) implements TrustDecision {
        public RevocationUnknown {
            chain = List.copyOf(chain);
        }
    }

    /** Not believed; {@code detail} says in plain words which certificate and why. */
    record Refused(Reason reason, String detail, List<X509Certificate> chain) implements TrustDecision {
        public Refused {
            chain = List.copyOf(chain);
        }
    }
}
