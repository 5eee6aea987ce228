package org.smimegate.mailets;

import java.time.Clock;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.MailetContext;
import org.smimegate.gateway.Gateway;
import org.smimegate.mailets.tls.DomainLooks;
import org.smimegate.mailets.tls.JamesServices;
import org.smimegate.mailets.tls.MailServer;
import org.smimegate.mailets.tls.QueueUsers;
import org.smimegate.mailets.tls.TlsDelivery;
import org.smimegate.mailets.tls.TlsLog;
import org.smimegate.matchers.SharedGateway;

/** What RequireTls is made of. James injects it. */
public final class RequireTlsParts {
    private final SharedGateway shared;
    private final JamesServices james;

    @Inject
    public RequireTlsParts(SharedGateway shared, JamesServices james) {
        this.shared = shared;
        this.james = james;
    }

    /** @throws MessagingException the queue is not for this mailet alone */
    RequireTlsService service(RequireTlsSettings settings, MailetContext context) throws MessagingException {
        Gateway gateway = shared.get();
        TlsLog log = new TlsLog(settings.mailet(), settings.routes().outgoing(), james.metrics());
        Outside outside = new Outside(gateway, context);
        DomainLooks looks = looks(settings, gateway);
        if (settings.report()) {
            return new RequireTlsService(settings, outside, new Report(settings.peer(), looks, log), log);
        }
        refuseSharedQueue(settings);
        TlsDelivery.Plan plan =
                new TlsDelivery.Plan(settings.routes(), settings.peer(), settings.delivery(), gateway.tlsTrust());
        TlsDelivery delivery = TlsDelivery.start(james, plan, context, Exits::clean, log);
        return new RequireTlsService(settings, outside, new Enforcement(settings, delivery, looks, log), log);
    }

    private void refuseSharedQueue(RequireTlsSettings settings) throws MessagingException {
        String queue = settings.routes().outgoing();
        List<String> users = QueueUsers.read(james.configuration()).sharing(queue);
        if (!users.isEmpty()) {
            throw new MessagingException(settings.mailet() + ": outgoing: " + queue + " is shared by "
                    + String.join(", ", users) + " (expected: a queue that nothing else uses)");
        }
    }

    private DomainLooks looks(RequireTlsSettings settings, Gateway gateway) {
        List<MailServer> gateways = settings.gateways();
        DomainLooks.Servers servers = gateways.isEmpty()
                ? domain -> james.dns().findMXRecords(domain).stream()
                        .map(MailServer::of)
                        .toList()
                : domain -> gateways;
        return new DomainLooks(servers, new ServerLook(gateway), Clock.systemUTC());
    }
}
