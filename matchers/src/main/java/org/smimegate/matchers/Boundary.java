package org.smimegate.matchers;

import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * The one place where everything is caught. An {@code Error} that leaves a mailet loses the mail and costs James a
 * spooler thread, and the text of an exception reaches bounces: so nothing leaves.
 */
public final class Boundary {
    private Boundary() {}

    /** The result of the work, or what {@code otherwise} makes of whatever the work threw. */
    public static <T> T guard(Callable<T> work, Function<Throwable, T> otherwise) {
        try {
            return work.call();
        } catch (Throwable trouble) {
            return otherwise.apply(trouble);
        }
    }
}
