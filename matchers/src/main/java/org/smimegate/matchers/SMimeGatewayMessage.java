package org.smimegate.matchers;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.smimegate.core.cms.CmsSniffer;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SmimeType;
import org.smimegate.core.message.Spool;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.gateway.rules.MatcherRule;

/**
 * Matches S/MIME messages, or those with a layer of the kinds that the condition names. After SMimeDecryptVerify it
 * answers what the message was when it came, with all its layers; before, what the outermost layer is. Matches all when
 * it cannot tell.
 */
public final class SMimeGatewayMessage extends GenericMatcher {
    private static final String SIGNED = "signed";
    private static final String ENCRYPTED = "encrypted";
    private static final String COMPRESSED = "compressed";
    private static final String CERTS_ONLY = "certs-only";

    private final SharedGateway shared;
    private Set<String> kinds = Set.of();

    @Inject
    public SMimeGatewayMessage(SharedGateway shared) {
        this.shared = shared;
    }

    @Override
    public void init() throws MessagingException {
        kinds = Conditions.read(getMatcherConfig(), MatcherRule.GATEWAY_MESSAGE);
        shared.get();
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return Recipients.guard(mail, Recipients.all(mail, true), () -> Recipients.all(mail, matches(mail)));
    }

    private boolean matches(Mail mail) throws MessagingException, IOException {
        try {
            return MailAttributes.present(mail) ? asItCame(MailAttributes.read(mail)) : asItIs(mail);
        } catch (UnreadableMessageException e) {
            return true;
        }
    }

    /** A verdict without layers: of a message that is not S/MIME but holds a signed part, or one that cannot be read. */
    private boolean asItCame(MessageVerdict verdict) {
        if (verdict.layers().isEmpty()) {
            return !verdict.reason().equals(Optional.of(Reason.PARTIALLY_SIGNED));
        }
        return wanted(verdict.layers().stream().map(LayerReport::layer));
    }

    private boolean asItIs(Mail mail) throws MessagingException, IOException, UnreadableMessageException {
        return MailContent.mayBeSmime(mail) && contentMatches(mail);
    }

    private boolean contentMatches(Mail mail) throws MessagingException, IOException, UnreadableMessageException {
        try (Spool spool = shared.get().newSpool()) {
            RawMessage message = RawMessage.scan(MailContent.read(mail, spool));
            if (kinds.isEmpty() || message.smimeType() == SmimeType.NONE) {
                return message.smimeType() != SmimeType.NONE;
            }
            return wanted(CmsSniffer.outerLayer(message).stream());
        }
    }

    private boolean wanted(Stream<Layer> layers) {
        return kinds.isEmpty() || layers.map(SMimeGatewayMessage::kind).anyMatch(kinds::contains);
    }

    private static String kind(Layer layer) {
        return switch (layer) {
            case CLEAR_SIGNED, SIGNED_DATA -> SIGNED;
            case ENVELOPED_DATA, AUTH_ENVELOPED_DATA -> ENCRYPTED;
            case COMPRESSED_DATA -> COMPRESSED;
            case CERTS_ONLY -> CERTS_ONLY;
        };
    }

    @Override
    public String getMatcherInfo() {
        return "S/MIME messages";
    }
}
