package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.message.Mail.bytes;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Test;

/**
 * 100 MB through everything that streams. What is allocated in all is bounded, so what is held at one time is too, and no
 * garbage collector has a say in the result.
 */
class LargeMessageTest {
    private static final int SIZE = 100 * 1024 * 1024;
    private static final long MAX_ALLOCATED = 1024 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final String SMIME =
            "From: a@x.org\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    private static final String TEXT = "From: a@x.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    private static final String BASE64_LINE = "QUJD".repeat(19) + "\r\n";
    private static final String TEXT_LINE = "gr\u00c3\u00bc\u00c3\u009fe an alle die hier noch mitlesen \n";

    @Test
    void shouldScanAndCopyInConstantMemory_whenTheBodyIsBase64() throws Exception {
        RawMessage message = scan(SMIME, BASE64_LINE);

        assertThat(message.smimeType()).isEqualTo(SmimeType.PKCS7_MIME);
        assertThat(message.root().content().safe()).isTrue();
        bounded(() -> {
            Checked out = new Checked();
            message.writeWithFields(List.of(), field -> false, out.stream());
            assertThat(out.crc()).isEqualTo(crcOf(message.source()));
        });
        bounded(() -> assertThat(decodedLength(message)).isEqualTo(lines(SMIME, BASE64_LINE) * 57));
        bounded(() -> {
            Checked out = new Checked();
            SevenBit.prepare(message).entity().writeBody(out.stream());
            assertThat(out.crc())
                    .isEqualTo(crcOf(message.source()
                            .slice(message.root().bodyStart(), message.source().size())));
        });
    }

    @Test
    void shouldQuoteInConstantMemory_whenTheBodyIsText() throws Exception {
        RawMessage message = scan(TEXT, TEXT_LINE);
        String quoted = "gr=C3=BC=C3=9Fe an alle die hier noch mitlesen=20\r\n";

        assertThat(message.root().content().eightBits()).isEqualTo(4 * lines(TEXT, TEXT_LINE));
        bounded(() -> {
            Checked out = new Checked();
            SevenBit.prepare(message).entity().writeBody(out.stream());
            assertThat(out.crc())
                    .isEqualTo(crcOf(
                            new GeneratedSource(new byte[0], bytes(quoted), lines(TEXT, TEXT_LINE) * quoted.length())));
        });
    }

    @Test
    void shouldEncodeInConstantMemory_whenAPartIsBinary() throws Exception {
        String head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\n"
                + "Content-Type: application/x\r\nContent-Transfer-Encoding: binary\r\n\r\n";
        RawMessage message = scan(head, "\u00ff\0".repeat(500) + "\n");

        bounded(() -> {
            Checked out = new Checked();
            SevenBit.prepare(message).entity().writeBody(out.stream());
            assertThat(out.count).isBetween(SIZE / 3L * 4, SIZE / 3L * 4 + SIZE / 25);
        });
    }

    @Test
    void shouldScanInConstantMemory_whenAllIsOneLine() throws Exception {
        assertThat(scan(TEXT, "x".repeat(1000)).root().content().longLine()).isTrue();
        assertThat(scan(TEXT, "\r".repeat(1000)).root().content().bareCr()).isTrue();
        assertThat(scan(TEXT, " ".repeat(1000)).root().content().trailingBlank())
                .isTrue();
    }

    private static RawMessage scan(String head, String pattern) throws Exception {
        byte[] start = bytes(head);
        long size = start.length + lines(head, pattern) * pattern.length();
        MessageSource source = new GeneratedSource(start, bytes(pattern), size);
        RawMessage[] scanned = new RawMessage[1];
        bounded(() -> scanned[0] = RawMessage.scan(source));
        return scanned[0];
    }

    private static long lines(String head, String pattern) {
        return (SIZE - head.length()) / pattern.length();
    }

    private static long decodedLength(RawMessage message) throws Exception {
        byte[] block = new byte[8192];
        long length = 0;
        try (InputStream in = message.root().openBody(message.source())) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                length += read;
            }
        }
        return length;
    }

    private static long crcOf(MessageSource source) throws IOException {
        Checked out = new Checked();
        source.copyTo(out.stream());
        return out.crc();
    }

    /** The second time: code that is not yet compiled makes small objects for each block. */
    private static void bounded(Action action) throws Exception {
        action.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        action.run();
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_ALLOCATED);
    }

    private interface Action {
        void run() throws Exception;
    }

    private static final class Checked {
        private final CRC32 crc = new CRC32();
        private long count;

        OutputStream stream() {
            OutputStream counting = new OutputStream() {
                @Override
                public void write(int b) {
                    count++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    count += length;
                }
            };
            return new CheckedOutputStream(counting, crc);
        }

        long crc() {
            return crc.getValue();
        }
    }
}
