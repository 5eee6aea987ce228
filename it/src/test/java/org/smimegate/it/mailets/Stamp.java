package org.smimegate.it.mailets;

import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/** Adds the field {@code X-Stamp} with parameter {@code text}; without one, every mail fails. */
public final class Stamp extends GenericMailet {
    @Override
    public void service(Mail mail) throws MessagingException {
        String text = getInitParameter("text");
        if (text == null) {
            throw new MessagingException("no text to stamp with");
        }
        mail.getMessage().addHeader("X-Stamp", text);
        mail.getMessage().saveChanges();
    }
}
