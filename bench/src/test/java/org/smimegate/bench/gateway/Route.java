package org.smimegate.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A way through the server.
 *
 * @param entities what is sent in turn: from MIME-Version to the end, CRLF, no line starts with a dot
 * @param mark what the header of every mail holds at the sink; empty for nothing
 * @param judge looks at a sample closely
 */
record Route(String name, String from, String to, List<byte[]> entities, String mark, Judge judge) {
    private static final byte[] FINAL_DOT = ".\r\n".getBytes(ISO_8859_1);

    /** Throws if what arrived is not what should have become of the entity that was sent. */
    interface Judge {
        void judge(byte[] arrived, int entity) throws Exception;
    }

    Route {
        entities = List.copyOf(entities);
    }

    int entityOf(int number) {
        return number % entities.size();
    }

    /** A mail of its own for each number, ready for the wire. */
    byte[] data(String subject, int number) {
        byte[] entity = entities.get(entityOf(number));
        String fields = String.join(
                "\r\n",
                "From: <" + from + ">",
                "To: <" + to + ">",
                "Subject: " + subject,
                "Date: Mon, 5 Jan 2026 10:00:00 +0000",
                "Message-ID: <" + subject.replace(' ', '.') + "@bench.example>",
                "");
        var data = new ByteArrayOutputStream(fields.length() + entity.length + FINAL_DOT.length);
        data.writeBytes(fields.getBytes(ISO_8859_1));
        data.writeBytes(entity);
        data.writeBytes(FINAL_DOT);
        return data.toByteArray();
    }
}
