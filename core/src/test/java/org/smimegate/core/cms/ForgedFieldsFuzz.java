package org.smimegate.core.cms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.testing.FuzzTarget;

/** The removal of Authentication-Results that strangers write (rule 11): the input is a header. */
public class ForgedFieldsFuzz implements FuzzTarget {
    private static final String OURS = "Authentication-Results: gw.example.net; smime=pass";
    private static final String THEIRS = "Authentication-Results: mx.example.com; dkim=pass";
    private static final ForgedFields FORGED = new ForgedFields(TestOpener.AUTHSERV_ID);

    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new ForgedFieldsFuzz());
    }

    @DictionaryEntries({
        "Authentication-Results:",
        "gw.example.net",
        "smime",
        "=pass",
        "X-SMime-",
        "=?utf-8?b?",
        "=?utf-8?q?",
        "?=",
        "(",
        "\"",
        "xn--"
    })
    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    @Override
    public String outcome(byte[] input) throws Exception {
        String header = new String(input, ISO_8859_1);
        String left = removed(header);
        assertThat(fields(left)).doesNotContainPattern("(\\A|\n)x-smime-[!-~]*:");
        assertThat(left.length()).isLessThanOrEqualTo(header.length());
        assertThat(removed(left)).isEqualTo(left);
        checkNoCommentHides(header);
        return left.length() == header.length() ? "kept" : "removed";
    }

    /** In lower case, up to the empty line. */
    private static String fields(String header) {
        return header.split("(\\A|\n)\r?\n", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** The same field with what a stranger likes in its comments (RFC 5322 section 3.2.2). */
    private static void checkNoCommentHides(String text) throws IOException {
        String comment = "(" + text.replaceAll("[\r\n]", "").replaceAll("[()\\\\]", "\\\\$0") + ")";
        String field = "Authentication-Results: " + comment + "gw.example.net" + comment + ";" + comment + "smime"
                + comment + "=" + comment + "pass";
        assertThat(removed(THEIRS + "\r\n" + field + "\r\n\r\n")).isEqualTo(THEIRS + "\r\n\r\n");
    }

    private static String removed(String header) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RawMessage.editFields(MessageSource.of(header.getBytes(ISO_8859_1)), List.of(), FORGED, out);
        return out.toString(ISO_8859_1);
    }

    @Override
    public List<Seed> seeds() {
        return List.of(
                seed("ours", OURS, "removed"),
                seed("theirs", THEIRS, "kept"),
                seed("folded", "authentication-results:\r\n gw.example.net\r\n ;\r\n\tsmime = pass", "removed"),
                seed("encoded", "Authentication-Results: =?utf-8?b?Z3cuZXhhbXBsZS5uZXQ=?=; smime=pass", "removed"),
                seed(
                        "comments",
                        "Authentication-Results: (a (b) \\) c) gw.example.net (d); smime/1 (e) =pass",
                        "removed"),
                seed("quoted", "Authentication-Results: \"gw\\.example.net\"; \"smime\"=pass", "removed"),
                seed("open-comment", "Authentication-Results: gw.example.net (; smime=pass", "removed"),
                seed("gateway", "Subject: x\r\nX-SMime-Gateway: decrypted\r\n\r\nbody", "removed"),
                seed("other-method", "Authentication-Results: gw.example.net; dkim=pass header.d=smime", "kept"));
    }

    private static Seed seed(String name, String field, String outcome) {
        String end = field.contains("\r\n\r\n") ? "" : "\r\n\r\n";
        return new Seed(name, (field + end).getBytes(ISO_8859_1), outcome);
    }
}
