package org.smimegate.mailets;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    /** How long a mail waits for looks at its domains, in all; then it is queued as if nobody had looked. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Whoever is queued is taken off the mail at once: if the next one fails, nobody gets it twice. */
    @Override
    public void handle(Mail mail, List<MailAddress> outside) throws MessagingException {
        Exits.neverInFull(mail);
        Map<String, List<MailAddress>> groups = groups(outside);
        Set<String> refused = settings.probe() ? withoutTls(groups.keySet()) : Set.of();
        for (Map.Entry<String, List<MailAddress>> group : groups.entrySet()) {
            send(mail, group.getValue(), refused.contains(group.getKey()));
            mail.setRecipients(without(mail, group.getValue()));
        }
        if (mail.getRecipients().isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    private Set<String> withoutTls(Set<String> domains) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        domains.forEach(looks::begin);
        return domains.stream()
                .filter(domain -> looks.wait(domain, Duration.ofNanos(end - System.nanoTime())) == DomainTls.NONE)
                .collect(Collectors.toSet());
    }

    private void send(Mail mail, List<MailAddress> recipients, boolean refused) throws MessagingException {
        if (refused) {
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
