package org.smimegate.core.cms;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.smimegate.core.message.HeaderField;

/**
 * Rule 11: fields that only we may write, which strangers write in the hope that somebody believes them. Other
 * Authentication-Results fields are none of our business.
 */
final class ForgedFields implements Predicate<HeaderField> {
    /** Says that we opened a message; DESIGN section 3. */
    static final String GATEWAY = "X-SMime-Gateway";

    private static final String OWN_PREFIX = "x-smime-";

    private final String authservId;

    ForgedFields(String authservId) {
        this.authservId = ResultsText.normalized(authservId);
    }

    @Override
    public boolean test(HeaderField field) {
        return field.name().toLowerCase(Locale.ROOT).startsWith(OWN_PREFIX)
                || field.resembles(GATEWAY)
                || field.resembles(AuthenticationResults.NAME) && claimsToBeOurs(field);
    }

    /** In one of the ways to read it, the field names us and the method smime. */
    private boolean claimsToBeOurs(HeaderField field) {
        return Stream.of(field.value(), field.decodedValue(), withoutControls(field))
                .anyMatch(this::claimsToBeOurs);
    }

    /** As readers see it who pass over control characters. */
    private static String withoutControls(HeaderField field) {
        String raw = new String(field.raw(), StandardCharsets.ISO_8859_1);
        return raw.substring(raw.indexOf(':') + 1)
                .replace('\t', ' ')
                .chars()
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private boolean claimsToBeOurs(String value) {
        Optional<List<String>> words = ResultsText.words(value);
        if (words.isEmpty()) {
            String everything = ResultsText.normalized(value);
            return everything.contains(authservId) && everything.contains("smime");
        }
        List<String> read = words.get();
        return !read.isEmpty() && read.get(0).equals(authservId) && hasMethod(read);
    }

    /** A word {@code smime} before an equals sign, a version between them or not. */
    private static boolean hasMethod(List<String> words) {
        for (int i = 1; i < words.size() - 1; i++) {
            boolean versioned = words.get(i + 1).equals("/") && i + 3 < words.size();
            if (words.get(i).equals("smime")
                    && words.get(versioned ? i + 3 : i + 1).equals("=")) {
                return true;
            }
        }
        return false;
    }
}
