package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;

/** How one leaf part is made 7-bit; its content stays the same but for the line ends of text. */
enum LeafRecoding {
    /** Text that stays readable. */
    TEXT_TO_QUOTED_PRINTABLE(MimePart.QUOTED_PRINTABLE) {
        @Override
        void write(InputStream body, OutputStream out) throws IOException {
            QuotedPrintableOutput encoder = new QuotedPrintableOutput(out);
            Copy.all(body, encoder);
            encoder.finish();
        }
    },
    /** Text that quoted-printable would blow up. Base64 of text has CRLF line ends (RFC 2045 section 6.8). */
    TEXT_TO_BASE64(MimePart.BASE64) {
        @Override
        void write(InputStream body, OutputStream out) throws IOException {
            Base64Output encoder = new Base64Output(out);
            CrlfOutputStream canonical = new CrlfOutputStream(encoder);
            Copy.all(body, canonical);
            canonical.finish();
            encoder.finish();
        }
    },
    BYTES_TO_BASE64(MimePart.BASE64) {
        @Override
        void write(InputStream body, OutputStream out) throws IOException {
            Base64Output encoder = new Base64Output(out);
            Copy.all(body, encoder);
            encoder.finish();
        }
    },
    BASE64_ANEW(MimePart.BASE64) {
        @Override
        void write(InputStream body, OutputStream out) throws IOException {
            BYTES_TO_BASE64.write(new Base64Input(body), out);
        }
    },
    QUOTED_PRINTABLE_ANEW(MimePart.QUOTED_PRINTABLE) {
        @Override
        void write(InputStream body, OutputStream out) throws IOException {
            QuotedPrintableRepair repair = new QuotedPrintableRepair(out);
            Copy.all(body, repair);
            repair.finish();
        }
    };

    /** Each encoded byte costs two more in quoted-printable; base64 costs 37 of 100. */
    private static final int MAX_ENCODED_PERCENT = 18;

    /** Their line ends are not single bytes CR and LF. */
    private static final Set<String> WIDE_CHARSETS =
            Set.of("utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be", "unicode", "iso-10646-ucs-2");

    private final String encoding;

    LeafRecoding(String encoding) {
        this.encoding = encoding;
    }

    /** The Content-Transfer-Encoding of the result. */
    String encoding() {
        return encoding;
    }

    abstract void write(InputStream body, OutputStream out) throws IOException;

    /** The bytes as they stand do not survive transports, or not the change of line ends. */
    static boolean isNeeded(MimePart leaf) {
        boolean bareLfIsData =
                leaf.encoding().equals("binary") && leaf.content().bareLf() && !hasLines(leaf);
        return !leaf.content().safe() || bareLfIsData;
    }

    static LeafRecoding of(MimePart leaf) {
        if (leaf.encoding().equals(MimePart.BASE64)) {
            return BASE64_ANEW;
        }
        if (leaf.encoding().equals(MimePart.QUOTED_PRINTABLE)) {
            return QUOTED_PRINTABLE_ANEW;
        }
        if (!hasLines(leaf)) {
            return BYTES_TO_BASE64;
        }
        long size = leaf.end() - leaf.bodyStart();
        boolean mostlyEncoded = leaf.content().eightBits() * 100 > size * MAX_ENCODED_PERCENT;
        return mostlyEncoded ? TEXT_TO_BASE64 : TEXT_TO_QUOTED_PRINTABLE;
    }

    private static boolean hasLines(MimePart leaf) {
        String charset = leaf.contentType().parameter("charset").orElse("").toLowerCase(Locale.ROOT);
        return leaf.contentType().type().equals("text") && !leaf.content().nul() && !WIDE_CHARSETS.contains(charset);
    }
}
