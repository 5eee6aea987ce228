package org.smimegate.admin.check;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.smimegate.admin.check.MailetContainer.Mailet;
import org.smimegate.admin.check.MailetContainer.Parameter;
import org.smimegate.gateway.rules.RequireTlsParameters;

/** Whether each delivery has a queue of its own: those that share one take each other's mail, to send it their way. */
final class QueueCheck {
    private static final String REMOTE_DELIVERY = "RemoteDelivery";
    private static final String REQUIRE_TLS = "RequireTls";
    private static final String OUTGOING = "outgoing";

    private final Findings findings;
    private final Map<String, Mailet> users = new HashMap<>();

    QueueCheck(Findings findings) {
        this.findings = findings;
    }

    void run(MailetContainer container) {
        container.mailets().forEach(mailet -> queue(mailet).ifPresent(queue -> check(mailet, queue)));
    }

    private void check(Mailet mailet, String queue) {
        Mailet before = users.putIfAbsent(queue.toLowerCase(Locale.ROOT), mailet);
        if (before != null) {
            int line = mailet.parameter(OUTGOING).map(Parameter::line).orElse(mailet.line());
            findings.add(
                    line,
                    "outgoing: " + queue + (mailet.parameter(OUTGOING).isEmpty() ? ", the default," : "")
                            + " is the queue of line " + before.line()
                            + " too (expected: one for each delivery, or they"
                            + " send each other's mail)");
        }
    }

    /** Empty: the mailet delivers nothing. Whatever names a queue is a delivery, be it one of ours or not. */
    private static Optional<String> queue(Mailet mailet) {
        boolean tls = mailet.is(REQUIRE_TLS);
        if (tls
                && mailet.parameter("mode")
                        .filter(mode -> mode.value().equals("report"))
                        .isPresent()) {
            return Optional.empty();
        }
        Optional<String> named = mailet.parameter(OUTGOING).map(Parameter::value);
        if (named.isPresent() || !tls && !mailet.is(REMOTE_DELIVERY)) {
            return named;
        }
        return Optional.of(tls ? RequireTlsParameters.OUTGOING : OUTGOING);
    }
}
