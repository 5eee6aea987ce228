package org.smimegate.mailets;

import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.smimegate.core.outcome.Address;

/**
 * Splits a mail. The mail itself always keeps exactly the recipients who are not served yet: whatever fails, the others
 * are neither lost nor served twice.
 */
final class Distribution {
    /** Gives a copy its message and attributes. */
    interface Preparation {
        void prepare(Mail copy) throws Exception;
    }

    private final Mail mail;
    private final MailetContext context;

    Distribution(Mail mail, MailetContext context) {
        this.mail = mail;
        this.context = context;
    }

    /** Queues a copy for some of the recipients, and takes them off the mail. */
    void send(Set<Address> recipients, String processor, Preparation preparation) throws Exception {
        Mail copy = mail.duplicate();
        try {
            copy.setRecipients(Envelope.among(mail, recipients));
            preparation.prepare(copy);
            context.sendMail(copy, processor);
            mail.setRecipients(Envelope.without(mail, recipients));
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }

    /** @throws MessagingException somebody else than these is left: then nobody may get what they get */
    void mustBeLeft(Set<Address> recipients) throws MessagingException {
        if (!Envelope.addresses(mail).equals(recipients)) {
            throw new MessagingException(
                    "recipients left " + Envelope.addresses(mail) + " (expected: " + recipients + ")");
        }
    }
}
