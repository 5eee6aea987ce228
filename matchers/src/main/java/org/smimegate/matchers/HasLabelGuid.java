package org.smimegate.matchers;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.smimegate.core.label.LabelField;
import org.smimegate.core.label.LabelReader;
import org.smimegate.core.label.MessageLabels;
import org.smimegate.core.message.HeaderField;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.gateway.GatewaySettings.Labels;
import org.smimegate.gateway.rules.MatcherRule;

/**
 * Matches all recipients of mail that carries one of the sensitivity labels of the condition, enabled; also when its
 * labels cannot be read.
 */
public final class HasLabelGuid extends GenericMatcher {
    private final SharedGateway shared;
    private Set<String> guids = Set.of();
    private Optional<String> site = Optional.empty();

    @Inject
    public HasLabelGuid(SharedGateway shared) {
        this.shared = shared;
    }

    @Override
    public void init() throws MessagingException {
        Labels labels = shared.get().settings().labels();
        guids = Conditions.read(getMatcherConfig(), MatcherRule.HAS_LABEL_GUID, labels);
        site = labels.site();
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return Recipients.guard(mail, Recipients.all(mail, true), () -> Recipients.all(mail, isLabelled(mail)));
    }

    private boolean isLabelled(Mail mail) throws MessagingException, IOException, UnreadableMessageException {
        return labels(mail).carryOneOf(guids, site);
    }

    /** A field that some reader could take for one about labels counts as one. */
    private static MessageLabels labels(Mail mail) throws MessagingException, IOException, UnreadableMessageException {
        return LabelReader.read(RawMessage.scan(MailContent.readHeader(mail)).root().fields().stream()
                .flatMap(field -> labelField(field).stream())
                .toList());
    }

    private static Optional<LabelField> labelField(HeaderField field) {
        boolean item = field.name().toLowerCase(Locale.ROOT).startsWith(LabelReader.ITEM_PREFIX);
        return item || field.resembles(LabelReader.FIELD)
                ? Optional.of(new LabelField(field.name(), field.decodedValue()))
                : Optional.empty();
    }

    @Override
    public String getMatcherInfo() {
        return "Mail with a sensitivity label";
    }
}
