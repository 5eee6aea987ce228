package org.smimegate.core.message;

/** Makes an entity fit for transports that know 7 bits only, before it is signed (RFC 8551 section 3.1.2 and 3.1.3). */
public final class SevenBit {
    private SevenBit() {}

    /**
     * Plans the recoding: quoted-printable for text, base64 for the rest, recursing into multipart and message/rfc822;
     * a nested signature is never touched. Parts labelled 8bit or binary become 7bit, also when their bytes are plain:
     * a relay may recode by the label alone. Everything else stays byte for byte, line ends made CRLF; of a multipart
     * whose delimiter lines or text around the parts are unsafe, that text is left out.
     *
     * <p>Blanks at the end of header lines are left alone; they stand in every second folded Content-Type, and no
     * transport in use strips them.
     */
    public static Prepared prepare(RawMessage message) {
        return new SevenBitPlan(message).prepare();
    }

    /** The entity to sign. */
    public sealed interface Prepared {
        Entity entity();

        /** Safe for 7-bit transports; may be signed detached. */
        record Ready(Entity entity) implements Prepared {}

        /** Holds bytes that must not be recoded (a nested signature, 8-bit part headers): sign opaque. */
        record OpaqueOnly(Entity entity) implements Prepared {}
    }
}
