package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Encodes text in quoted-printable (RFC 2045 section 6.7) so that no transport has a reason to touch it: CRLF and LF
 * become line ends, everything else that is not plain is encoded; so are "From ", "--" and a lone "." at the start of
 * a line (mail folders, boundaries of a multipart around it, SMTP). Only {@link #finish} (or closing, which does not
 * close the target) writes the last line.
 */
public final class QuotedPrintableOutput extends OutputStream {
    /** Of 76: two are kept for an encoded first character, two for an encoded last one or a soft line break. */
    private static final int MAX_TEXT = 72;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream target;
    private final byte[] line = new byte[80];
    private final byte[] buffer = new byte[8 * 1024];
    private int length;
    private int buffered;
    private boolean afterCr;

    public QuotedPrintableOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        accept(b & 0xff);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        for (int i = offset; i < offset + count; i++) {
            accept(bytes[i] & 0xff);
        }
    }

    private void accept(int b) throws IOException {
        boolean wasCr = afterCr;
        afterCr = b == '\r';
        if (b == '\n') {
            lineEnd();
            return;
        }
        if (wasCr) {
            encoded('\r');
        }
        if (b != '\r') {
            literal(b);
        }
    }

    /** A byte that stands for itself if it may. */
    void literal(int b) throws IOException {
        if ((b >= ' ' && b < 0x7f && b != '=') || b == '\t') {
            room(1);
            line[length++] = (byte) b;
        } else {
            encoded(b);
        }
    }

    /** A byte as {@code =XX}. */
    void encoded(int b) throws IOException {
        room(3);
        length = putEncoded(b, length);
    }

    private int putEncoded(int b, int at) {
        line[at] = '=';
        line[at + 1] = HEX[b >> 4];
        line[at + 2] = HEX[b & 15];
        return at + 3;
    }

    private void room(int needed) throws IOException {
        if (length + needed > MAX_TEXT) {
            protectStart();
            line[length++] = '=';
            endLine();
        }
    }

    void lineEnd() throws IOException {
        protectStart();
        protectEnd();
        endLine();
    }

    private void endLine() throws IOException {
        line[length] = '\r';
        line[length + 1] = '\n';
        length += 2;
        passLine();
    }

    private void protectStart() {
        boolean dot = length == 1 && line[0] == '.';
        boolean dashes = length > 1 && line[0] == '-' && line[1] == '-';
        boolean from = length >= FROM.length && Arrays.equals(line, 0, FROM.length, FROM, 0, FROM.length);
        if (dot || dashes || from) {
            byte first = line[0];
            System.arraycopy(line, 1, line, 3, length - 1);
            putEncoded(first, 0);
            length += 2;
        }
    }

    private void protectEnd() {
        if (length > 0 && HeaderText.isBlank(line[length - 1])) {
            length = putEncoded(line[length - 1], length - 1);
        }
    }

    private void passLine() throws IOException {
        if (length > buffer.length - buffered) {
            target.write(buffer, 0, buffered);
            buffered = 0;
        }
        System.arraycopy(line, 0, buffer, buffered, length);
        buffered += length;
        length = 0;
    }

    /** Writes what is held, without adding a line end; nothing may be written afterwards. The target is not flushed. */
    public void finish() throws IOException {
        if (afterCr) {
            encoded('\r');
            afterCr = false;
        }
        protectStart();
        protectEnd();
        passLine();
        target.write(buffer, 0, buffered);
        buffered = 0;
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
