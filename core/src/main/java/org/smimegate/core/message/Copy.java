package org.smimegate.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies in blocks of 32 KB; {@link InputStream#transferTo} takes 8 KB. */
final class Copy {
    private static final int BLOCK = 32 * 1024;

    private Copy() {}

    static void all(MessageSource source, OutputStream out) throws IOException {
        try (InputStream in = source.open()) {
            all(in, source.size(), out);
        }
    }

    static void all(InputStream in, OutputStream out) throws IOException {
        all(in, BLOCK, out);
    }

    private static void all(InputStream in, long expected, OutputStream out) throws IOException {
        byte[] block = new byte[(int) Math.max(512, Math.min(BLOCK, expected))];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            out.write(block, 0, read);
        }
    }
}
