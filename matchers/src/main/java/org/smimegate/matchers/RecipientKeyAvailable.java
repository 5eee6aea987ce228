package org.smimegate.matchers;

import java.time.Instant;
import java.util.Collection;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.smimegate.gateway.rules.MatcherRule;
import org.smimegate.keys.KeyLookup;
import org.smimegate.keys.RecipientKeys;

/**
 * Matches the recipients that can be encrypted to right now. A recipient whose key cannot be looked up matches too, and
 * all do when nothing can be told: SMimeEncrypt then waits.
 */
public final class RecipientKeyAvailable extends GenericMatcher {
    private final SharedGateway shared;

    @Inject
    public RecipientKeyAvailable(SharedGateway shared) {
        this.shared = shared;
    }

    @Override
    public void init() throws MessagingException {
        Conditions.read(getMatcherConfig(), MatcherRule.RECIPIENT_KEY_AVAILABLE);
        shared.get();
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return Recipients.guard(mail, Recipients.all(mail, true), () -> available(mail));
    }

    private Collection<MailAddress> available(Mail mail) throws MessagingException {
        RecipientKeys keys = shared.get().recipientKeys();
        Instant now = Instant.now();
        return mail.getRecipients().stream()
                .filter(recipient -> !(keys.find(Addresses.of(recipient), now) instanceof KeyLookup.Missing))
                .toList();
    }

    @Override
    public String getMatcherInfo() {
        return "Recipients that can be encrypted to";
    }
}
