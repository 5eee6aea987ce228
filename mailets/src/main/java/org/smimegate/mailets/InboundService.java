package org.smimegate.mailets;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.Spool;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.gateway.Inbound;
import org.smimegate.matchers.Boundary;
import org.smimegate.matchers.MailAttributes;
import org.smimegate.matchers.MailContent;

/**
 * What SMimeDecryptVerify does with a mail: ask the engine, write down the verdict, deliver what was opened. Whatever is
 * thrown on the way, the mail goes on as it came, with a verdict that nothing trusts.
 */
final class InboundService {
    private final SMimeDecryptVerifySettings settings;
    private final Inbound inbound;
    private final Supplier<Spool> spools;
    private final MailetContext context;
    private final InboundLog log;

    InboundService(
            SMimeDecryptVerifySettings settings,
            Inbound inbound,
            Supplier<Spool> spools,
            MailetContext context,
            InboundLog log) {
        this.settings = settings;
        this.inbound = inbound;
        this.spools = spools;
        this.context = context;
        this.log = log;
    }

    void service(Mail mail) {
        String processor = mail.getState();
        Boundary.run(() -> openOnce(mail, processor), trouble -> broken(mail, processor, trouble));
    }

    /** The first verdict stays: what was opened then no longer shows what it was. */
    private void openOnce(Mail mail, String processor) throws Exception {
        if (!MailAttributes.present(mail)) {
            open(mail, processor);
        }
    }

    private void open(Mail mail, String processor) throws Exception {
        Spool spool = spools.get();
        try {
            MessageSource message = MailContent.read(mail, spool);
            Set<Address> recipients = Envelope.addresses(mail);
            List<Inbound.Group> groups = inbound.open(message, recipients, settings.signature(), Instant.now());
            try {
                deliver(mail, processor, message, groups);
            } finally {
                groups.forEach(group -> Boundary.close(group.message(), log::notClosed));
            }
        } finally {
            Boundary.close(spool, log::notClosed);
        }
    }

    /**
     * The first group goes on in this processor; the others, whose messages differ, enter it again at its top and pass
     * this mailet with the verdict they have.
     */
    private void deliver(Mail mail, String processor, MessageSource message, List<Inbound.Group> groups)
            throws Exception {
        if (groups.isEmpty()) {
            return;
        }
        Distribution distribution = new Distribution(mail, context);
        for (Inbound.Group group : groups.subList(1, groups.size())) {
            distribution.send(group.recipients(), processor, copy -> give(copy, message, group.message()));
        }
        distribution.mustBeLeft(groups.get(0).recipients());
        give(mail, message, groups.get(0).message());
    }

    /** The message last: what fails before leaves the mail as it came. */
    private void give(Mail mail, MessageSource message, OpenedMessage opened) throws Exception {
        MailAttributes.write(mail, opened.verdict());
        if (opened.offer().isPresent()) {
            MailAttributes.writeOffer(mail, opened.offer().get());
        }
        log.opened(mail, opened.verdict());
        Spool spool = spools.get();
        try {
            opened.writeTo(spool);
            if (!isUntouched(opened, message, spool.source())) {
                MailContent.replace(mail, spool.source());
            }
        } finally {
            Boundary.close(spool, log::notClosed);
        }
    }

    /** Nothing is ever added to plain mail, so nothing was removed from it either. */
    private static boolean isUntouched(OpenedMessage opened, MessageSource before, MessageSource after) {
        return opened.verdict().equals(MessageVerdict.notSmime()) && after.size() == before.size();
    }

    /** Without fields that only we may write, if that can still be done; else as it came, and marked in any case. */
    private void broken(Mail mail, String processor, Throwable trouble) {
        Boundary.run(() -> leaveClosed(mail), again -> markUnknown(mail, processor));
        Boundary.run(() -> log.broken(mail, trouble), again -> {});
    }

    private void leaveClosed(Mail mail) throws Exception {
        Spool spool = spools.get();
        try {
            MessageSource message = MailContent.read(mail, spool);
            try (OpenedMessage closed = inbound.leaveClosed(message)) {
                give(mail, message, closed);
            }
        } finally {
            Boundary.close(spool, log::notClosed);
        }
    }

    private static void markUnknown(Mail mail, String processor) {
        Boundary.run(
                () -> MailAttributes.write(mail, MessageVerdict.unknown()),
                again -> mail.setState(Exits.elsewhere(mail, processor, Mail.ERROR)));
    }
}
