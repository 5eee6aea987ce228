package org.smimegate.admin.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Random;

/** What Bob writes: a text and an attachment. */
record Letter(String from, String to, String secret, byte[] attachment) {
    private static final int ATTACHMENT_BYTES = 2_000;
    private static final String BOUNDARY = "----=_bob";

    /** A letter whose secret and attachment nobody guesses. */
    static Letter write(String from, String to) {
        Random random = new Random();
        byte[] attachment = new byte[ATTACHMENT_BYTES];
        random.nextBytes(attachment);
        return new Letter(from, to, "The code of the safe is %08d.".formatted(random.nextInt(100_000_000)), attachment);
    }

    String attachmentName() {
        return "plan-of-the-vault.bin";
    }

    /** The message as a mail client hands it in. */
    byte[] message() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String text = """
                From: Bob <%s>
                To: Dave <%s>
                Subject: The plan
                Date: %s
                Message-ID: <demo-%d@bob.example>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="%s"

                --%s
                Content-Type: text/plain; charset=us-ascii

                Hello Dave,

                %s
                See the plan.

                Bob
                --%s
                Content-Type: application/octet-stream; name="%s"
                Content-Disposition: attachment; filename="%s"
                Content-Transfer-Encoding: base64

                %s
                --%s--
                """.formatted(
                        from,
                        to,
                        date,
                        System.nanoTime(),
                        BOUNDARY,
                        BOUNDARY,
                        secret,
                        BOUNDARY,
                        attachmentName(),
                        attachmentName(),
                        encodedAttachment(),
                        BOUNDARY);
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    String encodedAttachment() {
        return Base64.getMimeEncoder().encodeToString(attachment);
    }
}
