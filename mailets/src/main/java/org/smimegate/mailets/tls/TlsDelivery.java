package org.smimegate.mailets.tls;

import java.io.Closeable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.transport.mailets.RemoteDelivery;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.smimegate.gateway.tls.ServerTrust;

/**
 * A RemoteDelivery of its own, with its own queue, that sends over TLS or not at all. What it gives up goes to the
 * bounce processor without anything that James would print, or, without a sender, to the error processor.
 */
public final class TlsDelivery implements Closeable {
    private final RemoteDelivery delivery;
    private final Outcomes outcomes;

    private TlsDelivery(RemoteDelivery delivery, Outcomes outcomes) {
        this.delivery = delivery;
        this.outcomes = outcomes;
    }

    /**
     * How to deliver.
     *
     * @param parameters of RemoteDelivery, checked
     * @param trust who is believed at the moment
     */
    public record Plan(TlsRoutes routes, Peer peer, Map<String, String> parameters, Supplier<ServerTrust> trust) {
        public Plan {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * Starts the threads that deliver.
     *
     * @param cleaning takes off a mail what James would print into a bounce
     */
    public static TlsDelivery start(
            JamesServices james, Plan plan, MailetContext context, Consumer<Mail> cleaning, TlsLog log)
            throws MessagingException {
        Outcomes outcomes = new Outcomes(plan.routes(), context, cleaning, log);
        PeerSockets sockets = PeerSockets.of(plan.peer(), plan.trust());
        RemoteDelivery delivery = new RemoteDelivery(
                WatchedDns.around(james.dns()),
                james.domains(),
                new TlsQueueFactory(james.queues(), queue -> new TlsQueue(queue, sockets, outcomes)),
                james.metrics());
        delivery.init(new ForcedConfig(
                "RequireTls", OutcomeContext.around(context, outcomes), plan.parameters(), plan.routes(), plan.peer()));
        return new TlsDelivery(delivery, outcomes);
    }

    /** Queues the mail for some of its recipients. The queue keeps copies: the mail itself stays as it is. */
    public void queue(Mail mail, Collection<MailAddress> recipients) throws MessagingException {
        String name = mail.getName();
        String state = mail.getState();
        List<MailAddress> all = List.copyOf(mail.getRecipients());
        Optional<Attribute> priority = mail.getAttribute(MailPrioritySupport.MAIL_PRIORITY);
        try {
            mail.setRecipients(recipients);
            delivery.service(mail);
        } finally {
            mail.setName(name);
            mail.setState(state);
            mail.setRecipients(all);
            mail.removeAttribute(MailPrioritySupport.MAIL_PRIORITY);
            priority.ifPresent(mail::setAttribute);
        }
    }

    /** Sends the mail back for some of its recipients, because their servers have no TLS. */
    public void sendBack(Mail mail, Collection<MailAddress> recipients) throws MessagingException {
        Mail copy = mail.duplicate();
        try {
            copy.setRecipients(recipients);
            outcomes.back(copy, Outcomes.ENCRYPTION_NEEDED);
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }

    @Override
    public void close() {
        delivery.destroy();
    }
}
