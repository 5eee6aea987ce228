package org.smimegate.core.message;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A private folder (mode 0700) for plaintext that does not fit in memory; wiped when opened. Several processes may
 * share a parent folder: each works in a folder of its own, and removes those of dead processes.
 */
public final class SpoolFolder {
    /** Content up to this size stays in memory; bytes. */
    public static final int MEMORY_THRESHOLD = 256 * 1024;

    private SpoolFolder() {}

    /** Opens (creates, makes private, wipes) the folder. */
    public static SpoolFolder open(Path folder) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A new empty spool; closing it deletes its content. */
    public Spool newSpool() {
        throw new UnsupportedOperationException();
    }
}
