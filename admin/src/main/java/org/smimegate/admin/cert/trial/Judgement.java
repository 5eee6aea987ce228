package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.smimegate.core.trust.Diagnosis;

/**
 * What came out.
 *
 * @param trusted whether the gateway acts on it
 * @param against all that speaks against it, what decided first
 * @param remarks what else is to be known
 * @param advice what could be done
 * @param drawn its chain
 */
record Judgement(
        Result result,
        boolean trusted,
        List<Against> against,
        List<String> remarks,
        List<String> advice,
        Diagnosis drawn) {
    Judgement {
        against = List.copyOf(against);
        remarks = List.copyOf(remarks);
        advice = List.copyOf(advice);
    }

    /** The answer in one word. */
    enum Result {
        VALID,
        /** Everything else passed. */
        REVOCATION_UNKNOWN,
        NOT_TRUSTED;

        String token() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A reason against it.
     *
     * @param reason one word, as the gateway has it in logs and attributes
     * @param about the certificate of the chain that is meant
     */
    record Against(String reason, String text, X509Certificate about) {}
}
