package org.smimegate.admin.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.message.HeaderField;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.UnreadableMessageException;

/** A message to protect, and for whom. */
record OutgoingMessage(MessageSource source, Set<Address> recipients) {
    OutgoingMessage {
        recipients = Set.copyOf(recipients);
    }

    /**
     * Puts a From field on top of a message that has none.
     *
     * @param to empty: the recipients that the message shows
     * @throws CannotRunException the message cannot be read, is by somebody else, or is for nobody
     */
    static OutgoingMessage of(MessageSource source, @Nullable Address from, Set<Address> to, WorkFolder work)
            throws IOException, CannotRunException {
        try {
            RawMessage message = RawMessage.scan(source);
            Set<Address> recipients = to.isEmpty() ? new LinkedHashSet<>(message.visibleRecipients()) : to;
            if (recipients.isEmpty()) {
                throw new CannotRunException(
                        "--to: none, and the message names no recipients (expected: at least one)");
            }
            return new OutgoingMessage(from == null ? source : withAuthor(message, from, work), recipients);
        } catch (UnreadableMessageException e) {
            throw new CannotRunException("the message cannot be read: " + e.getMessage(), e);
        }
    }

    private static MessageSource withAuthor(RawMessage message, Address from, WorkFolder work)
            throws IOException, CannotRunException {
        Optional<Address> author = message.from().single();
        if (author.filter(from::equals).isPresent()) {
            return message.source();
        }
        if (message.from().fields() > 0) {
            throw new CannotRunException("--from: " + from + ": the message is from "
                    + author.map(Address::toString).orElse("several or unreadable authors")
                    + " (expected: its author, or a message without From)");
        }
        Path file = work.newFile();
        try (var out = Files.newOutputStream(file)) {
            message.writeWithFields(List.of(HeaderField.of("From", from.toString())), field -> false, out);
        }
        return MessageSource.of(file);
    }

    static MessageSource read(Path file, InputStream in, WorkFolder work) throws IOException, CannotRunException {
        if (file.toString().equals("-")) {
            return work.keep(in);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CannotRunException(file + ": " + (Files.exists(file) ? "not a readable file" : "no such file"));
        }
        return MessageSource.of(file);
    }
}
