package org.smimegate.mailets;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.ProcessingState;
import org.smimegate.gateway.rules.RequireTlsParameters;
import org.smimegate.mailets.tls.MailServer;
import org.smimegate.mailets.tls.Peer;
import org.smimegate.mailets.tls.TlsRoutes;

/**
 * The parameters of {@link RequireTls}.
 *
 * @param mailet its name, for the log
 */
record RequireTlsSettings(String mailet, RequireTlsParameters parameters) {
    static RequireTlsSettings read(MailetConfig config) throws MessagingException {
        return new RequireTlsSettings(
                config.getMailetName(), Parameters.of(config).read(RequireTlsParameters::read));
    }

    /** Whether mail goes on as if the mailet were not there. */
    boolean report() {
        return parameters.report();
    }

    Peer peer() {
        return parameters.verified() ? Peer.VERIFIED : Peer.ANY;
    }

    /** Whether domains are looked at before their mail is queued. */
    boolean probe() {
        return parameters.probe();
    }

    TlsRoutes routes() {
        return new TlsRoutes(parameters.outgoing(), parameters.bounce(), parameters.onSuccess());
    }

    /** What RemoteDelivery gets. */
    Map<String, String> delivery() {
        return parameters.delivery();
    }

    /** Servers that all mail goes to; empty: those that DNS names for each domain. */
    List<MailServer> gateways() {
        return MailServer.gateways(
                delivery().getOrDefault("gateway", ""), delivery().getOrDefault("gatewayPort", "25"));
    }

    /** Every processor a mail may be sent to; James refuses to start without one of them. */
    Collection<ProcessingState> processors() {
        return Parameters.states(parameters.processors());
    }
}
