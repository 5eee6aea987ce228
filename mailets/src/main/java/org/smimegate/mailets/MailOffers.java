package org.smimegate.mailets;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.Spool;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.gateway.Inbound;
import org.smimegate.matchers.Boundary;
import org.smimegate.matchers.MailAttributes;
import org.smimegate.matchers.MailContent;

/** Which certificate a mail offers: noted by SMimeDecryptVerify; before it, seen by opening a copy of the message. */
final class MailOffers {
    private final Inbound inbound;
    private final Supplier<Spool> spools;
    private final HarvestLog log;

    MailOffers(Inbound inbound, Supplier<Spool> spools, HarvestLog log) {
        this.inbound = inbound;
        this.spools = spools;
        this.log = log;
    }

    Optional<KeyOffer> of(Mail mail) throws MessagingException, IOException {
        try {
            if (MailAttributes.present(mail)) {
                return MailAttributes.offer(mail);
            }
            return MailContent.mayBeSmime(mail) ? opened(mail) : Optional.empty();
        } catch (UnreadableMessageException e) {
            return Optional.empty();
        }
    }

    private Optional<KeyOffer> opened(Mail mail) throws MessagingException, IOException {
        Spool spool = spools.get();
        try {
            MessageSource message = MailContent.read(mail, spool);
            List<Inbound.Group> groups =
                    inbound.open(message, Envelope.addresses(mail), SignatureHandling.KEEP, Instant.now());
            try {
                return groups.stream()
                        .flatMap(group -> group.message().offer().stream())
                        .findFirst();
            } finally {
                groups.forEach(group -> Boundary.close(group.message(), log::notClosed));
            }
        } finally {
            Boundary.close(spool, log::notClosed);
        }
    }
}
