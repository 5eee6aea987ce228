package org.smimegate.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.smimegate.it.harness.RawMail;

/** What nobody outside may read. */
public final class Leaks {
    /** Exceptions by class name or stack trace, classes and packages, OIDs, and the text of planted causes. */
    private static final Pattern CAUSE = Pattern.compile("[\\w.]*(Exception|Error|Throwable)\\b"
            + "|\\bat [a-z]\\w*(\\.\\w+)+[(]"
            + "|\\b(java|javax|org|com)\\.\\w+\\.\\w+"
            + "|\\b[012]\\.\\d+\\.\\d+\\.\\d+(\\.\\d+)+"
            + "|planted");

    private static final Pattern BASE64 = Pattern.compile("(?m)(^[A-Za-z0-9+/=]{2,}\r\n)+");

    private Leaks() {}

    /** Every trace of a cause in a bounce or an SMTP reply. */
    public static List<String> causes(String text) {
        String joined = text.replace("=\r\n", "");
        return CAUSE.matcher(joined).results().map(MatchResult::group).toList();
    }

    /** Whether somebody on the wire can read that text, as it is or through base64. */
    public static boolean readable(RawMail mail, String secret) {
        String text = mail.text();
        return Stream.concat(Stream.of(text), decoded(text)).anyMatch(part -> part.contains(secret));
    }

    private static Stream<String> decoded(String text) {
        return BASE64.matcher(text).results().map(MatchResult::group).map(Leaks::decode);
    }

    private static String decode(String block) {
        String digits = block.replace("\r\n", "");
        String whole = digits.substring(0, digits.length() - digits.length() % 4);
        return whole.matches("[^=]*={0,2}") ? new String(Base64.getDecoder().decode(whole), ISO_8859_1) : "";
    }
}
