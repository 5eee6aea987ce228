package org.smimegate.matchers;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.gateway.rules.MatcherRule;

/**
 * Matches, after SMimeDecryptVerify, mail whose encrypted layers were all opened and whose signatures all passed; with
 * condition {@code signed}, only if there was a signature. Matches nobody when it cannot tell.
 */
public final class SMimeGatewayVerified extends GenericMatcher {
    private static final String SIGNED = "signed";

    private Set<String> condition = Set.of();

    @Override
    public void init() throws MessagingException {
        condition = Conditions.read(getMatcherConfig(), MatcherRule.GATEWAY_VERIFIED);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return Recipients.guard(mail, List.of(), () -> Recipients.all(mail, verified(MailAttributes.read(mail))));
    }

    private boolean verified(MessageVerdict verdict) {
        boolean signed = verdict.signature().equals(Optional.of(SignatureResult.PASS));
        return verdict.isVerified() && (signed || !condition.contains(SIGNED));
    }

    @Override
    public String getMatcherInfo() {
        return "Mail that was opened and verified";
    }
}
