package org.smimegate.mailets;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import org.smimegate.mailets.tls.JamesServices;
import reactor.core.publisher.Sinks;

/** The parts of James around RequireTls: queues that keep what they get, DNS that knows nobody. */
final class TestJames {
    /** What was queued: {@code queue recipient recipient}. */
    final List<String> queued = new CopyOnWriteArrayList<>();

    /** How often DNS was asked. */
    final AtomicInteger lookUps = new AtomicInteger();

    private final Counters counters;
    private String container = "";
    private int failFrom = Integer.MAX_VALUE;
    private boolean delivers;

    TestJames(Counters counters) {
        this.counters = counters;
    }

    /** Mailets of processor {@code relay} in mailetcontainer.xml, besides the one under test. */
    TestJames mailets(String elements) {
        container = elements;
        return this;
    }

    /** From the n-th mail on, the queue is full. */
    TestJames fullFrom(int mail) {
        failFrom = mail;
        return this;
    }

    /** Queues give out what they get, but not what is to wait. */
    TestJames delivering() {
        delivers = true;
        return this;
    }

    JamesServices services() {
        return new JamesServices(
                proxy(DNSService.class), proxy(DomainList.class), new Queues(), counters.factory(), configuration());
    }

    ConfigurationProvider configuration() {
        return (component, level) -> FileConfigurationProvider.getConfig(new ByteArrayInputStream(("<mailetcontainer>"
                        + "<processors><processor state='root'/><processor state='relay'>" + container
                        + "</processor></processors></mailetcontainer>")
                .getBytes(StandardCharsets.UTF_8)));
    }

    /** A configuration that cannot be read. */
    static ConfigurationProvider unreadable() {
        return (component, level) -> {
            throw new ConfigurationException("no such file");
        };
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("findMXRecords")) {
                        lookUps.incrementAndGet();
                        return List.of();
                    }
                    if (method.getName().equals("getDefaultDomain")) {
                        return Domain.LOCALHOST;
                    }
                    if (method.getName().equals("getAllByName")) {
                        return List.of(InetAddress.getByName((String) arguments[0]));
                    }
                    throw new UnsupportedOperationException(method.toString());
                }));
    }

    private final class Queues implements MailQueueFactory<MailQueue> {
        @Override
        public Optional<MailQueue> getQueue(MailQueueName name, PrefetchCount count) {
            return Optional.empty();
        }

        @Override
        public MailQueue createQueue(MailQueueName name, PrefetchCount count) {
            return new Queue(name);
        }

        @Override
        public Set<MailQueueName> listCreatedMailQueues() {
            return Set.of();
        }
    }

    private final class Queue implements MailQueue {
        private final MailQueueName name;
        private final Sinks.Many<MailQueueItem> waiting = Sinks.many().unicast().onBackpressureBuffer();

        Queue(MailQueueName name) {
            this.name = name;
        }

        @Override
        public MailQueueName getName() {
            return name;
        }

        @Override
        public void enQueue(Mail mail, Duration delay) throws MailQueueException {
            keep(mail);
        }

        @Override
        public void enQueue(Mail mail) throws MailQueueException {
            keep(mail);
            if (delivers) {
                waiting.tryEmitNext(item(mail)).orThrow();
            }
        }

        private void keep(Mail mail) throws MailQueueException {
            if (queued.size() + 1 >= failFrom) {
                throw new MailQueueException("full");
            }
            queued.add(name.asString() + " " + words(mail.getRecipients()));
        }

        private static MailQueueItem item(Mail mail) throws MailQueueException {
            try {
                Mail copy = mail.duplicate();
                return new MailQueueItem() {
                    @Override
                    public Mail getMail() {
                        return copy;
                    }

                    @Override
                    public void done(CompletionStatus status) {}
                };
            } catch (MessagingException e) {
                throw new MailQueueException("no copy", e);
            }
        }

        private static String words(Collection<MailAddress> recipients) {
            return recipients.stream().map(MailAddress::asString).sorted().collect(Collectors.joining(" "));
        }

        @Override
        public Publisher<Void> enqueueReactive(Mail mail) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Publisher<MailQueueItem> deQueue() {
            return waiting.asFlux();
        }

        @Override
        public void close() {}
    }
}
