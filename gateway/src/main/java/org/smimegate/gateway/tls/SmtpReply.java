package org.smimegate.gateway.tls;

import java.util.List;
import java.util.Locale;
import org.smimegate.keys.remote.ServerText;

/** An answer of an SMTP server (RFC 5321 section 4.2). */
record SmtpReply(int code, List<String> lines) {
    SmtpReply {
        lines = List.copyOf(lines);
    }

    /** Whether an EHLO answer names that extension; the first line is a greeting. */
    boolean offers(String extension) {
        return lines.stream()
                .skip(1)
                .anyMatch(line ->
                        line.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT).equals(extension));
    }

    String text() {
        return ServerText.of(String.join(" ", lines));
    }
}
