package org.smimegate.mailets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * The place of an outbound mailet among all of them. A mark on a mail says up to which place it was done in a processor;
 * the mark counts only in the same run of the server, for the same body and for recipients it was made for, so that a
 * mail to which anything else happened since is protected like every other.
 */
record Place(String run, int number) {
    static final AttributeName PASSED = AttributeName.of("org.smimegate.passed");
    private static final int FIXED = 3;

    /** This mailet and those before it are done with the mail. */
    void markDone(Mail mail, String processor, MessageSource content) throws IOException {
        mark(mail, number, processor, content);
    }

    /** The mailets before this one are done with the mail. */
    void markReached(Mail mail, String processor, MessageSource content) throws IOException {
        mark(mail, number - 1, processor, content);
    }

    private void mark(Mail mail, int passed, String processor, MessageSource content) throws IOException {
        List<AttributeValue<?>> mark = new ArrayList<>();
        mark.add(AttributeValue.of(run));
        mark.add(AttributeValue.of(passed));
        mark.add(AttributeValue.of(fingerprint(processor, content)));
        Envelope.addresses(mail).forEach(recipient -> mark.add(AttributeValue.of(recipient.toString())));
        mail.setAttribute(new Attribute(PASSED, AttributeValue.of(mark)));
    }

    /** Whether this mailet was done with the mail before. */
    boolean passed(Mail mail, String processor, MessageSource content) throws IOException {
        List<?> mark = mark(mail);
        return mark.size() > FIXED
                && mark.get(0).equals(run)
                && mark.get(1) instanceof Integer passed
                && number <= passed
                && recipients(mark).containsAll(recipients(mail))
                && mark.get(2).equals(fingerprint(processor, content));
    }

    private static List<?> mark(Mail mail) {
        Collection<?> values = mail.getAttribute(PASSED)
                .flatMap(attribute -> attribute.getValue().valueAs(Collection.class))
                .orElse(List.of());
        return values.stream()
                .filter(AttributeValue.class::isInstance)
                .map(value -> ((AttributeValue<?>) value).value())
                .toList();
    }

    private static Set<?> recipients(List<?> mark) {
        return Set.copyOf(mark.subList(FIXED, mark.size()));
    }

    private static Set<String> recipients(Mail mail) {
        return Envelope.addresses(mail).stream().map(Address::toString).collect(Collectors.toSet());
    }

    /** Of the processor and the body; mailets in between may add header fields. */
    private static String fingerprint(String processor, MessageSource content) throws IOException {
        MessageDigest digest = sha256();
        digest.update((processor + "\n").getBytes(StandardCharsets.UTF_8));
        try (InputStream body = content.open(bodyStart(content), content.size())) {
            byte[] block = new byte[64 * 1024];
            for (int count = body.read(block); count >= 0; count = body.read(block)) {
                digest.update(block, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** For a message that cannot be read, the whole of it is the body. */
    private static long bodyStart(MessageSource content) throws IOException {
        try {
            return RawMessage.scan(content).root().bodyStart();
        } catch (UnreadableMessageException e) {
            return 0;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
