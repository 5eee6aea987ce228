package org.smimegate.mailets.tls;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The queue between the mailet and RemoteDelivery's threads: what is taken off it begins an {@link Attempt}. */
final class TlsQueue implements MailQueue {
    private final MailQueue queue;
    private final SSLSocketFactory sockets;
    private final Outcomes outcomes;

    TlsQueue(MailQueue queue, SSLSocketFactory sockets, Outcomes outcomes) {
        this.queue = queue;
        this.sockets = sockets;
        this.outcomes = outcomes;
    }

    @Override
    public MailQueueName getName() {
        return queue.getName();
    }

    /** This is how RemoteDelivery puts a mail back to try it again later. */
    @Override
    public void enQueue(Mail mail, Duration delay) throws MailQueueException {
        Mail original = LentMail.original(mail);
        queue.enQueue(original, delay);
        Attempt.current().ifPresent(attempt -> outcomes.later(original, delay, attempt));
    }

    @Override
    public void enQueue(Mail mail) throws MailQueueException {
        queue.enQueue(LentMail.original(mail));
    }

    @Override
    public Publisher<Void> enqueueReactive(Mail mail) {
        return queue.enqueueReactive(LentMail.original(mail));
    }

    @Override
    public Publisher<MailQueueItem> deQueue() {
        return Flux.from(queue.deQueue()).map(item -> new Item(item, sockets));
    }

    @Override
    public void close() throws IOException {
        queue.close();
    }

    /** RemoteDelivery asks for the mail on the thread that then delivers it, and is done on the same thread. */
    private record Item(MailQueueItem item, SSLSocketFactory sockets) implements MailQueueItem {
        @Override
        public Mail getMail() {
            Attempt.begin(sockets);
            return LentMail.of(item.getMail());
        }

        @Override
        public void done(CompletionStatus status) throws MailQueueException {
            Attempt.end();
            item.done(status);
        }
    }
}
