package org.smimegate.mailets.tls;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;

/** James' queues with something around each. */
final class TlsQueueFactory implements MailQueueFactory<MailQueue> {
    private final MailQueueFactory<?> queues;
    private final UnaryOperator<MailQueue> around;

    TlsQueueFactory(MailQueueFactory<?> queues, UnaryOperator<MailQueue> around) {
        this.queues = queues;
        this.around = around;
    }

    @Override
    public Optional<MailQueue> getQueue(MailQueueName name, PrefetchCount count) {
        return queues.getQueue(name, count).map(around);
    }

    @Override
    public MailQueue createQueue(MailQueueName name, PrefetchCount count) {
        return around.apply(queues.createQueue(name, count));
    }

    @Override
    public Set<MailQueueName> listCreatedMailQueues() {
        return queues.listCreatedMailQueues();
    }
}
