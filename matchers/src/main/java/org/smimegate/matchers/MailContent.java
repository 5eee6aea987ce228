package org.smimegate.matchers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Properties;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.mailet.Mail;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SmimeType;
import org.smimegate.core.message.Spool;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * The message of a James mail as bytes, and back. JavaMail never looks at the content, for it would load it and might
 * write it anew.
 */
public final class MailContent {
    private static final Session SESSION = Session.getInstance(new Properties());

    private static final String MULTIPART_SIGNED = "multipart/signed";

    private MailContent() {}

    /** Writes the message into the spool; an untouched message is streamed from where James keeps it. */
    public static MessageSource read(Mail mail, Spool into) throws MessagingException, IOException {
        mail.getMessage().writeTo(into);
        return into.source();
    }

    /** The header fields alone, with the empty line that ends them. */
    static MessageSource readHeader(Mail mail) throws MessagingException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        Enumeration<String> lines = mail.getMessage().getAllHeaderLines();
        while (lines.hasMoreElements()) {
            header.writeBytes(lines.nextElement().getBytes(StandardCharsets.ISO_8859_1));
            header.writeBytes(new byte[] {'\r', '\n'});
        }
        header.writeBytes(new byte[] {'\r', '\n'});
        return MessageSource.of(header.toByteArray());
    }

    /**
     * Whether the message may be S/MIME, by its header alone; most mail is not.
     *
     * @throws UnreadableMessageException nobody can tell
     */
    public static boolean mayBeSmime(Mail mail) throws MessagingException, IOException, UnreadableMessageException {
        RawMessage header = RawMessage.scan(readHeader(mail));
        return header.smimeType() != SmimeType.NONE
                || header.root().contentType().is(MULTIPART_SIGNED);
    }

    /**
     * Gives the mail another message. James copies it at once, so the content need not outlive this call; small content
     * is copied here too, for other implementations of {@link Mail}.
     */
    public static void replace(Mail mail, MessageSource content) throws MessagingException, IOException {
        boolean small = content.size() <= SpoolFolder.MEMORY_THRESHOLD;
        try (InputStream in = small ? inMemory(content) : new SharedContent(content)) {
            mail.setMessage(new MimeMessage(SESSION, in));
        }
    }

    private static InputStream inMemory(MessageSource content) throws IOException {
        try (InputStream in = content.open()) {
            return new ByteArrayInputStream(in.readAllBytes());
        }
    }
}
