package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.smimegate.admin.console.Console;

/** How certificates are called here. */
final class Words {
    private static final int SHORT_FINGERPRINT = 16;

    private Words() {}

    /** As {@code cert show} has it. */
    static String name(X500Principal name) {
        String text = Console.printable(name.toString());
        return text.isEmpty() ? "(no name)" : text;
    }

    static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    /** Enough of it to tell certificates apart. */
    static String shortened(String fingerprint) {
        return fingerprint.substring(0, SHORT_FINGERPRINT);
    }
}
