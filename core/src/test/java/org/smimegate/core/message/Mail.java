package org.smimegate.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.smimegate.core.outcome.UnreadableMessageException;

/** Messages written down in tests: one character is one byte. */
final class Mail {
    private Mail() {}

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Text blocks end lines in LF; mail does in CRLF. */
    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    static RawMessage scan(String text) throws IOException, UnreadableMessageException {
        return RawMessage.scan(MessageSource.of(bytes(text)));
    }

    static String body(RawMessage message, MimePart part) throws IOException {
        return slice(message, part.bodyStart(), part.end());
    }

    static String whole(RawMessage message, MimePart part) throws IOException {
        return slice(message, part.headerStart(), part.end());
    }

    private static String slice(RawMessage message, long from, long to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.source().slice(from, to).copyTo(out);
        return out.toString(ISO_8859_1);
    }

    static String written(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toString(ISO_8859_1);
    }

    /** What writes. */
    interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }
}
