package org.smimegate.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Closes several things, each of them even if closing another fails. */
final class Closing {
    private Closing() {}

    /** @throws IOException the first failure, the others suppressed in it */
    static void all(Collection<? extends Closeable> things) throws IOException {
        @Nullable IOException failure = null;
        for (Closeable thing : things) {
            try {
                thing.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
