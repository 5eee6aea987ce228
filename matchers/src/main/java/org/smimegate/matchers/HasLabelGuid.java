package org.smimegate.matchers;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

/**
 * Matches all recipients of mail that carries one of the sensitivity labels of the condition, enabled; also when its
 * labels cannot be read.
 */
public final class HasLabelGuid extends GenericMatcher {
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

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
        guids = guids(labels);
        site = labels.site();
    }

    private Set<String> guids(Labels labels) throws MessagingException {
        String condition = Optional.ofNullable(getCondition()).orElse("");
        Set<String> found = new LinkedHashSet<>();
        for (String word :
                Arrays.stream(condition.split(",", -1)).map(String::strip).toList()) {
            found.add(guid(word, labels));
        }
        return found;
    }

    private String guid(String word, Labels labels) throws MessagingException {
        String lower = word.toLowerCase(Locale.ROOT);
        if (GUID.matcher(lower).matches()) {
            return lower;
        }
        return labels.labels().stream()
                .filter(label -> label.name().toLowerCase(Locale.ROOT).equals(lower))
                .map(label -> label.guid())
                .findFirst()
                .orElseThrow(() -> new MessagingException(getMatcherConfig().getMatcherName() + ": condition: "
                        + (word.isEmpty() ? "\"\"" : word) + " (expected: GUIDs of labels, or names of <label> in"
                        + " smime.xml " + names(labels) + ", separated by commas)"));
    }

    private static List<String> names(Labels labels) {
        return labels.labels().stream().map(label -> label.name()).toList();
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
