package org.smimegate.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.keys.Credential;
import org.smimegate.keys.Credentials;

/** The current credentials; logs them when they change, and once a day what is wrong with them. */
final class CredentialWatch implements Supplier<Credentials> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);
    private static final Duration INTERVAL = Duration.ofDays(1);

    private final Supplier<Credentials> source;
    private final Clock clock;
    private final Consumer<String> warn;
    private volatile Seen seen = new Seen(new Credentials(List.of()), Instant.MIN);

    private record Seen(Credentials credentials, Instant warnAgain) {}

    CredentialWatch(Supplier<Credentials> source, Clock clock) {
        this(source, clock, LOGGER::warn);
    }

    CredentialWatch(Supplier<Credentials> source, Clock clock, Consumer<String> warn) {
        this.source = source;
        this.clock = clock;
        this.warn = warn;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Read anew is new, even if it is the same.
    public Credentials get() {
        Credentials now = source.get();
        Seen last = seen;
        if (last.credentials() != now || !clock.instant().isBefore(last.warnAgain())) {
            report(now, last);
        }
        return now;
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized void report(Credentials credentials, Seen last) {
        if (seen != last) {
            return;
        }
        Instant now = clock.instant();
        seen = new Seen(credentials, now.plus(INTERVAL));
        for (Credential credential : credentials.all()) {
            if (last.credentials() != credentials) {
                LOGGER.info("{}", CredentialReport.summary(credential, now));
            }
            CredentialReport.warnings(credential, now).forEach(warn);
        }
    }
}
