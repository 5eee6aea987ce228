package org.smimegate.core.cms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;

/**
 * DER (X.690 section 10) made of values that are encoded already, such as certificates and names: they are put in byte for
 * byte and not parsed. For small values, which are copied once a level; content streams through {@link BerOutput}.
 */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SET = 0x31;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    /** Context-specific and constructed, [0]. */
    private static final int TAGGED = 0xa0;

    private static final Instant Y2050 = Instant.parse("2050-01-01T00:00:00Z");
    private static final DateTimeFormatter UTC_FORMAT = format("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter GENERALIZED_FORMAT = format("yyyyMMddHHmmss'Z'");

    private Der() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** For identifiers and their parameters. */
    static byte[] of(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding in memory", e);
        }
    }

    static byte[] sequence(byte[]... values) {
        return value(SEQUENCE, values);
    }

    /** Sorts {@code values}, as DER wants the elements of a SET OF. */
    static byte[] setOf(byte[]... values) {
        Arrays.sort(values, Arrays::compareUnsigned);
        return value(SET, values);
    }

    /** [number], explicit around one value, or implicit for a SEQUENCE of several. */
    static byte[] tagged(int number, byte[]... values) {
        return value(TAGGED | number, values);
    }

    /** A SEQUENCE or SET under the implicit tag [number] instead of its own. */
    static byte[] retagged(int number, byte[] value) {
        byte[] retagged = value.clone();
        retagged[0] = (byte) (TAGGED | number);
        return retagged;
    }

    static byte[] octets(byte[] value) {
        return value(OCTET_STRING, value);
    }

    static byte[] integer(BigInteger value) {
        return value(INTEGER, value.toByteArray());
    }

    static byte[] integer(int value) {
        return integer(BigInteger.valueOf(value));
    }

    /** UTCTime, from 2050 on GeneralizedTime (RFC 5652 section 11.3). */
    static byte[] time(Instant instant) {
        boolean utc = instant.isBefore(Y2050);
        String text = (utc ? UTC_FORMAT : GENERALIZED_FORMAT).format(instant);
        return value(utc ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] value(int tag, byte[]... values) {
        int length = 0;
        for (byte[] value : values) {
            length = Math.addExact(length, value.length);
        }
        int lengthBytes = length < 0x80 ? 0 : (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        byte[] encoded = new byte[Math.addExact(2 + lengthBytes, length)];
        encoded[0] = (byte) tag;
        encoded[1] = (byte) (lengthBytes == 0 ? length : 0x80 | lengthBytes);
        for (int i = 0; i < lengthBytes; i++) {
            encoded[2 + i] = (byte) (length >>> (lengthBytes - 1 - i) * Byte.SIZE);
        }
        int at = 2 + lengthBytes;
        for (byte[] value : values) {
            System.arraycopy(value, 0, encoded, at, value.length);
            at += value.length;
        }
        return encoded;
    }
}
