package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes ASN.1 whose length is not known beforehand: values are begun and ended around what they hold (BER indefinite
 * length, X.690 section 8.1.3.6), everything below is DER.
 */
final class BerOutput {
    static final int SEQUENCE = 0x30;
    /** An OCTET STRING in pieces. */
    static final int OCTETS = 0x24;
    /** [0], explicit, or implicit for a SEQUENCE, SET or an OCTET STRING in pieces. */
    static final int TAG_0 = 0xa0;

    private static final int PRIMITIVE_OCTETS = 0x04;
    private static final int INDEFINITE = 0x80;

    private final OutputStream out;

    BerOutput(OutputStream out) {
        this.out = out;
    }

    void begin(int tag) throws IOException {
        out.write(tag);
        out.write(INDEFINITE);
    }

    void end() throws IOException {
        out.write(0);
        out.write(0);
    }

    void end(int levels) throws IOException {
        for (int i = 0; i < levels; i++) {
            end();
        }
    }

    /** A value that is encoded already. */
    void write(byte[] value) throws IOException {
        out.write(value);
    }

    /** A piece of an OCTET STRING, of at most 16 MB. */
    void octets(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            out.write(PRIMITIVE_OCTETS);
            length(length);
            out.write(bytes, offset, length);
        }
    }

    private void length(int length) throws IOException {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        out.write(0x83);
        out.write(length >>> 16);
        out.write(length >>> 8);
        out.write(length);
    }
}
