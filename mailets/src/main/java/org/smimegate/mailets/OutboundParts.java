package org.smimegate.mailets;

import java.time.Clock;
import java.util.function.UnaryOperator;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.MailetContext;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.Gateway;
import org.smimegate.gateway.Outbound;
import org.smimegate.gateway.rules.OutboundSettings;
import org.smimegate.matchers.SharedGateway;

/** What the outbound mailets are made of. James injects it; tests put something around the engine or turn the clock. */
public final class OutboundParts {
    private final SharedGateway shared;
    private final MailetOrder order;
    private final MetricFactory metrics;
    private final UnaryOperator<Outbound> around;
    private final Clock clock;

    @Inject
    public OutboundParts(SharedGateway shared, MailetOrder order, MetricFactory metrics) {
        this(shared, order, metrics, UnaryOperator.identity(), Clock.systemUTC());
    }

    private OutboundParts(
            SharedGateway shared,
            MailetOrder order,
            MetricFactory metrics,
            UnaryOperator<Outbound> around,
            Clock clock) {
        this.shared = shared;
        this.order = order;
        this.metrics = metrics;
        this.around = around;
        this.clock = clock;
    }

    /** The same parts with something around the engine. */
    public OutboundParts around(UnaryOperator<Outbound> wrapper) {
        return new OutboundParts(shared, order, metrics, wrapper, clock);
    }

    /** The same parts with another clock. */
    public OutboundParts at(Clock other) {
        return new OutboundParts(shared, order, metrics, around, other);
    }

    Gateway gateway() throws MessagingException {
        return shared.get();
    }

    /** @throws MessagingException no credential has the alias that the settings name */
    OutboundService service(OutboundSettings settings, MailetContext context) throws MessagingException {
        Gateway gateway = gateway();
        if (settings.profile().credential().isPresent()) {
            requireCredential(gateway, settings.profile().credential().get(), settings.mailet() + ": credential");
        }
        return new OutboundService(
                settings, around.apply(gateway.outbound()), gateway::newSpool, context, order.next(), metrics, clock);
    }

    private static void requireCredential(Gateway gateway, String alias, String place) throws MessagingException {
        try {
            gateway.requireCredential(alias, place);
        } catch (ConfigurationException e) {
            throw new MessagingException(e.getMessage(), e);
        }
    }
}
