package org.smimegate.mailets.tls;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import javax.net.ssl.SSLSession;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.smimegate.matchers.LogText;

/** What becomes of a mail after an attempt. */
final class Outcomes {
    /** Encryption needed, of IANA's list of enhanced status codes (RFC 5248). */
    static final String ENCRYPTION_NEEDED = "5.7.10";

    /** RFC 3463 section 3.5: delivery time expired. */
    static final String EXPIRED = "5.4.7";

    /** RFC 3463 section 3.2: there is no such destination. */
    static final String NO_SUCH_SYSTEM = "5.1.2";

    /** Where RemoteDelivery tells why it gave up, and what James' DSNBounce prints as the status. */
    static final AttributeName DELIVERY_ERROR = AttributeName.of("delivery-error");

    private static final Pattern REPLY = Pattern.compile("([2-5]\\d\\d)[ -](.*)");

    private final TlsRoutes routes;
    private final MailetContext context;
    private final Consumer<Mail> cleaning;
    private final TlsLog log;

    /** @param cleaning takes off a mail what James would print into a bounce */
    Outcomes(TlsRoutes routes, MailetContext context, Consumer<Mail> cleaning, TlsLog log) {
        this.routes = routes;
        this.context = context;
        this.cleaning = cleaning;
        this.log = log;
    }

    void later(Mail mail, Duration delay, Attempt attempt) {
        log.later(mail, delay, why(attempt));
    }

    /** RemoteDelivery delivered: to all recipients of this mail. */
    void delivered(Mail mail) throws MessagingException {
        if (mail.getRecipients().isEmpty()) {
            return;
        }
        log.sent(mail, session());
        if (routes.onSuccess().isPresent()) {
            context.sendMail(mail, routes.onSuccess().get());
        }
    }

    /** It is delivered, but what comes after that failed. */
    void notSentOn(Mail mail, Throwable trouble) {
        log.notSentOn(mail, trouble);
    }

    /** RemoteDelivery gave up: all recipients of this mail. */
    void givenUp(Mail mail) throws MessagingException {
        String error = error(mail);
        String status = status(error);
        log.givenUp(mail, status, Attempt.current().map(Outcomes::why).orElse(""), error);
        back(mail, status);
    }

    /** To the sender, headers only; without a sender to the error processor. */
    void back(Mail mail, String status) throws MessagingException {
        cleaning.accept(mail);
        mail.setAttribute(new Attribute(DELIVERY_ERROR, AttributeValue.of(status)));
        context.sendMail(mail, mail.hasSender() ? routes.bounce() : Mail.ERROR);
    }

    private static String status(String error) {
        if (!Attempt.current().map(Attempt::hasServer).orElse(true)) {
            return NO_SUCH_SYSTEM;
        }
        return session().isEmpty() ? ENCRYPTION_NEEDED : serverReply(error).orElse(EXPIRED);
    }

    private static String error(Mail mail) {
        return mail.getAttribute(DELIVERY_ERROR)
                .flatMap(attribute -> attribute.getValue().valueAs(String.class))
                .orElse("");
    }

    /** Its first line only: a second would be a field of its own in the bounce. */
    private static Optional<String> serverReply(String error) {
        return error.lines()
                .findFirst()
                .map(REPLY::matcher)
                .filter(reply -> reply.matches())
                .map(reply -> LogText.of(reply.group(1) + " " + reply.group(2)));
    }

    private static Optional<SSLSession> session() {
        return Attempt.current().flatMap(Attempt::session);
    }

    private static String why(Attempt attempt) {
        if (!attempt.hasServer()) {
            return "no such domain";
        }
        if (attempt.session().isPresent()) {
            return "the server, over TLS";
        }
        return attempt.objection().map(why -> "no TLS: " + why).orElse("no TLS");
    }
}
