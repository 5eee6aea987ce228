package org.smimegate.it.mailets;

import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/** What our mailets must not be: it throws, and James prints the cause into bounces. */
public class Leaky extends GenericMailet {
    @Override
    public void service(Mail mail) throws MessagingException {
        throw new MessagingException("not encrypted", new IllegalStateException(Faults.CAUSE));
    }
}
