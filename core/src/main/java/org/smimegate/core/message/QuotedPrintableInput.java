package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;

/** Decodes quoted-printable (RFC 2045 section 6.7), tolerantly; line ends come out as CRLF. */
public final class QuotedPrintableInput extends DecodingInput {
    private final Collector collector = new Collector();
    private final QuotedPrintableParser parser = new QuotedPrintableParser(collector);

    public QuotedPrintableInput(InputStream in) {
        super(in, 2);
    }

    @Override
    int decode(byte[] raw, int length, byte[] target) throws IOException {
        collector.start(target);
        parser.accept(raw, 0, length);
        return collector.length;
    }

    @Override
    int finish(byte[] target) throws IOException {
        collector.start(target);
        parser.finish();
        return collector.length;
    }

    @Override
    boolean isComplete() {
        return false;
    }

    private static final class Collector implements QuotedPrintableParser.Sink {
        private byte[] target = {};
        private int length;

        void start(byte[] next) {
            target = next;
            length = 0;
        }

        @Override
        public void literal(int b) {
            target[length++] = (byte) b;
        }

        @Override
        public void encoded(int b) {
            target[length++] = (byte) b;
        }

        @Override
        public void lineEnd() {
            target[length++] = '\r';
            target[length++] = '\n';
        }
    }
}
