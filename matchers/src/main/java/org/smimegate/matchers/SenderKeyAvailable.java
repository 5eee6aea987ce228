package org.smimegate.matchers;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.smimegate.core.message.RawMessage;
import org.smimegate.gateway.rules.MatcherRule;
import org.smimegate.keys.Credentials;

/** Matches all recipients if a credential signs for the one From address; nobody when it cannot tell. */
public final class SenderKeyAvailable extends GenericMatcher {
    private final SharedGateway shared;

    @Inject
    public SenderKeyAvailable(SharedGateway shared) {
        this.shared = shared;
    }

    @Override
    public void init() throws MessagingException {
        Conditions.read(getMatcherConfig(), MatcherRule.SENDER_KEY_AVAILABLE);
        shared.get();
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return Recipients.guard(mail, List.of(), () -> Recipients.all(mail, signable(mail)));
    }

    private boolean signable(Mail mail) throws Exception {
        Credentials credentials = shared.get().credentials();
        return RawMessage.scan(MailContent.readHeader(mail))
                .from()
                .single()
                .flatMap(author -> credentials.signerFor(author, Instant.now()))
                .isPresent();
    }

    @Override
    public String getMatcherInfo() {
        return "Mail that the gateway can sign";
    }
}
