package org.smimegate.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Messages of a given size: a line of text and an attachment. */
public final class Mails {
    private static final String FIELDS = String.join(
            "\r\n",
            "Received: from mail.example.org by mx.example.net; Mon, 5 Jan 2026 10:00:00 +0000",
            "From: Bob <bob@example.org>",
            "To: dave0@example.net",
            "Subject: the offer you asked for",
            "Date: Mon, 5 Jan 2026 10:00:00 +0000",
            "Message-ID: <1@example.org>",
            "");
    private static final String HEAD = String.join(
            "\r\n",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=\"b1\"",
            "",
            "--b1",
            "Content-Type: text/plain; charset=us-ascii",
            "Content-Transfer-Encoding: 7bit",
            "",
            "Dear Dave, please find it attached.",
            "--b1",
            "Content-Type: application/octet-stream; name=\"offer.bin\"",
            "Content-Disposition: attachment; filename=\"offer.bin\"",
            "Content-Transfer-Encoding: base64",
            "",
            "");
    private static final String TAIL = "\r\n--b1--\r\n";

    private Mails() {}

    /** @param size about how many bytes */
    static byte[] ofSize(int size) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(size + 100);
        message.writeBytes(FIELDS.getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(entity(size - FIELDS.length()));
        return message.toByteArray();
    }

    /**
     * MIME-Version, Content-Type and body: all but what says from whom to whom.
     *
     * @param size about how many bytes; each size has a content of its own
     */
    public static byte[] entity(int size) {
        byte[] attachment = new byte[Math.max(0, size - HEAD.length() - TAIL.length()) / 78 * 57];
        new Random(size).nextBytes(attachment);
        ByteArrayOutputStream entity = new ByteArrayOutputStream(size + 100);
        entity.writeBytes(HEAD.getBytes(StandardCharsets.US_ASCII));
        entity.writeBytes(Base64.getMimeEncoder().encode(attachment));
        entity.writeBytes(TAIL.getBytes(StandardCharsets.US_ASCII));
        return entity.toByteArray();
    }
}
