package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Passes octets on and computes their digests. */
final class ContentDigests extends OutputStream {
    private final Map<String, MessageDigest> running = new HashMap<>();
    private final OutputStream next;

    /** @param names JCA names */
    ContentDigests(Collection<String> names, OutputStream next) throws GeneralSecurityException {
        for (String name : names) {
            running.put(name, Providers.digest(name));
        }
        this.next = next;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        running.values().forEach(digest -> digest.update(bytes, offset, length));
        next.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        next.flush();
    }

    /** The digests of all that was written, by JCA name; to be asked once. */
    Map<String, byte[]> digests() {
        Map<String, byte[]> digests = new HashMap<>();
        running.forEach((name, digest) -> digests.put(name, digest.digest()));
        return digests;
    }
}
