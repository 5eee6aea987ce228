package org.smimegate.matchers;

import java.io.Closeable;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one place where everything is caught. An {@code Error} that leaves a mailet loses the mail and costs James a
 * spooler thread, and the text of an exception reaches bounces: so nothing leaves.
 */
public final class Boundary {
    /** Something to do that may fail in any way. */
    public interface Work {
        void run() throws Exception;
    }

    private Boundary() {}

    /** Does the work, and {@code otherwise} if it throws anything. */
    public static void run(Work work, Consumer<Throwable> otherwise) {
        guard(
                () -> {
                    work.run();
                    return true;
                },
                trouble -> {
                    otherwise.accept(trouble);
                    return false;
                });
    }

    /** The result of the work, or what {@code otherwise} makes of whatever the work threw. */
    public static <T> T guard(Callable<T> work, Function<Throwable, T> otherwise) {
        try {
            return work.call();
        } catch (Throwable trouble) {
            return otherwise.apply(trouble);
        }
    }

    /** Closes; a failure is told to {@code log} and changes nothing. */
    public static void close(Closeable thing, Consumer<Throwable> log) {
        run(() -> run(thing::close, log), ignored -> {});
    }
}
