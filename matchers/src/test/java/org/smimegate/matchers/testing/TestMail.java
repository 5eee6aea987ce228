package org.smimegate.matchers.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;

/** Mails as James makes them. */
public final class TestMail {
    /** A line is {@code \n} here and CRLF in the mail. */
    public static final String PLAIN = """
            From: Bob <bob@example.org>
            To: dave@partner.example
            Subject: greeting
            Message-ID: <1@example.org>
            Date: Mon, 2 Mar 2026 10:00:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            Hello Dave.
            """;

    private TestMail() {}

    /** A mail in processor {@code transport}; an empty sender is the null reverse-path. */
    public static MailImpl of(String text, String sender, String... recipients) {
        return of(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1), sender, recipients);
    }

    public static MailImpl of(byte[] message, String sender, String... recipients) {
        try {
            MailImpl.Builder mail = MailImpl.builder()
                    .name("Mail-1")
                    .addRecipients(recipients)
                    .state(Mail.TRANSPORT)
                    .mimeMessage(message(message));
            return (sender.isEmpty() ? mail : mail.sender(sender)).build();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static MimeMessage message(byte[] bytes) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }

    public static byte[] bytes(Mail mail) {
        try {
            return bytes(mail.getMessage());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] bytes(MimeMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    public static String text(Mail mail) {
        return new String(bytes(mail), StandardCharsets.ISO_8859_1);
    }
}
