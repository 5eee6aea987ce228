package org.smimegate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.cms.EnvelopedDataFuzz;
import org.smimegate.core.cms.ForgedFieldsFuzz;
import org.smimegate.core.cms.InsideFuzz;
import org.smimegate.core.cms.OpenFuzz;
import org.smimegate.core.cms.SignedDataFuzz;
import org.smimegate.core.label.LabelFuzz;
import org.smimegate.core.message.AddressFuzz;
import org.smimegate.core.message.MessageFuzz;
import org.smimegate.core.testing.FuzzTarget;
import org.smimegate.core.trust.CertificateFuzz;
import org.smimegate.core.trust.RevocationFuzz;

/**
 * What fuzzing starts with and what it once found, without the fuzzer. The coverage floor of the build is measured on
 * this test alone.
 */
class FuzzReplayIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final List<FuzzTarget> TARGETS = List.of(
            new MessageFuzz(),
            new AddressFuzz(),
            new LabelFuzz(),
            new ForgedFieldsFuzz(),
            new SignedDataFuzz(),
            new EnvelopedDataFuzz(),
            new InsideFuzz(),
            new OpenFuzz(),
            new CertificateFuzz(),
            new RevocationFuzz());

    static Stream<FuzzTarget> targets() {
        return TARGETS.stream();
    }

    static List<Arguments> seeds() throws Exception {
        List<Arguments> seeds = new ArrayList<>();
        for (FuzzTarget target : TARGETS) {
            for (FuzzTarget.Seed seed : target.seeds()) {
                seeds.add(Arguments.of(name(target) + " " + seed.name(), target, seed));
            }
        }
        return seeds;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void shouldEndAsExpected_whenInputIsASeed(String name, FuzzTarget target, FuzzTarget.Seed seed) throws Exception {
        assertThat(timed(target, seed.input())).as(name).isEqualTo(seed.outcome());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldEndAsExpected_whenInputWasFoundByFuzzing(FuzzTarget target) throws Exception {
        Map<String, String> outcomes = new TreeMap<>();
        for (Path file : found(target)) {
            outcomes.put(file.getFileName().toString(), timed(target, Files.readAllBytes(file)));
        }

        assertThat(outcomes).as(name(target)).isEqualTo(expected(target));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldEndInAValue_whenInputIsEmpty(FuzzTarget target) throws Exception {
        assertThat(timed(target, new byte[0])).as(name(target)).isNotNull();
    }

    private static String timed(FuzzTarget target, byte[] input) throws Exception {
        long start = System.nanoTime();
        String outcome = target.outcome(input);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        return outcome;
    }

    private static List<Path> found(FuzzTarget target) throws IOException, URISyntaxException {
        URL folder = target.getClass().getResource(name(target) + "Inputs/fuzz");
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.toList();
        }
    }

    /** Lines of a file's name and its outcome. */
    private static Map<String, String> expected(FuzzTarget target) throws IOException, URISyntaxException {
        URL file = target.getClass().getResource(name(target) + "Inputs/expected.txt");
        Map<String, String> expected = new TreeMap<>();
        if (file != null) {
            for (String line : Files.readAllLines(Path.of(file.toURI()))) {
                String[] words = line.split(" ", 2);
                expected.put(words[0], words[1]);
            }
        }
        return expected;
    }

    private static String name(FuzzTarget target) {
        return target.getClass().getSimpleName();
    }
}
