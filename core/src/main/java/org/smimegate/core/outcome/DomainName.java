package org.smimegate.core.outcome;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Domain names as mail compares them: lower case, international labels as A-labels (RFC 5890), so that
 * {@code bücher.example} and {@code xn--bcher-kva.example} are one. Patterns are a domain, or {@code *.domain} for
 * exactly one label more.
 */
public final class DomainName {
    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;
    private static final String WILDCARD = "*.";
    /** Letters, digits and hyphens; the underscore is not allowed but in use. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    private DomainName() {}

    /**
     * The form to compare. A label whose A-label does not lead back to itself (ß, full-width letters and other
     * look-alikes, for which IDNA 2003 and 2008 disagree) stays as it is and so equals only itself.
     */
    public static String normal(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        String composed = Normalizer.normalize(lower, Normalizer.Form.NFC);
        return Arrays.stream(composed.split("\\.", -1)).map(DomainName::aLabel).collect(Collectors.joining("."));
    }

    /** Whether that is, once normal, a name that can stand in DNS. */
    public static boolean isValid(String domain) {
        String normal = normal(domain);
        return normal.length() <= MAX_LENGTH
                && Arrays.stream(normal.split("\\.", -1))
                        .allMatch(l -> LABEL.matcher(l).matches());
    }

    /**
     * A domain or {@code *.domain} in normal form; empty if it is neither, or if fewer than two labels follow the
     * {@code *.} (a whole top-level domain is nobody's).
     */
    public static Optional<String> pattern(String text) {
        boolean wildcard = text.startsWith(WILDCARD);
        String domain = normal(wildcard ? text.substring(WILDCARD.length()) : text);
        if (!isValid(domain) || wildcard && domain.indexOf('.') < 0) {
            return Optional.empty();
        }
        return Optional.of(wildcard ? WILDCARD + domain : domain);
    }

    /** Whether one of the patterns (as {@link #pattern} gives them) covers that domain. */
    public static boolean matches(Set<String> patterns, String domain) {
        String normal = normal(domain);
        int dot = normal.indexOf('.');
        return patterns.contains(normal) || dot > 0 && patterns.contains(WILDCARD + normal.substring(dot + 1));
    }

    private static String aLabel(String label) {
        if (isAscii(label) || label.length() > MAX_LABEL) {
            return label;
        }
        try {
            String ascii = IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
            return IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED).equals(label) ? ascii : label;
        } catch (IllegalArgumentException e) {
            return label;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
