package org.smimegate.mailets;

import java.time.Duration;
import java.util.Map;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.Dispatch;
import org.smimegate.matchers.LogText;

/** Says and counts what became of mail that leaves. Details go to the log only, never into the mail. */
final class OutboundLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(OutboundService.class);

    private final String mailet;
    private final MetricFactory metrics;

    OutboundLog(String mailet, MetricFactory metrics) {
        this.mailet = mailet;
        this.metrics = metrics;
    }

    void unchanged(Mail mail, String why) {
        count("unchanged");
        LOGGER.info("{} {}: unchanged: {}", name(mail), mailet, LogText.of(why));
    }

    void copy(Mail mail, Dispatch.Copy copy) {
        String protection = copy.protection().token();
        count(protection);
        LOGGER.info("{} {}: {} for {}", name(mail), mailet, protection, LogText.list(copy.recipients()));
    }

    /** One line for each recipient without a key. */
    void lacking(Mail mail, Map<Address, String> lacking, String action) {
        lacking.forEach((recipient, why) -> {
            count("missing-key");
            LOGGER.warn(
                    "{} {}: no key of {}, so {}: {}",
                    name(mail),
                    mailet,
                    LogText.of(recipient),
                    LogText.of(action),
                    LogText.of(why));
        });
    }

    void later(Mail mail, Duration delay, String why) {
        count("later");
        LOGGER.warn("{} {}: tried again in {}: {}", name(mail), mailet, delay, LogText.of(why));
    }

    void failed(Mail mail, String why) {
        count("failed");
        LOGGER.warn("{} {}: failed, goes to {}: {}", name(mail), mailet, mail.getState(), LogText.of(why));
    }

    void broken(Mail mail, Throwable trouble) {
        count("failed");
        LOGGER.error("{} {}: failed, goes to {}", name(mail), mailet, mail.getState(), trouble);
    }

    void notClosed(Throwable trouble) {
        LOGGER.warn("{}: a file of the spool was left behind", mailet, trouble);
    }

    private static String name(Mail mail) {
        return LogText.of(mail.getName());
    }

    private void count(String outcome) {
        metrics.generate("smimegate.outbound." + outcome).increment();
    }
}
