package org.smimegate.it.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** How long the harness waits before it calls something failed; generous, since a busy machine is no failure. */
public final class Waits {
    /** A mail on its way through a server. */
    public static final Duration MAIL = Duration.ofSeconds(60);

    static final Duration START = Duration.ofSeconds(120);
    static final Duration STOP = Duration.ofSeconds(30);
    static final Duration POLL = Duration.ofMillis(100);

    private Waits() {}

    /** Waits until a mail of that subject is at a place. */
    static RawMail forSubject(String place, String subject, Supplier<Stream<RawMail>> mails) {
        return Awaitility.await(place + " holds the mail with subject " + subject)
                .atMost(MAIL)
                .pollInterval(POLL)
                .until(() -> withSubject(subject, mails.get()), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<RawMail> withSubject(String subject, Stream<RawMail> mails) {
        return mails.filter(mail -> mail.subject().equals(Optional.of(subject))).findFirst();
    }
}
