package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.message.Mail.bytes;
import static org.smimegate.core.message.Mail.written;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.UnreadableMessageException;

/** Damaged messages end in a value or in {@link UnreadableMessageException}, and nothing is lost on the way. */
class MutationTest {
    private static final int ROUNDS = 8_000;
    private static final String[] SNIPPETS = {
        "\r\n",
        "\n",
        "\r",
        "\0",
        "--s",
        "--m\r\n",
        "--d--\n",
        "\r\n\r\n",
        " ",
        "=",
        "\"",
        "(",
        "<",
        "@",
        ",",
        ";",
        ":",
        "Content-Type: multipart/mixed; boundary=s\r\n",
        "Content-Type: message/rfc822\r\n\r\n",
        "From: x@y.org\r\n",
        "Content-Transfer-Encoding: 8bit\r\n",
        "boundary*0=",
        "\u00e4",
        "From "
    };

    @Test
    void shouldEndInAValue_whateverIsDamaged() throws Exception {
        Random random = new Random(20260101);
        List<String> seeds = new ArrayList<>(OddMails.SEEDS);
        seeds.addAll(OddMails.STRUCTURES);
        int readable = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String mail = mutated(seeds.get(random.nextInt(seeds.size())), random);
            readable += check(mail) ? 1 : 0;
        }
        assertThat(readable).isBetween(ROUNDS / 2, ROUNDS - 1);
    }

    private static String mutated(String seed, Random random) {
        StringBuilder mail = new StringBuilder(seed);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int from = random.nextInt(mail.length() + 1);
            int to = Math.min(mail.length(), from + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> mail.delete(from, to);
                case 1 -> mail.insert(random.nextInt(mail.length() + 1), mail.substring(from, to));
                case 2 -> mail.insert(from, SNIPPETS[random.nextInt(SNIPPETS.length)]);
                case 3 -> mail.setLength(from);
                default ->
                    mail.replace(from, Math.min(from + 1, mail.length()), String.valueOf((char) random.nextInt(256)));
            }
        }
        return mail.toString();
    }

    static boolean check(String mail) throws Exception {
        MessageSource source = MessageSource.of(bytes(mail));
        assertThat(written(out -> RawMessage.editFields(source, List.of(), field -> false, out)))
                .isEqualTo(mail);
        try {
            RawMessage message = RawMessage.scan(source);
            checkRanges(message.root(), 0, source.size());
            checkReadings(message);
            checkSevenBit(message);
            return true;
        } catch (UnreadableMessageException e) {
            assertThat(e).hasMessageNotContaining("\n");
            return false;
        }
    }

    private static void checkRanges(MimePart part, long from, long to) {
        assertThat(part.headerStart()).isBetween(from, to);
        assertThat(part.bodyStart()).isBetween(part.headerStart(), part.end());
        assertThat(part.end()).isLessThanOrEqualTo(to);
        long at = part.bodyStart();
        for (MimePart child : part.children()) {
            checkRanges(child, at, part.end());
            at = child.end();
        }
    }

    private static void checkReadings(RawMessage message) throws Exception {
        FromMailboxes from = message.from();
        assertThat(from.mailboxes()).isGreaterThanOrEqualTo(from.addresses().size());
        assertThat(message.visibleRecipients()).isNotNull();
        assertThat(message.smimeType()).isNotNull();
        try (InputStream in = message.root().openBody(message.source())) {
            assertThat(in.readAllBytes()).isNotNull();
        } catch (UnreadableMessageException e) {
            assertThat(e).hasMessageContaining("Content-Transfer-Encoding");
        }
        String replaced = written(out -> message.writeWith(message.entity(), List.of(), field -> false, out));
        assertThat(replaced).endsWith(written(message.entity()::writeBody));
    }

    private static void checkSevenBit(RawMessage message) throws Exception {
        SevenBit.Prepared prepared = SevenBit.prepare(message);
        String entity = written(prepared.entity()::writeTo);
        if (prepared instanceof SevenBit.Prepared.Ready) {
            assertThat(entity.chars()).allMatch(c -> c > 0 && c < 0x80);
            RawMessage again = Mail.scan(entity);
            assertThat(SevenBit.prepare(again)).isInstanceOf(SevenBit.Prepared.Ready.class);
            assertThat(written(SevenBit.prepare(again).entity()::writeTo)).isEqualTo(entity);
        }
    }
}
