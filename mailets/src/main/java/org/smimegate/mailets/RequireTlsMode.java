package org.smimegate.mailets;

import java.io.Closeable;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/** What RequireTls does for outside recipients. */
sealed interface RequireTlsMode extends Closeable permits Enforcement, Report {
    /**
     * Takes those off the mail who need nothing more; the others go on.
     *
     * @param outside at least one
     */
    void handle(Mail mail, List<MailAddress> outside) throws MessagingException;

    @Override
    void close();
}
