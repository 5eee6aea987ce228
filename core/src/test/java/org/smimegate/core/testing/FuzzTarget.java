package org.smimegate.core.testing;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that reads what strangers send, as the fuzzer and the replay see it: docs/testing.md. Its class is named
 * {@code ...Fuzz}; what fuzzing once found stands in the resource folder {@code ...FuzzInputs/fuzz}, with what comes of
 * it in {@code ...FuzzInputs/expected.txt}.
 */
public interface FuzzTarget {
    /**
     * What comes of the input, in a few words.
     *
     * @throws Exception what must never come of any
     */
    String outcome(byte[] input) throws Exception;

    /** Good inputs to begin with. */
    List<Seed> seeds() throws Exception;

    /** For {@code @MethodSource} of the fuzzer. */
    static Stream<byte[]> inputs(FuzzTarget target) throws Exception {
        return target.seeds().stream().map(Seed::input);
    }

    /** @param outcome what has to come of it */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Seed(String name, byte[] input, String outcome) {}
}
