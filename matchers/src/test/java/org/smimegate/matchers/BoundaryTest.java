package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundaryTest {
    static Stream<Throwable> everything() {
        return Stream.of(
                new IOException(),
                new IllegalStateException(),
                new AssertionError(),
                new StackOverflowError(),
                new NoSuchMethodError(),
                new OutOfMemoryError());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldCatch(Throwable thrown) {
        AtomicReference<Throwable> caught = new AtomicReference<>();

        Boundary.run(() -> sneak(thrown), caught::set);

        assertThat(caught).hasValue(thrown);
    }

    @Test
    void shouldGiveTheResult_whenNothingIsThrown() {
        assertThat(Boundary.guard(() -> "fine", trouble -> "not fine")).isEqualTo("fine");
    }

    @Test
    void shouldKeepQuiet_whenNeitherClosingNorLoggingWorks() {
        Boundary.close(() -> sneak(new IOException()), trouble -> sneak(new OutOfMemoryError()));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
