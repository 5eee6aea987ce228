package org.smimegate.core.cms;

import java.io.IOException;
import java.io.InputStream;
import org.smimegate.core.message.ByteRuns;
import org.smimegate.core.message.MessageSource;

/** Whether bytes can be what they are said to be. Fed in pieces. */
interface TextCheck {
    /** Most that is read at once. */
    int BLOCK = 16 * 1024;

    boolean accepts(byte[] bytes, int length);

    /** Whether all of the content is accepted; reads no further than it must. */
    default boolean acceptsAll(MessageSource content) throws IOException {
        byte[] block = new byte[(int) Math.min(BLOCK, content.size() + 1)];
        try (InputStream in = content.open()) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                if (!accepts(block, read)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Printable US-ASCII, tabs and line ends. */
    record Plain() implements TextCheck {
        @Override
        public boolean accepts(byte[] bytes, int length) {
            int at = 0;
            while (at < length) {
                at = ByteRuns.ofPrintable(bytes, at, length);
                for (int end = Math.min(length, at + Long.BYTES); at < end; at++) {
                    if (bytes[at] < ' ' && !isLayout(bytes[at]) || bytes[at] == 0x7f) {
                        return false;
                    }
                }
            }
            return true;
        }

        /** 8-bit bytes are negative. */
        private static boolean isLayout(byte b) {
            return b == '\t' || b == '\r' || b == '\n';
        }
    }

    /** Text in any charset that mail knows: no control characters but those of layout and of ISO 2022. */
    record EightBit() implements TextCheck {
        @Override
        public boolean accepts(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                if (bytes[i] >= 0 && bytes[i] < ' ' && !isAllowed(bytes[i]) || bytes[i] == 0x7f) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isAllowed(byte b) {
            return switch (b) {
                case '\t', '\n', '\f', '\r', 0x0e, 0x0f, 0x1b -> true;
                default -> false;
            };
        }
    }

    /** As {@link EightBit}, and 8-bit bytes, where there should be none, only as UTF-8. */
    final class Utf8 implements TextCheck {
        private final EightBit controls = new EightBit();
        private int expected;

        @Override
        public boolean accepts(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                if (!continues(bytes[i] & 0xff)) {
                    return false;
                }
            }
            return controls.accepts(bytes, length);
        }

        private boolean continues(int b) {
            if (expected > 0) {
                expected--;
                return b >> 6 == 0b10;
            }
            expected = b < 0xc2 ? 0 : b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
            return b < 0x80 || b >= 0xc2 && b < 0xf5;
        }
    }

    record Anything() implements TextCheck {
        @Override
        public boolean accepts(byte[] bytes, int length) {
            return true;
        }
    }
}
