package org.smimegate.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/fail-closed.md tells reviewers which test states which rule: every test that it names is there. */
class FailClosedPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
    private static final Pattern RULE = Pattern.compile("(?m)^### (\\d+)\\. ");
    private static final Pattern TEST = Pattern.compile("\\bvoid (should\\w+)\\(");
    private static final int RULES = 18;

    private static final Map<String, Set<String>> TESTS = tests();

    static Stream<String> named() {
        return NAME.matcher(page())
                .results()
                .map(name -> name.group(1) + "#" + name.group(2))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("named")
    void shouldNameTestsThatExist(String test) {
        String[] classAndMethod = test.split("#");

        assertThat(TESTS).containsKey(classAndMethod[0]);
        assertThat(TESTS.get(classAndMethod[0])).contains(classAndMethod[1]);
    }

    @Test
    void shouldHoldEveryRuleInOrder() {
        assertThat(RULE.matcher(page()).results().map(rule -> Integer.valueOf(rule.group(1))))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, RULES).boxed().toList());
    }

    /** No line of the tables is a promise without a test. */
    @Test
    void shouldNameATestForEveryPromise() {
        List<String> promises = page().lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| promise"))
                .toList();

        assertThat(promises)
                .hasSizeGreaterThan(RULES)
                .allMatch(promise -> NAME.matcher(promise).find());
    }

    /** What looks like the name of a test, but would not be checked. */
    @Test
    void shouldSeeEveryName() {
        long hashes = page().chars().filter(c -> c == '#').count();
        long headings = Arrays.stream(page().split("\n"))
                .filter(line -> line.startsWith("#"))
                .mapToLong(line -> line.length() - line.replace("#", "").length())
                .sum();
        // The page explains its names once, as class#method, and calls PKCS #1 by its name.
        assertThat(hashes - headings).isEqualTo(NAME.matcher(page()).results().count() + 2);
    }

    private static String page() {
        return read(ROOT.resolve("docs/fail-closed.md"));
    }

    /** Test methods by the simple name of their class; classes of one name are taken together. */
    private static Map<String, Set<String>> tests() {
        return sources().stream()
                .collect(Collectors.toMap(
                        FailClosedPageTest::className, FailClosedPageTest::methods, FailClosedPageTest::union));
    }

    private static List<Path> sources() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(FailClosedPageTest::javaFiles)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static Set<String> methods(Path source) {
        return TEST.matcher(read(source))
                .results()
                .map(method -> method.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
