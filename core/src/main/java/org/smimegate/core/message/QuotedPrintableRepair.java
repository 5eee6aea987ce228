package org.smimegate.core.message;

import java.io.IOException;
import java.io.OutputStream;

/** Rewrites quoted-printable that holds bytes it should not; decodes to the same content, byte for byte. */
final class QuotedPrintableRepair extends OutputStream {
    private final QuotedPrintableOutput target;
    private final QuotedPrintableParser parser;

    QuotedPrintableRepair(OutputStream out) {
        QuotedPrintableOutput encoder = new QuotedPrintableOutput(out);
        this.target = encoder;
        this.parser = new QuotedPrintableParser(new QuotedPrintableParser.Sink() {
            @Override
            public void literal(int b) throws IOException {
                encoder.literal(b & 0xff);
            }

            @Override
            public void encoded(int b) throws IOException {
                encoder.encoded(b);
            }

            @Override
            public void lineEnd() throws IOException {
                encoder.lineEnd();
            }
        });
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        parser.accept(bytes, offset, length);
    }

    void finish() throws IOException {
        parser.finish();
        target.finish();
    }
}
