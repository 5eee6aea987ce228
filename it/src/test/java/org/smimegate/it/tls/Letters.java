package org.smimegate.it.tls;

import java.util.List;
import org.smimegate.it.harness.RawMail;

/** Mail with a label and without, and how to see whether it crossed a wire in clear. */
final class Letters {
    /** PROTECTED in conf/pspf. */
    private static final String GUID = "7e2d9b44-3c15-4e68-8f0a-2b4c6d8e0a01";

    private static final String SITE = "5c0e7a14-0d5f-4f0b-9a55-7c1b6f8f3e01";

    private Letters() {}

    static RawMail labelled(String subject) {
        return letter(subject, """
                msip_labels: MSIP_Label_%1$s_Enabled=true; MSIP_Label_%1$s_Method=Privileged;
                 MSIP_Label_%1$s_Name=PROTECTED; MSIP_Label_%1$s_SiteId=%2$s
                """.formatted(GUID, SITE));
    }

    static RawMail unlabelled(String subject) {
        return letter(subject, "");
    }

    private static RawMail letter(String subject, String fields) {
        return RawMail.of("""
                From: Bob about %1$s <bob@a.example>
                To: somebody to hear of %1$s <somebody@outside.example>
                Subject: %1$s
                Message-ID: <%2$s@a.example>
                Date: Mon, 05 Jan 2026 10:00:00 +0000
                %3$sMIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                The cabinet meets about %1$s on Thursday.
                Please bring the figures of the second annex of %1$s.
                """.formatted(subject, subject.replace(' ', '.'), fields));
    }

    /** The lines that only this mail has, and its label, as far as somebody on the wire could have read them. */
    static List<String> readable(RawMail mail, String wire) {
        String subject = mail.subject().orElseThrow();
        return mail.text()
                .lines()
                .filter(line -> line.contains(subject)
                        || line.contains(subject.replace(' ', '.'))
                        || line.contains("MSIP_Label_"))
                .filter(wire::contains)
                .toList();
    }
}
