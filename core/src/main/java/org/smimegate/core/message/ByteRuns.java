package org.smimegate.core.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds out eight bytes at a time that there is nothing to see in them; the hot loops of every pass over a message. Each
 * method passes over words as long as that is certain and says where it stopped; who asks looks at the bytes there one
 * by one.
 */
public final class ByteRuns {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long AFTER_CR = ONES * ('\r' + 1);
    private static final long BLANKS = ONES * ' ';
    private static final long LINE_FEEDS = ONES * '\n';
    private static final long DELETES = ONES * 0x7f;

    private ByteRuns() {}

    /** ASCII from 14 on: neither CR nor LF nor NUL. */
    static int ofNoLineEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            if (((word | less(word, AFTER_CR)) & HIGH_BITS) != 0) {
                break;
            }
        }
        return at;
    }

    /** Printable ASCII. */
    public static int ofPrintable(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            if (((word | less(word, BLANKS) | less(word ^ DELETES, ONES)) & HIGH_BITS) != 0) {
                break;
            }
        }
        return at;
    }

    /** Anything but LF. */
    static int ofNoLineFeed(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            if ((less((long) WORDS.get(bytes, at) ^ LINE_FEEDS, ONES) & HIGH_BITS) != 0) {
                break;
            }
        }
        return at;
    }

    /** The high bit of some byte is set if one is less than its bound, which is at most 128. */
    private static long less(long word, long bounds) {
        return word - bounds & ~word;
    }
}
