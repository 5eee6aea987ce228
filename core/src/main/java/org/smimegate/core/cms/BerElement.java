package org.smimegate.core.cms;

/**
 * Identifier and length of a BER element (X.690 section 8.1).
 *
 * @param tag the identifier octet without the constructed bit; its number is 31 for all high tag numbers
 * @param constructed whether elements follow instead of octets
 * @param length of the content, or {@link #INDEFINITE}
 * @param raw the octets as they stood
 */
record BerElement(int tag, boolean constructed, long length, byte[] raw) {
    /** Length of an element that an end mark ends. */
    static final long INDEFINITE = -1;

    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x10;
    static final int SET = 0x11;

    /** The tag of a context-specific element. */
    static int context(int number) {
        return 0x80 | number;
    }

    boolean indefinite() {
        return length == INDEFINITE;
    }

    /** The two zero octets that end an element of indefinite length. */
    boolean isEnd() {
        return tag == 0 && !constructed && length == 0;
    }
}
