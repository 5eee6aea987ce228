package org.smimegate.james39;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.bundle.jar.ExtensionJar;
import org.smimegate.bundle.jar.Surroundings;

/** The unit tests, relocated as the jar is, ran with the jar and James 3.9 on a JDK that both can use. */
class RelocatedTestsIT {
    private static final Pattern TEST = Pattern.compile("org/smimegate/.*Test(\\$.*)?");
    private static final List<String> EXTENSIONS =
            List.of("org/apache/mailet/Mailet", "org/apache/mailet/Matcher", "com/google/inject/Module");
    private static final Path JAR = path("smimegate.bundle");
    private static final Path REPORTS = path("smimegate.relocated.reports");

    private static ExtensionJar tests;

    @BeforeAll
    static void open() throws IOException {
        tests = ExtensionJar.open(path("smimegate.relocated.tests"));
    }

    @AfterAll
    static void close() throws IOException {
        tests.close();
    }

    @BeforeEach
    void shouldNotBeTakenForPassed_whenTheTestsDidNotRun() {
        assumeThat(System.getProperty("smimegate.jdk21.missing"))
                .as("no JDK 21 or newer was found: the tests for James 3.9 did NOT run; name one with -Djdk21.home=DIR")
                .isEqualTo("false");
    }

    /** Every mailet, matcher and Guice module of the jar, with slashes. */
    static Stream<String> extensions() throws IOException {
        try (ExtensionJar jar = ExtensionJar.open(JAR);
                Surroundings server = Surroundings.of(JAR, path("smimegate.james.classpath"))) {
            return jar.ownClasses().stream()
                    .filter(type -> EXTENSIONS.stream().anyMatch(extension -> server.implement(type, extension)))
                    .toList()
                    .stream();
        }
    }

    @Test
    void shouldSeeEveryKindOfExtension() throws IOException {
        assertThat(extensions())
                .contains(
                        "org/smimegate/mailets/RequireTls",
                        "org/smimegate/matchers/HasLabelGuid",
                        "org/smimegate/bundle/SmimeGateModule");
    }

    /** A test names a class if it makes objects of it or calls what returns or takes them. */
    @ParameterizedTest
    @MethodSource("extensions")
    void shouldHaveATestThatPassed(String extension) throws Exception {
        List<String> naming = testClasses()
                .filter(test -> names(test, extension))
                .map(test -> test.replace('/', '.'))
                .toList();

        assertThat(naming).isNotEmpty();
        for (String test : naming) {
            assertThat(TestReport.of(REPORTS, test))
                    .as(test)
                    .hasValueSatisfying(report -> assertThat(report.passed()).isTrue());
        }
    }

    @Test
    void shouldLeaveNoTestClassOut() throws Exception {
        for (String test : testClasses().map(name -> name.replace('/', '.')).toList()) {
            assertThat(TestReport.of(REPORTS, test)).as(test).isPresent();
        }
    }

    @Test
    void shouldRunOnWhatAServerHas() throws Exception {
        TestReport report = TestReport.of(REPORTS, "org.smimegate.bundle.SmimeGateModuleTest")
                .orElseThrow();

        assertThat(Integer.parseInt(report.property("java.specification.version")))
                .isGreaterThanOrEqualTo(21);
        assertThat(report.property("surefire.test.class.path"))
                .contains(JAR.getFileName().toString(), "james-server-guice-common-3.9", "angus", "jakarta.inject")
                .doesNotContain("javax.mail-", "javax.inject", "bcprov", "smimegate-mailets", "smimegate-matchers");
    }

    private static Stream<String> testClasses() {
        return tests.ownClasses().stream().filter(name -> TEST.matcher(name).matches());
    }

    private static boolean names(String test, String extension) {
        return tests.constants(test).texts().stream()
                .anyMatch(text -> text.equals(extension) || text.contains("L" + extension + ";"));
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property)).normalize();
    }
}
