package org.smimegate.mailets.testing;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.outcome.UnreadableMessageException;

/** What the engine throws when a message has the field {@code X-Fault} with one of these names. */
public enum Fault {
    IO {
        @Override
        Throwable thrown() {
            return new IOException(SECRET);
        }
    },
    RUNTIME {
        @Override
        Throwable thrown() {
            return new IllegalStateException(SECRET);
        }
    },
    ASSERTION {
        @Override
        Throwable thrown() {
            return new AssertionError(SECRET);
        }
    },
    STACK_OVERFLOW {
        @Override
        Throwable thrown() {
            return deeper(0);
        }
    },
    NO_SUCH_METHOD {
        @Override
        Throwable thrown() {
            return new NoSuchMethodError(SECRET);
        }
    },
    NO_CLASS {
        @Override
        Throwable thrown() {
            return new NoClassDefFoundError(SECRET);
        }
    },
    OUT_OF_MEMORY {
        @Override
        Throwable thrown() {
            return new OutOfMemoryError(SECRET);
        }
    };

    /** Stands in every exception's text; nobody outside may ever read it. */
    public static final String SECRET = "text of an exception";

    private static final Set<String> WAITED = ConcurrentHashMap.newKeySet();

    abstract Throwable thrown();

    /** A real one. */
    @SuppressWarnings("InfiniteRecursion")
    private static Throwable deeper(int depth) {
        return deeper(depth + 1);
    }

    static void throwIfAskedFor(MessageSource message) {
        values(message, "X-Fault").map(Fault::valueOf).forEach(fault -> Fault.<RuntimeException>sneak(fault.thrown()));
    }

    /** Whether a message with the field {@code X-Wait: NAME} comes by for the first time under that name. */
    static boolean mustWait(MessageSource message) {
        return values(message, "X-Wait").anyMatch(WAITED::add);
    }

    private static Stream<String> values(MessageSource message, String field) {
        try {
            return RawMessage.scan(message).values(field).stream();
        } catch (IOException | UnreadableMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
