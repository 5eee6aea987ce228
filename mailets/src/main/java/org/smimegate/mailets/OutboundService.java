package org.smimegate.mailets;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.apache.mailet.ProcessingState;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.Spool;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.Dispatch;
import org.smimegate.gateway.Outbound;
import org.smimegate.gateway.SendingProfile.MissingKeyAction;
import org.smimegate.gateway.rules.OutboundSettings;
import org.smimegate.matchers.Boundary;
import org.smimegate.matchers.MailContent;

/**
 * What SMimeSign, SMimeEncrypt and SMimeSend do with a mail: ask the engine, then let it go on protected, split it, or
 * send it out of the way. Whatever is thrown on the way, the mail takes the way out of {@code onFailure}.
 */
final class OutboundService {
    private final OutboundSettings settings;
    private final Outbound outbound;
    private final Supplier<Spool> spools;
    private final MailetContext context;
    private final Place place;
    private final OutboundLog log;
    private final Clock clock;
    private final Retries retries = new Retries(RetrySchedule.STANDARD);

    OutboundService(
            OutboundSettings settings,
            Outbound outbound,
            Supplier<Spool> spools,
            MailetContext context,
            Place place,
            MetricFactory metrics,
            Clock clock) {
        this.settings = settings;
        this.outbound = outbound;
        this.spools = spools;
        this.context = context;
        this.place = place;
        this.log = new OutboundLog(settings.mailet(), metrics);
        this.clock = clock;
    }

    Collection<ProcessingState> processors() {
        return Parameters.states(settings.processors());
    }

    void service(Mail mail) {
        String processor = mail.getState();
        Boundary.run(() -> protect(mail, processor), trouble -> broken(mail, processor, trouble));
    }

    private void protect(Mail mail, String processor) throws Exception {
        Spool spool = spools.get();
        try {
            MessageSource message = MailContent.read(mail, spool);
            if (!place.passed(mail, processor, message)) {
                Instant now = clock.instant();
                Dispatch dispatch = outbound.dispatch(message, Envelope.addresses(mail), settings.profile(), now);
                act(new Visit(mail, processor, message, now), dispatch);
            }
        } finally {
            Boundary.close(spool, log::notClosed);
        }
    }

    /** A mail in this mailet. */
    private record Visit(Mail mail, String processor, MessageSource message, Instant at) {}

    private void act(Visit visit, Dispatch dispatch) throws Exception {
        if (dispatch instanceof Dispatch.Later later) {
            later(visit, later.detail());
            return;
        }
        Retries.forget(visit.mail());
        if (dispatch instanceof Dispatch.Unchanged unchanged) {
            log.unchanged(visit.mail(), unchanged.why());
        } else if (dispatch instanceof Dispatch.Copies copies) {
            sendAndClose(visit, copies);
        } else if (dispatch instanceof Dispatch.MissingKeys missing) {
            returnWhole(visit, missing);
        } else {
            fail(visit, ((Dispatch.Failed) dispatch).detail());
        }
    }

    private void sendAndClose(Visit visit, Dispatch.Copies copies) throws Exception {
        try {
            send(visit, copies);
        } finally {
            Boundary.close(copies, log::notClosed);
        }
    }

    private void send(Visit visit, Dispatch.Copies dispatch) throws Exception {
        log.lacking(visit.mail(), dispatch.lacking(), action());
        List<Dispatch.Copy> copies = dispatch.copies();
        if (copies.isEmpty()) {
            Exits.leave(visit.mail(), visit.processor(), asideProcessor());
            return;
        }
        Distribution distribution = new Distribution(visit.mail(), context);
        sendAside(visit, distribution, aside(dispatch));
        sendOthers(visit, distribution, copies.subList(1, copies.size()));
        goOn(visit, distribution, copies.get(0));
    }

    private void sendAside(Visit visit, Distribution distribution, Set<Address> recipients) throws Exception {
        if (!recipients.isEmpty()) {
            String target = Exits.elsewhere(visit.mail(), visit.processor(), asideProcessor());
            distribution.send(recipients, target, Exits::clean);
        }
    }

    /** Their messages differ, so they are mails of their own, which enter this processor at its top, marked as done. */
    private void sendOthers(Visit visit, Distribution distribution, List<Dispatch.Copy> copies) throws Exception {
        for (Dispatch.Copy copy : copies) {
            distribution.send(copy.recipients(), visit.processor(), mailOfCopy -> fill(mailOfCopy, visit, copy));
            log.copy(visit.mail(), copy);
        }
    }

    private void goOn(Visit visit, Distribution distribution, Dispatch.Copy copy) throws Exception {
        distribution.mustBeLeft(copy.recipients());
        replace(visit.mail(), visit, copy);
        log.copy(visit.mail(), copy);
    }

    private static Set<Address> aside(Dispatch.Copies dispatch) {
        Set<Address> aside = new HashSet<>(dispatch.lacking().keySet());
        dispatch.copies().forEach(copy -> aside.removeAll(copy.recipients()));
        return aside;
    }

    /** Without a processor of its own, what is left over takes the way of failures. */
    private String asideProcessor() {
        return settings.profile().onMissingKey() instanceof MissingKeyAction.ToProcessor to
                ? to.processor()
                : Exits.BOUNCE;
    }

    private void fill(Mail mailOfCopy, Visit visit, Dispatch.Copy copy) throws MessagingException, IOException {
        replace(mailOfCopy, visit, copy);
        place.markDone(mailOfCopy, visit.processor(), copy.content());
    }

    private static void replace(Mail mail, Visit visit, Dispatch.Copy copy) throws MessagingException, IOException {
        if (copy.content() != visit.message()) {
            MailContent.replace(mail, copy.content());
        }
    }

    private void returnWhole(Visit visit, Dispatch.MissingKeys missing) {
        log.lacking(visit.mail(), missing.lacking(), action());
        if (settings.profile().onMissingKey() instanceof MissingKeyAction.Drop) {
            Exits.drop(visit.mail());
        } else {
            Exits.bounce(visit.mail(), visit.processor());
        }
    }

    private String action() {
        return settings.profile().onMissingKey().token();
    }

    private void later(Visit visit, String why) throws Exception {
        Mail mail = visit.mail();
        Optional<Duration> delay = retries.failed(mail, visit.at());
        if (delay.isEmpty()) {
            Retries.forget(mail);
            fail(visit, "tried long enough: " + why);
            return;
        }
        place.markReached(mail, visit.processor(), visit.message());
        log.later(mail, delay.get(), why);
        context.sendMail(mail, Exits.RETRY, delay.get().toMillis(), TimeUnit.MILLISECONDS);
        mail.setState(Mail.GHOST);
    }

    private void fail(Visit visit, String why) {
        Exits.fail(visit.mail(), visit.processor(), settings.profile().onFailure());
        log.failed(visit.mail(), why);
    }

    /** First the way out, then the log; and if even that fails, the error processor, for it needs nothing. */
    private void broken(Mail mail, String processor, Throwable trouble) {
        Boundary.run(
                () -> {
                    Exits.fail(mail, processor, settings.profile().onFailure());
                    log.broken(mail, trouble);
                },
                again -> mail.setState(Exits.elsewhere(mail, processor, Mail.ERROR)));
    }
}
