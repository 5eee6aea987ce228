package org.smimegate.mailets;

import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.smimegate.mailets.tls.TlsLog;
import org.smimegate.matchers.Boundary;

/**
 * What RequireTls does with a mail. Whatever is thrown on the way, no outside recipient goes on in the chain: when
 * enforcing, the mail then lies in the error processor.
 */
record RequireTlsService(RequireTlsSettings settings, Outside outside, RequireTlsMode mode, TlsLog log) {
    Collection<ProcessingState> processors() {
        return settings.processors();
    }

    void service(Mail mail) {
        String processor = mail.getState();
        Boundary.run(() -> handle(mail), trouble -> broken(mail, processor, trouble));
    }

    private void handle(Mail mail) throws MessagingException {
        List<MailAddress> recipients = outside.recipients(mail);
        if (!recipients.isEmpty()) {
            log.required(mail, recipients);
            mode.handle(mail, recipients);
        }
    }

    /** First the way out, then the log. */
    private void broken(Mail mail, String processor, Throwable trouble) {
        if (!settings.report()) {
            Boundary.run(
                    () -> Exits.leave(mail, processor, Mail.ERROR),
                    again -> mail.setState(Exits.elsewhere(mail, processor, Mail.ERROR)));
        }
        Boundary.run(() -> log.broken(mail, trouble), again -> {});
    }

    void close() {
        mode.close();
    }
}
