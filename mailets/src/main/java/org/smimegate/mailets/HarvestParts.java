package org.smimegate.mailets;

import java.util.function.UnaryOperator;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.MailetContext;
import org.smimegate.gateway.Gateway;
import org.smimegate.gateway.Inbound;
import org.smimegate.keys.harvest.HarvestSettings;
import org.smimegate.keys.harvest.Harvester;
import org.smimegate.matchers.SharedGateway;

/** What HarvestKey is made of. James injects it; tests put something in the place of the key ring. */
public final class HarvestParts {
    /** Gives a gateway's way to learn certificates. */
    interface Learning {
        HarvestService.Learner of(Gateway gateway, HarvestSettings settings);
    }

    static final Learning KEY_RING = (gateway, settings) -> {
        Harvester harvester = gateway.harvester();
        return (offer, at) -> harvester.harvest(offer, settings, at);
    };

    private final SharedGateway shared;
    private final MetricFactory metrics;
    private final Learning learning;
    private final UnaryOperator<Inbound> around;

    @Inject
    public HarvestParts(SharedGateway shared, MetricFactory metrics) {
        this(shared, metrics, KEY_RING);
    }

    HarvestParts(SharedGateway shared, MetricFactory metrics, Learning learning) {
        this(shared, metrics, learning, UnaryOperator.identity());
    }

    private HarvestParts(
            SharedGateway shared, MetricFactory metrics, Learning learning, UnaryOperator<Inbound> around) {
        this.shared = shared;
        this.metrics = metrics;
        this.learning = learning;
        this.around = around;
    }

    /** The same parts with something around the engine. */
    public HarvestParts around(UnaryOperator<Inbound> wrapper) {
        return new HarvestParts(shared, metrics, learning, wrapper);
    }

    HarvestService service(HarvestKeySettings settings, MailetContext context) throws MessagingException {
        Gateway gateway = shared.get();
        HarvestLog log = new HarvestLog(metrics);
        return new HarvestService(
                new MailOffers(around.apply(gateway.inbound()), gateway::newSpool, log),
                learning.of(gateway, settings.harvest()),
                new AlertMail(gateway.name(), gateway.postmaster(), context),
                log);
    }
}
