package org.smimegate.core.message;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decodes base64 as mail has it (RFC 2045 section 6.8): line ends and blanks may stand anywhere, padding may be missing
 * and ends the data. Other foreign characters are skipped too, up to 1,000 of them; then the data ends, so what is no
 * base64 at all gives a cut, unreadable object instead of a scrambled one.
 */
public final class Base64Input extends DecodingInput {
    private static final int MAX_FOREIGN = 1000;
    private static final int FOREIGN = -1;
    private static final int BLANK = -2;
    private static final int PADDING = -3;
    private static final int[] VALUES = values();
    /** Two characters, the first in the low byte as memory has them, to their 12 bits; negative if one is no digit. */
    private static final short[] PAIRS = pairs();

    private static final VarHandle CHARACTER_PAIRS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private int quad;
    private int held;
    private int foreign;
    private boolean complete;

    public Base64Input(InputStream in) {
        super(in, 1);
    }

    private static int[] values() {
        int[] values = new int[256];
        Arrays.fill(values, FOREIGN);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = i;
        }
        for (char blank : " \t\r\n".toCharArray()) {
            values[blank] = BLANK;
        }
        values['='] = PADDING;
        return values;
    }

    private static short[] pairs() {
        short[] pairs = new short[1 << 16];
        for (int i = 0; i < pairs.length; i++) {
            int first = VALUES[i & 0xff];
            int second = VALUES[i >> 8];
            pairs[i] = (short) (first < 0 || second < 0 ? -1 : first << 6 | second);
        }
        return pairs;
    }

    @Override
    int decode(byte[] raw, int length, byte[] target) {
        int out = 0;
        int at = 0;
        while (at < length && !complete) {
            if (held == 0) {
                int end = wholeQuads(raw, at, length, target, out);
                out += (end - at) / 4 * 3;
                at = end;
            }
            if (at < length) {
                out = single(VALUES[raw[at++] & 0xff], target, out);
            }
        }
        return out;
    }

    /** The hot loop: four digits without anything between. Says where it had to stop. */
    private static int wholeQuads(byte[] raw, int from, int length, byte[] target, int to) {
        short[] pairs = PAIRS;
        int at = from;
        int out = to;
        for (; at + 4 <= length; at += 4) {
            int bits = pairs[(short) CHARACTER_PAIRS.get(raw, at) & 0xffff] << 12
                    | pairs[(short) CHARACTER_PAIRS.get(raw, at + 2) & 0xffff];
            if (bits < 0) {
                break;
            }
            target[out++] = (byte) (bits >> 16);
            target[out++] = (byte) (bits >> 8);
            target[out++] = (byte) bits;
        }
        return at;
    }

    private int single(int value, byte[] target, int out) {
        if (value >= 0) {
            quad = quad << 6 | value;
            held++;
            return held == 4 ? finish(target, out) : out;
        }
        if (value == PADDING) {
            complete = true;
        } else if (value == FOREIGN) {
            complete = ++foreign > MAX_FOREIGN;
        }
        return out;
    }

    @Override
    int finish(byte[] target) {
        return finish(target, 0);
    }

    /** The whole bytes of the digits held: 2 digits give one, 3 give two. */
    private int finish(byte[] target, int to) {
        int bits = quad << 6 * (4 - held);
        int whole = Math.max(0, held - 1);
        for (int i = 0; i < whole; i++) {
            target[to + i] = (byte) (bits >> 16 - 8 * i);
        }
        quad = 0;
        held = 0;
        return to + whole;
    }

    @Override
    boolean isComplete() {
        return complete;
    }
}
