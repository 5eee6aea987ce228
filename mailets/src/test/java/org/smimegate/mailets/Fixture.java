package org.smimegate.mailets;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import javax.mail.MessagingException;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetContext;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.smimegate.gateway.Inbound;
import org.smimegate.gateway.Outbound;
import org.smimegate.matchers.SharedGateway;
import org.smimegate.matchers.testing.TestConf;

/** Mailets on a gateway of their own. */
final class Fixture {
    final FakeMailContext context = FakeMailContext.defaultContext();
    final Counters counters = new Counters();
    final SharedGateway gateway;
    private final MailetOrder order = new MailetOrder();
    private UnaryOperator<Outbound> around = UnaryOperator.identity();
    private UnaryOperator<Inbound> aroundInbound = UnaryOperator.identity();
    private HarvestParts.Learning learning = HarvestParts.KEY_RING;
    private MailetContext used = context;
    private Clock clock = Clock.systemUTC();

    Fixture(TestConf conf) {
        this.gateway = conf.gateway();
    }

    /** Nothing but one profile for each mode. */
    static Fixture bare(Path folder) {
        return new Fixture(new TestConf(folder)
                .smimeXml(
                        "<profile name='sign' mode='sign'/>",
                        "<profile name='encrypt' mode='encrypt'/>",
                        "<profile name='dropping' mode='encrypt' onMissingKey='drop' onFailure='drop'/>"));
    }

    Fixture outbound(Outbound outbound) {
        around = original -> outbound;
        return this;
    }

    Fixture inbound(UnaryOperator<Inbound> wrapper) {
        aroundInbound = wrapper;
        return this;
    }

    /** What takes the place of the key ring. */
    Fixture learning(HarvestParts.Learning other) {
        learning = other;
        return this;
    }

    Fixture context(MailetContext other) {
        used = other;
        return this;
    }

    Fixture at(Clock other) {
        clock = other;
        return this;
    }

    OutboundParts outboundParts() {
        return new OutboundParts(gateway, order, counters.factory())
                .around(around)
                .at(clock);
    }

    InboundParts inboundParts() {
        return new InboundParts(gateway, counters.factory()).around(aroundInbound);
    }

    SMimeSign sign(String... parameters) throws MessagingException {
        return start(new SMimeSign(outboundParts()), parameters);
    }

    SMimeEncrypt encrypt(String... parameters) throws MessagingException {
        return start(new SMimeEncrypt(outboundParts()), parameters);
    }

    SMimeSend send(String... parameters) throws MessagingException {
        return start(new SMimeSend(outboundParts()), parameters);
    }

    SMimeDecryptVerify open(String... parameters) throws MessagingException {
        return start(new SMimeDecryptVerify(inboundParts()), parameters);
    }

    HarvestKey harvest(String... parameters) throws MessagingException {
        HarvestParts parts = new HarvestParts(gateway, counters.factory(), learning).around(aroundInbound);
        return start(new HarvestKey(parts), parameters);
    }

    /** @param parameters {@code name=value} */
    <M extends Mailet> M start(M mailet, String... parameters) throws MessagingException {
        FakeMailetConfig.Builder config = FakeMailetConfig.builder()
                .mailetName(mailet.getClass().getSimpleName())
                .mailetContext(used);
        for (String parameter : parameters) {
            String[] parts = parameter.split("=", 2);
            config.setProperty(parts[0], parts[1]);
        }
        mailet.init(config.build());
        return mailet;
    }
}
