package org.smimegate.core.outcome;

import java.util.Optional;

/** The verdict on one signature (one SignerInfo). */
public sealed interface SignatureVerdict {
    SignatureEvidence evidence();

    SignatureResult result();

    Optional<Reason> reason();

    /** For the log and {@code open}: why, in plain words; empty for a pass. */
    String detail();

    /** Good in every respect of rule 8. */
    record Passed(SignatureEvidence evidence) implements SignatureVerdict {
        @Override
        public SignatureResult result() {
            return SignatureResult.PASS;
        }

        @Override
        public Optional<Reason> reason() {
            return Optional.empty();
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /** Good, but revocation could not be found out and the configuration is {@code soft}. */
    record PassedUnchecked(SignatureEvidence evidence, String detail) implements SignatureVerdict {
        @Override
        public SignatureResult result() {
            return SignatureResult.PASS;
        }

        @Override
        public Optional<Reason> reason() {
            return Optional.of(Reason.REVOCATION_UNKNOWN);
        }
    }

    /** Not good. */
    record Rejected(Reason why, String detail, SignatureEvidence evidence) implements SignatureVerdict {
        @Override
        public SignatureResult result() {
            return why.result();
        }

        @Override
        public Optional<Reason> reason() {
            return Optional.of(why);
        }
    }
}
