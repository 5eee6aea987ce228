package org.smimegate.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.mail.Multipart;
import javax.mail.Part;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we find in odd messages is what James' own reader finds. */
class JavaMailAgreementTest {
    static Stream<String> structures() {
        return OddMails.STRUCTURES.stream().flatMap(mail -> Stream.of(mail, Mail.crlf(mail)));
    }

    @ParameterizedTest
    @MethodSource("structures")
    void shouldFindTheSameLeaves(String mail) throws Exception {
        List<String> ours = new ArrayList<>();
        RawMessage message = Mail.scan(mail);
        addLeaves(message, message.root(), ours);
        List<String> theirs = new ArrayList<>();
        addLeaves(new MimeMessage(null, new ByteArrayInputStream(Mail.bytes(mail))), theirs);

        assertThat(ours).isEqualTo(theirs).isNotEmpty();
    }

    private static void addLeaves(RawMessage message, MimePart part, List<String> leaves) throws Exception {
        if (part.children().isEmpty()) {
            leaves.add(Mail.body(message, part));
        }
        for (MimePart child : part.children()) {
            addLeaves(message, child, leaves);
        }
    }

    private static void addLeaves(Part part, List<String> leaves) throws Exception {
        Object content = part.getContent();
        if (content instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                addLeaves(multipart.getBodyPart(i), leaves);
            }
        } else if (content instanceof MimeMessage inside) {
            addLeaves(inside, leaves);
        } else {
            leaves.add(raw(part));
        }
    }

    private static String raw(Part part) throws Exception {
        try (InputStream in = part instanceof MimeBodyPart body
                ? body.getRawInputStream()
                : ((MimeMessage) part).getRawInputStream()) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }
}
