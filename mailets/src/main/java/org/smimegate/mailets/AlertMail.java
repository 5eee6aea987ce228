package org.smimegate.mailets;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.mail.Message.RecipientType;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.mailet.MailetContext;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.harvest.HarvestAlert;

/**
 * Tells the postmaster that a partner's certificate changed several times: one mail, from nobody (null reverse-path), that
 * says it was made by a machine, so that nothing answers it (RFC 3834).
 */
final class AlertMail {
    private static final Session SESSION = Session.getInstance(new Properties());

    private final String gateway;
    private final Address postmaster;
    private final MailetContext context;

    /** @param gateway the name of this gateway */
    AlertMail(String gateway, Address postmaster, MailetContext context) {
        this.gateway = gateway;
        this.postmaster = postmaster;
        this.context = context;
    }

    void send(HarvestAlert alert, Instant at) throws MessagingException {
        MailAddress recipient = new MailAddress(postmaster.toString());
        context.sendMail(MailAddress.nullSender(), List.of(recipient), message(alert, at));
    }

    private MimeMessage message(HarvestAlert alert, Instant at) throws MessagingException {
        AlertText text = new AlertText(gateway, alert);
        MimeMessage message = new MimeMessage(SESSION);
        message.setFrom(new InternetAddress(postmaster.toString()));
        message.setRecipient(RecipientType.TO, new InternetAddress(postmaster.toString()));
        message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(at));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(text.body().replace("\n", "\r\n"), StandardCharsets.UTF_8.name());
        message.saveChanges();
        message.setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + gateway + ">");
        return message;
    }
}
