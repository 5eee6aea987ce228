package org.smimegate.mailets;

import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.smimegate.mailets.tls.DomainLooks;
import org.smimegate.mailets.tls.Peer;
import org.smimegate.mailets.tls.TlsLog;

/** Mode report: nothing is held, and nothing waits for the look at the domains. */
record Report(Peer peer, DomainLooks looks, TlsLog log) implements RequireTlsMode {
    @Override
    public void handle(Mail mail, List<MailAddress> outside) {
        String name = mail.getName();
        Outside.byDomain(outside)
                .forEach((domain, recipients) -> looks.tell(
                        domain, tls -> log.reported(name, domain, recipients.size(), tls, tls.isRefusedBy(peer))));
    }

    @Override
    public void close() {
        looks.close();
    }
}
