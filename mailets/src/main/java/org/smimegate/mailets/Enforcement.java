package org.smimegate.mailets;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.smimegate.mailets.tls.DomainLooks;
import org.smimegate.mailets.tls.DomainTls;
import org.smimegate.mailets.tls.TlsDelivery;
import org.smimegate.mailets.tls.TlsLog;

/** Mode enforce: outside recipients are reached over TLS or not at all. */
record Enforcement(RequireTlsSettings settings, TlsDelivery delivery, DomainLooks looks, TlsLog log)
        implements RequireTlsMode {
    /** Whoever is queued is taken off the mail at once: if the next one fails, nobody gets it twice. */
    @Override
    public void handle(Mail mail, List<MailAddress> outside) throws MessagingException {
        for (Map.Entry<String, List<MailAddress>> group : groups(outside).entrySet()) {
            send(mail, group.getKey(), group.getValue());
            mail.setRecipients(without(mail, group.getValue()));
        }
        if (mail.getRecipients().isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    private void send(Mail mail, String domain, List<MailAddress> recipients) throws MessagingException {
        if (settings.probe() && looks.wait(domain) == DomainTls.NONE) {
            log.refusedByProbe(mail, recipients, settings.routes().bounce());
            delivery.sendBack(mail, recipients);
        } else {
            delivery.queue(mail, recipients);
        }
    }

    /** One delivery for each domain; behind gateways one for all. */
    private Map<String, List<MailAddress>> groups(List<MailAddress> outside) {
        List<String> gateways =
                settings.gateways().stream().map(server -> server.host()).toList();
        return gateways.isEmpty() ? Outside.byDomain(outside) : Map.of(gateways.get(0), outside);
    }

    private static List<MailAddress> without(Mail mail, Collection<MailAddress> recipients) {
        return mail.getRecipients().stream()
                .filter(recipient -> !recipients.contains(recipient))
                .toList();
    }

    @Override
    public void close() {
        delivery.close();
        looks.close();
    }
}
