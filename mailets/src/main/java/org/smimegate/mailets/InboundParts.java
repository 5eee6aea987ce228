package org.smimegate.mailets;

import java.util.function.UnaryOperator;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.MailetContext;
import org.smimegate.gateway.Gateway;
import org.smimegate.gateway.Inbound;
import org.smimegate.matchers.SharedGateway;

/** What SMimeDecryptVerify is made of. James injects it; tests put something around the engine. */
public final class InboundParts {
    private final SharedGateway shared;
    private final MetricFactory metrics;
    private final UnaryOperator<Inbound> around;

    @Inject
    public InboundParts(SharedGateway shared, MetricFactory metrics) {
        this(shared, metrics, UnaryOperator.identity());
    }

    private InboundParts(SharedGateway shared, MetricFactory metrics, UnaryOperator<Inbound> around) {
        this.shared = shared;
        this.metrics = metrics;
        this.around = around;
    }

    /** The same parts with something around the engine. */
    public InboundParts around(UnaryOperator<Inbound> wrapper) {
        return new InboundParts(shared, metrics, wrapper);
    }

    InboundService service(SMimeDecryptVerifySettings settings, MailetContext context) throws MessagingException {
        Gateway gateway = shared.get();
        return new InboundService(
                settings, around.apply(gateway.inbound()), gateway::newSpool, context, new InboundLog(metrics));
    }
}
