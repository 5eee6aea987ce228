package org.smimegate.admin.cert;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.jspecify.annotations.Nullable;

/** Reads ASN.1 that strangers made; what cannot be read is a value. */
final class Asn1 {
    static final String UNREADABLE = "(unreadable)";

    private Asn1() {}

    /** Empty at what Bouncy Castle throws for bytes that are not the ASN.1 asked for. */
    static <T> Optional<T> read(Supplier<T> reader) {
        try {
            return Optional.ofNullable(reader.get());
        } catch (IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | IndexOutOfBoundsException
                | NullPointerException
                | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** What stands in an extension; null if the certificate has no such. */
    static byte @Nullable [] extension(X509Certificate certificate, String oid) {
        byte[] value = certificate.getExtensionValue(oid);
        return value == null ? null : ASN1OctetString.getInstance(value).getOctets();
    }

    /**
     * What an extension says.
     *
     * @param absent if the certificate has no such
     * @param unreadable if it cannot be read
     */
    static <T> T extension(
            X509Certificate certificate, String oid, Function<byte[], T> reader, T absent, T unreadable) {
        byte[] value = extension(certificate, oid);
        return value == null ? absent : read(() -> reader.apply(value)).orElse(unreadable);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String hex(ASN1Encodable value) {
        try {
            return hex(value.toASN1Primitive().getEncoded());
        } catch (IOException e) {
            return UNREADABLE;
        }
    }
}
