package org.smimegate.mailets;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.harvest.HarvestAlert;
import org.smimegate.keys.harvest.HarvestOutcome;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.State;
import org.smimegate.matchers.LogText;

/** What the postmaster reads when a partner's certificate changed several times. */
final class AlertText {
    private static final int MOST_LISTED = 10;

    private final String gateway;
    private final HarvestAlert alert;

    AlertText(String gateway, HarvestAlert alert) {
        this.gateway = gateway;
        this.alert = alert;
    }

    String subject() {
        return "smimegate: the certificate of " + owner() + " changed " + alert.updates() + " times";
    }

    /** The command lines hold nothing that a stranger wrote: somebody will copy them into a shell. */
    String body() {
        return """
                The S/MIME certificate of %1$s changed %2$s times within %3$s,
                by mail that came in to gateway %4$s.

                A partner who installs a new key does that once. Several changes in a short time can mean
                that somebody sends certificates in the partner's name, to read what you encrypt. Ask the
                partner for the fingerprint, by telephone for example, not by mail.

                The certificate that came last. %5$s

                %6$s

                Certificates known before:

                %7$s

                See it whole, use it, or bar it (the same for the others, with their fingerprints):

                  smimegate keys show %8$s
                  smimegate keys approve %8$s
                  smimegate keys reject %8$s

                There is no second mail like this one about %1$s within %3$s.
                """.formatted(
                        owner(),
                        alert.updates(),
                        words(alert.window()),
                        gateway,
                        fate(),
                        certificate(alert.offered()),
                        others(),
                        Certificates.fingerprint(alert.offered()));
    }

    private String owner() {
        return LogText.of(alert.owner());
    }

    private String fate() {
        return alert.outcome() == HarvestOutcome.UPDATE_ACCEPTED
                ? "It is in use now:"
                : alert.outcome() == HarvestOutcome.UPDATE_PENDING ? "It waits for your decision:" : "It is not used:";
    }

    private String others() {
        List<KeyEntry> others = alert.others();
        String listed = others.stream()
                .limit(MOST_LISTED)
                .map(entry -> certificate(entry.content().certificate()) + "\n  state:       " + state(entry))
                .collect(Collectors.joining("\n\n"));
        return others.size() > MOST_LISTED ? listed + "\n\n  and " + (others.size() - MOST_LISTED) + " more" : listed;
    }

    private String state(KeyEntry entry) {
        boolean replaced = alert.outcome() == HarvestOutcome.UPDATE_ACCEPTED && entry.state() == State.ACTIVE;
        return (replaced ? State.SUPERSEDED : entry.state()).token();
    }

    private static String certificate(X509Certificate certificate) {
        return "  fingerprint: " + Certificates.fingerprint(certificate)
                + "\n  subject:     " + LogText.of(Certificates.subject(certificate))
                + "\n  issuer:      " + LogText.of(Certificates.issuer(certificate))
                + "\n  valid from:  " + certificate.getNotBefore().toInstant();
    }

    /** As the parameter is written. */
    private static String words(Duration window) {
        if (window.toMillis() % 1000 != 0) {
            return window.toMillis() + " ms";
        }
        if (window.toSecondsPart() != 0) {
            return window.toSeconds() + " s";
        }
        return window.toMinutesPart() == 0 ? window.toHours() + " h" : window.toMinutes() + " min";
    }
}
