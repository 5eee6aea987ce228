package org.smimegate.core.cms;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.core.message.Spool;
import org.smimegate.core.message.SpoolFolder;

/** The spools of one message; what is in them goes when the message is closed, or before. */
final class Spools implements Closeable {
    private final SpoolFolder folder;
    private final long messageSize;
    private final List<Spool> open = new ArrayList<>();

    /** @param messageSize what is inside of a message is about as long */
    Spools(SpoolFolder folder, long messageSize) {
        this.folder = folder;
        this.messageSize = messageSize;
    }

    Spool next() {
        return next(messageSize);
    }

    /** @param expected about how many bytes will be written */
    Spool next(long expected) {
        Spool spool = folder.newSpool(expected);
        open.add(spool);
        return spool;
    }

    /** Deletes what was written, all of it. */
    @Override
    public void close() throws IOException {
        List<Spool> closing = new ArrayList<>(open);
        open.clear();
        IOException failure = null;
        for (Spool spool : closing) {
            try {
                spool.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    void discard(Spool spool) throws IOException {
        open.remove(spool);
        spool.close();
    }
}
