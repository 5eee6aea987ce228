package org.smimegate.mailets;

import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.harvest.HarvestAlert;
import org.smimegate.keys.harvest.HarvestOutcome;
import org.smimegate.keys.harvest.HarvestResult;
import org.smimegate.matchers.LogText;

/** Says and counts what was learned. */
final class HarvestLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(HarvestService.class);

    private final MetricFactory metrics;

    HarvestLog(MetricFactory metrics) {
        this.metrics = metrics;
    }

    /** One line for each name that a certificate is offered for. */
    void learned(Mail mail, KeyOffer offer, HarvestResult result) {
        count(result.outcome().token());
        String line = "{}: harvest of {}: {}; certificate {} {}; {}";
        Object[] words = {
            LogText.of(mail.getName()),
            LogText.of(result.owner()),
            result.outcome().token(),
            Certificates.fingerprint(offer.certificate()),
            LogText.of(Certificates.subject(offer.certificate())),
            LogText.of(result.detail().isEmpty() ? "-" : result.detail())
        };
        if (result.outcome() == HarvestOutcome.UNAVAILABLE) {
            LOGGER.warn(line, words);
        } else {
            LOGGER.info(line, words);
        }
    }

    void alert(Mail mail, HarvestAlert alert) {
        count("alert");
        LOGGER.warn(
                "{}: the certificate of {} changed {} times within {}; the postmaster is told",
                LogText.of(mail.getName()),
                LogText.of(alert.owner()),
                alert.updates(),
                alert.window());
    }

    void notTold(Mail mail, HarvestAlert alert, Throwable trouble) {
        count("alert-failed");
        LOGGER.error(
                "{}: the postmaster could not be told that the certificate of {} changed",
                LogText.of(mail.getName()),
                LogText.of(alert.owner()),
                trouble);
    }

    void broken(Mail mail, Throwable trouble) {
        count("failed");
        LOGGER.error("{}: nothing was learned from it, because that failed", LogText.of(mail.getName()), trouble);
    }

    void notClosed(Throwable trouble) {
        LOGGER.warn("a file of the spool was left behind", trouble);
    }

    private void count(String outcome) {
        metrics.generate("smimegate.harvest." + outcome).increment();
    }
}
