package org.smimegate.mailets.tls;

import javax.inject.Inject;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.configuration.ConfigurationProvider;

/** What James injects. */
public record JamesServices(
        DNSService dns,
        DomainList domains,
        MailQueueFactory<?> queues,
        MetricFactory metrics,
        ConfigurationProvider configuration) {
    @Inject
    public JamesServices {}
}
