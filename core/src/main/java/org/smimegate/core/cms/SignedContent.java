package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.smimegate.core.message.CrlfOutputStream;
import org.smimegate.core.message.MessageSource;

/** The octets that signatures are about, and their digests: those computed in passing, and others on demand. */
final class SignedContent {
    private final MessageSource source;
    private final boolean text;
    private final Map<String, byte[]> digests;

    private SignedContent(MessageSource source, boolean text, Map<String, byte[]> digests) {
        this.source = source;
        this.text = text;
        this.digests = new HashMap<>(digests);
    }

    /** Content from inside a SignedData, taken as it is. */
    static SignedContent opaque(MessageSource source, Map<String, byte[]> digests) {
        return new SignedContent(source, false, digests);
    }

    /** The first part of a multipart/signed; its line ends count as CRLF (RFC 8551 section 3.1.1). */
    static SignedContent detached(MessageSource source) {
        return new SignedContent(source, true, Map.of());
    }

    /** The content as an entity. */
    MessageSource source() {
        return source;
    }

    /** Computes what is missing of these digests in one pass. */
    void prepare(Collection<String> names) throws IOException, GeneralSecurityException {
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(digests.keySet());
        if (!missing.isEmpty()) {
            ContentDigests out = new ContentDigests(missing, OutputStream.nullOutputStream());
            writeTo(out);
            digests.putAll(out.digests());
        }
    }

    /** The digest of that JCA name. */
    byte[] digest(String name) throws IOException, GeneralSecurityException {
        prepare(Set.of(name));
        return Objects.requireNonNull(digests.get(name), name).clone();
    }

    /** The octets exactly as they are hashed. */
    void writeTo(OutputStream out) throws IOException {
        if (text) {
            OutputStream canonical = new CrlfOutputStream(out);
            source.copyTo(canonical);
            canonical.flush();
        } else {
            source.copyTo(out);
        }
    }
}
