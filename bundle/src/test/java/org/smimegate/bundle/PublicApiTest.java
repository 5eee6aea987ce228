package org.smimegate.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that {@code core} and {@code keys} offered vanishes by the way. What they offered stands in {@code api.txt} of
 * the module; what is taken away on purpose stays there behind {@code removed VERSION}. Additions may be missing: property
 * {@code smimegate.api.write} writes them down, at the latest with a release.
 */
class PublicApiTest {
    private static final String REMOVED = "removed ";

    @ParameterizedTest
    @ValueSource(strings = {"core", "keys"})
    void shouldStillOfferWhatItOffered(String module) throws IOException {
        SortedSet<String> api = api(module);
        Path file = Path.of("..", module, "api.txt");
        if (Boolean.getBoolean("smimegate.api.write")) {
            write(file, api);
        }
        List<String> promised = Files.readAllLines(file, UTF_8);

        assertThat(promised).as("lines of " + file).hasSizeGreaterThan(100);
        assertThat(promised)
                .as("what %s offered (taken away on purpose? then write \"removed VERSION \" before it)", module)
                .filteredOn(line -> !line.startsWith(REMOVED) && !api.contains(line))
                .isEmpty();
    }

    /** Lines that are gone stay, as removed ones: whoever writes the file has to say in which version. */
    private static void write(Path file, SortedSet<String> api) throws IOException {
        Set<String> before = Files.exists(file) ? Set.copyOf(Files.readAllLines(file, UTF_8)) : Set.of();
        Files.write(
                file,
                Stream.concat(
                                api.stream(),
                                before.stream()
                                        .filter(line -> !api.contains(line))
                                        .sorted())
                        .toList());
    }

    private static SortedSet<String> api(String module) {
        List<Class<?>> classes = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages("org.smimegate." + module)
                        .stream()
                        .map(JavaClass::reflect)
                        .collect(Collectors.toList());
        return PublicApi.of(classes.stream());
    }
}
