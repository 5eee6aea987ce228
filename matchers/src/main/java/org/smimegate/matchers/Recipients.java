package org.smimegate.matchers;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which recipients a matcher names. */
final class Recipients {
    private static final Logger LOGGER = LoggerFactory.getLogger(Recipients.class);

    private Recipients() {}

    /** All or none of the mail's recipients. */
    static Collection<MailAddress> all(Mail mail, boolean matches) {
        return matches ? List.copyOf(mail.getRecipients()) : List.of();
    }

    /** What the matcher found; if it throws anything at all, what it answers when it cannot tell. */
    static Collection<MailAddress> guard(
            Mail mail, Collection<MailAddress> cannotTell, Callable<Collection<MailAddress>> matcher) {
        return Boundary.guard(
                matcher, trouble -> Boundary.guard(() -> log(mail, cannotTell, trouble), again -> cannotTell));
    }

    private static Collection<MailAddress> log(Mail mail, Collection<MailAddress> cannotTell, Throwable trouble) {
        LOGGER.error("{}: cannot tell, so matches: {}", LogText.of(mail.getName()), LogText.list(cannotTell), trouble);
        return cannotTell;
    }
}
