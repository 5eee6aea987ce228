package org.smimegate.mailets;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/** How often and since when a mail waits, in attributes of the mail. */
final class Retries {
    static final AttributeName ATTEMPTS = AttributeName.of("org.smimegate.retry-attempts");

    /** Milliseconds since 1970. */
    static final AttributeName SINCE = AttributeName.of("org.smimegate.retry-since");

    private final RetrySchedule schedule;

    Retries(RetrySchedule schedule) {
        this.schedule = schedule;
    }

    /** Counts an attempt that failed at {@code now}; the delay before the next, or empty to give up. */
    Optional<Duration> failed(Mail mail, Instant now) {
        int attempts = attribute(mail, ATTEMPTS, Integer.class).orElse(0);
        Instant since =
                attribute(mail, SINCE, Long.class).map(Instant::ofEpochMilli).orElse(now);
        mail.setAttribute(new Attribute(ATTEMPTS, AttributeValue.of(attempts + 1)));
        mail.setAttribute(new Attribute(SINCE, AttributeValue.of(since.toEpochMilli())));
        return schedule.next(attempts, Duration.between(since, now));
    }

    static void forget(Mail mail) {
        mail.removeAttribute(ATTEMPTS);
        mail.removeAttribute(SINCE);
    }

    private static <T> Optional<T> attribute(Mail mail, AttributeName name, Class<T> type) {
        return mail.getAttribute(name).flatMap(attribute -> attribute.getValue().valueAs(type));
    }
}
