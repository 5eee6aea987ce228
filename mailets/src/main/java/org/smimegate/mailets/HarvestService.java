package org.smimegate.mailets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mailet.Mail;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.keys.harvest.HarvestAlert;
import org.smimegate.keys.harvest.HarvestResult;
import org.smimegate.matchers.Boundary;

/**
 * What HarvestKey does with a mail: see what it offers, learn it, say so, tell the postmaster where it looks like an
 * attack. Whatever is thrown on the way, the mail goes on as it is.
 */
final class HarvestService {
    /** Takes an offer into the key ring. */
    interface Learner {
        List<HarvestResult> learn(KeyOffer offer, Instant at);
    }

    private final MailOffers offers;
    private final Learner learner;
    private final AlertMail alerts;
    private final HarvestLog log;

    HarvestService(MailOffers offers, Learner learner, AlertMail alerts, HarvestLog log) {
        this.offers = offers;
        this.learner = learner;
        this.alerts = alerts;
        this.log = log;
    }

    void service(Mail mail) {
        Boundary.run(() -> harvest(mail), trouble -> Boundary.run(() -> log.broken(mail, trouble), again -> {}));
    }

    private void harvest(Mail mail) throws Exception {
        Optional<KeyOffer> offer = offers.of(mail);
        if (offer.isPresent()) {
            for (HarvestResult result : learner.learn(offer.get(), Instant.now())) {
                log.learned(mail, offer.get(), result);
                result.alert().ifPresent(alert -> tell(mail, alert));
            }
        }
    }

    private void tell(Mail mail, HarvestAlert alert) {
        log.alert(mail, alert);
        Boundary.run(() -> alerts.send(alert, Instant.now()), trouble -> log.notTold(mail, alert, trouble));
    }
}
