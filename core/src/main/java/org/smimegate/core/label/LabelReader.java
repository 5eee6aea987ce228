package org.smimegate.core.label;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads labels as Microsoft's clients write them: one field {@code msip_labels} of items {@code
 * MSIP_Label_GUID_KEY=VALUE} with semicolons between, other items among them; or one field for each item. Blanks that
 * folding left in names do not count. Whatever names a label and cannot be read makes the whole unreadable.
 */
public final class LabelReader {
    /** The field that holds all labels of a message. */
    public static final String FIELD = "msip_labels";

    /** Fields that hold one item each start so. */
    public static final String ITEM_PREFIX = "msip_label_";

    /** Encoded words turn an underscore that was not escaped into a blank (RFC 2047 section 4.2). */
    private static final Pattern NAMES_LABEL = Pattern.compile("msip[_\\s]*label[_\\s]", Pattern.CASE_INSENSITIVE);

    private static final String GUID_TEXT = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern GUID = Pattern.compile(GUID_TEXT);
    private static final Pattern ITEM =
            Pattern.compile("msip_?label_?(" + GUID_TEXT + ")_?(\\S+)", Pattern.CASE_INSENSITIVE);

    private static final String ENCODED_WORD = "=?";

    private final Map<String, Items> labels = new LinkedHashMap<>();

    private LabelReader() {}

    /** @param fields of {@link #FIELD}, and those that start with {@link #ITEM_PREFIX} */
    public static MessageLabels read(List<LabelField> fields) {
        try {
            return new LabelReader().labels(fields);
        } catch (UnreadableLabelException e) {
            return new MessageLabels.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private MessageLabels labels(List<LabelField> fields) throws UnreadableLabelException {
        int whole = 0;
        for (LabelField field : fields) {
            if (!lower(field.name()).startsWith(ITEM_PREFIX)) {
                whole++;
                addAll(field.value());
            } else {
                add(field.name(), field.value());
            }
        }
        if (whole > 1) {
            throw new UnreadableLabelException(FIELD + ": " + whole + " fields (expected: one)");
        }
        return new MessageLabels.Read(labels.entrySet().stream()
                .map(label -> label.getValue().label(label.getKey()))
                .toList());
    }

    private void addAll(String value) throws UnreadableLabelException {
        if (value.contains(ENCODED_WORD)) {
            throw new UnreadableLabelException(FIELD + ": an encoded word that cannot be decoded");
        }
        for (String item : value.split(";", -1)) {
            int equals = item.indexOf('=');
            String name = equals < 0 ? item : item.substring(0, equals);
            if (NAMES_LABEL.matcher(item).find()) {
                add(name, equals < 0 ? "" : item.substring(equals + 1));
            }
        }
    }

    private void add(String name, String value) throws UnreadableLabelException {
        Matcher item = ITEM.matcher(withoutBlanks(name));
        if (!item.matches() || NAMES_LABEL.matcher(value).find()) {
            throw new UnreadableLabelException("an item of a label that cannot be read (expected: "
                    + "MSIP_Label_GUID_KEY=VALUE, semicolons between)");
        }
        labels.computeIfAbsent(lower(item.group(1)), guid -> new Items())
                .add(lower(item.group(2)), lower(withoutBlanks(value)));
    }

    /** Folding may leave them anywhere. */
    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** What the items of one label say. */
    private static final class Items {
        private final Set<String> sites = new LinkedHashSet<>();
        private boolean enabled;

        void add(String key, String value) {
            switch (key) {
                // Twice, or neither true nor false: on the safe side.
                case "enabled" -> enabled |= !value.equals("false");
                case "siteid" -> addSite(value);
                default -> {
                    // Name, method, dates and the like do not decide.
                }
            }
        }

        /** What is no GUID does not say whose the label is. */
        private void addSite(String value) {
            if (GUID.matcher(value).matches()) {
                sites.add(value);
            }
        }

        SensitivityLabel label(String guid) {
            return new SensitivityLabel(guid, sites, enabled);
        }
    }
}
