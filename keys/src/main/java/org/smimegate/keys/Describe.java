package org.smimegate.keys;

import java.security.cert.X509Certificate;
import java.util.Locale;

/** Names a certificate in messages: subject and serial number, printable whatever a stranger put into them. */
final class Describe {
    private static final int MAX_SUBJECT = 200;

    private Describe() {}

    static String certificate(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName().replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        String shown = subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) + "..." : subject;
        return "\"" + shown + "\" (serial "
                + certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT) + ")";
    }
}
