package org.smimegate.mailets.tls;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.matchers.LogText;

/** Says and counts, by recipients, what became of mail that needs TLS. Each count is kept in all and for each queue. */
public final class TlsLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(TlsDelivery.class);

    private final String mailet;
    private final String policy;
    private final MetricFactory metrics;

    /** @param policy the name of the queue, which tells one RequireTls from another */
    public TlsLog(String mailet, String policy, MetricFactory metrics) {
        this.mailet = mailet;
        this.policy = policy;
        this.metrics = metrics;
    }

    /** These recipients must be reached over TLS. */
    public void required(Mail mail, Collection<MailAddress> recipients) {
        count("required", recipients.size());
        LOGGER.info("{} {}: TLS is required for {}", name(mail), mailet, LogText.list(recipients));
    }

    /** The domain was looked at, and its servers offer no TLS. */
    public void refusedByProbe(Mail mail, Collection<MailAddress> recipients, String bounce) {
        count("refused", recipients.size());
        LOGGER.warn(
                "{} {}: no server of {} offers TLS, goes to {}", name(mail), mailet, LogText.list(recipients), bounce);
    }

    /** In report mode: what enforcing would have done for the recipients of one domain. */
    public void reported(String mail, String domain, int recipients, DomainTls tls, boolean refused) {
        if (refused) {
            count("would-refuse", recipients);
            LOGGER.warn(
                    "{} {}: would be refused: {} recipients of {}, whose servers have {}",
                    LogText.of(mail),
                    mailet,
                    recipients,
                    LogText.of(domain),
                    tls.words());
        } else {
            count(tls == DomainTls.UNKNOWN ? "unknown" : "would-send", recipients);
            LOGGER.info(
                    "{} {}: {} recipients of {}, whose servers have {}",
                    LogText.of(mail),
                    mailet,
                    recipients,
                    LogText.of(domain),
                    tls.words());
        }
    }

    /** Nothing was decided: the mail is out of the way and stays here. */
    public void broken(Mail mail, Throwable trouble) {
        count("broken", mail.getRecipients().size());
        LOGGER.error("{} {}: failed, goes to {}", name(mail), mailet, mail.getState(), trouble);
    }

    void sent(Mail mail, Optional<SSLSession> session) {
        count("sent", mail.getRecipients().size());
        LOGGER.info(
                "{} {}: sent over {} to {}",
                name(mail),
                mailet,
                session.map(s -> s.getProtocol() + " " + s.getCipherSuite()).orElse("TLS"),
                LogText.list(mail.getRecipients()));
    }

    void notSentOn(Mail mail, Throwable trouble) {
        LOGGER.error("{} {}: sent, but not counted or not sent on after that", name(mail), mailet, trouble);
    }

    void later(Mail mail, Duration delay, String why) {
        count("later", mail.getRecipients().size());
        LOGGER.warn(
                "{} {}: not sent to {}, tried again in {}: {}",
                name(mail),
                mailet,
                LogText.list(mail.getRecipients()),
                delay,
                LogText.of(why));
    }

    /** @param status of the bounce */
    void givenUp(Mail mail, String status, String why, String error) {
        count(
                status.equals(Outcomes.ENCRYPTION_NEEDED) ? "refused" : "failed",
                mail.getRecipients().size());
        LOGGER.warn(
                "{} {}: given up for {} with {}: {}: {}",
                name(mail),
                mailet,
                LogText.list(mail.getRecipients()),
                LogText.of(status),
                LogText.of(why),
                LogText.of(error));
    }

    private static String name(Mail mail) {
        return LogText.of(mail.getName());
    }

    private void count(String what, int recipients) {
        metrics.generate("smimegate.tls." + what).add(recipients);
        metrics.generate("smimegate.tls." + policy + "." + what).add(recipients);
    }
}
