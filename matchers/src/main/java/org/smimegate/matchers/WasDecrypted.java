package org.smimegate.matchers;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.smimegate.gateway.rules.MatcherRule;

/**
 * Matches mail that a gateway opened earlier, by the field X-SMime-Gateway that survives redirects and forwards, so that
 * it does not leave in clear. Matches all when it cannot tell.
 */
public final class WasDecrypted extends GenericMatcher {
    private static final String FIELD = "X-SMime-Gateway";
    private static final String MARK = "decrypted";

    @Override
    public void init() throws MessagingException {
        Conditions.read(getMatcherConfig(), MatcherRule.WAS_DECRYPTED);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return Recipients.guard(mail, Recipients.all(mail, true), () -> Recipients.all(mail, marked(mail)));
    }

    private static boolean marked(Mail mail) throws MessagingException {
        return Optional.ofNullable(mail.getMessage().getHeader(FIELD)).stream()
                .flatMap(Stream::of)
                .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).startsWith(MARK));
    }

    @Override
    public String getMatcherInfo() {
        return "Mail that the gateway decrypted";
    }
}
