package org.smimegate.bench.gateway;

import java.util.Optional;
import java.util.function.Consumer;
import org.smimegate.it.harness.SmtpSink;

/** Takes what comes to the sink to the batch that is under way. */
final class Arrivals implements Consumer<SmtpSink.Received> {
    private volatile Optional<Batch> expected = Optional.empty();

    void expect(Batch batch) {
        expected = Optional.of(batch);
    }

    @Override
    public void accept(SmtpSink.Received received) {
        expected.orElseThrow().arrived(received.mail().bytes());
    }
}
