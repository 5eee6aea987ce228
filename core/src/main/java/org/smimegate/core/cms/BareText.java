package org.smimegate.core.cms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.Spool;

/**
 * Content without a MIME header: some tools sign and encrypt text as it is. It gets the header that says what it is, so
 * that it can be delivered; its own bytes stay.
 */
final class BareText {
    private static final byte[] ASCII = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UTF_8 =
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private BareText() {}

    static boolean is(MessageSource content) throws IOException {
        return content.size() > 0 && new TextCheck.Utf8().acceptsAll(content);
    }

    /** The text as an entity. */
    static MessageSource entity(MessageSource text, Spools spools) throws IOException {
        Spool entity = spools.next(text.size() + UTF_8.length);
        entity.write(new TextCheck.Plain().acceptsAll(text) ? ASCII : UTF_8);
        text.copyTo(entity);
        return entity.source();
    }
}
