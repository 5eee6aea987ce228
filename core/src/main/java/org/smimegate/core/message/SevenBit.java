package org.smimegate.core.message;

/** Makes an entity fit for transports that know 7 bits only, before it is signed (RFC 8551 section 3.1.2 and 3.1.3). */
public final class SevenBit {
    private SevenBit() {}

    /**
     * Plans the recoding: quoted-printable for text, base64 for the rest, recursing into multipart and message/rfc822;
     * a nested signature is never touched.
     */
    public static Prepared prepare(RawMessage message) {
        throw new UnsupportedOperationException();
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
