package org.smimegate.bundle.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the libraries inside a jar: in the jar to people, in a CycloneDX file beside it to scanners. */
public abstract class ContentsContract {
    private static final Pattern PURL = Pattern.compile("\"purl\" : \"pkg:maven/([^/]+)/([^@]+)@([^?]+)\\?type=jar\"");
    private static final Pattern COORDINATES = Pattern.compile("(?m)^ {4}([\\w.]+:[\\w.-]+:[\\w.-]+)$");
    private static final String OURS = "org.smimegate:";
    /** Folders of the jar, and the groups of libraries that they come from. */
    private static final Map<String, String> FOLDERS = Map.of(
            "bouncycastle", "org.bouncycastle",
            "flywaydb", "org.flywaydb",
            "geantyref", "io.leangen.geantyref",
            "h2", "com.h2database",
            "hc", "org.apache.httpcomponents.core5",
            "hikari", "com.zaxxer",
            "jdbi", "org.jdbi",
            "postgresql", "org.postgresql",
            "unboundid", "com.unboundid");

    private final Path path = Path.of(System.getProperty("smimegate.bundle"));
    private final Path list = path.resolveSibling(path.getFileName().toString().replace(".jar", ".cdx.json"));

    /** Maven leaves the plugin out that writes the list when it is told to work offline. */
    @BeforeEach
    void needAList() throws IOException {
        FileTime build = Files.getLastModifiedTime(Path.of("pom.xml"));
        assumeThat(Files.exists(list) && Files.getLastModifiedTime(list).compareTo(build) >= 0)
                .as("%s was not written: build without -o", list.getFileName())
                .isTrue();
    }

    @Test
    void shouldTellScannersWhatTheJarHolds() throws IOException {
        Set<String> groups = libraries().stream()
                .map(library -> library.replaceFirst(":.*", ""))
                .collect(Collectors.toSet());

        assertThat(folders()).isEqualTo(FOLDERS.keySet());
        assertThat(groups).containsExactlyInAnyOrderElementsOf(FOLDERS.values());
    }

    @Test
    void shouldTellPeopleWhatScannersAreTold() throws IOException {
        assertThat(COORDINATES.matcher(notice()).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(libraries());
    }

    @Test
    void shouldListOurOwnModules() throws IOException {
        assertThat(components()).filteredOn(name -> name.startsWith(OURS)).hasSizeGreaterThanOrEqualTo(6);
    }

    /** Groups, artifacts and versions. */
    private Set<String> libraries() throws IOException {
        return components().stream().filter(name -> !name.startsWith(OURS)).collect(Collectors.toSet());
    }

    private Set<String> components() throws IOException {
        return PURL.matcher(Files.readString(list))
                .results()
                .map(purl -> purl.group(1) + ":" + purl.group(2) + ":" + purl.group(3))
                .collect(Collectors.toSet());
    }

    private Set<String> folders() throws IOException {
        try (ExtensionJar jar = ExtensionJar.open(path)) {
            return jar.classes().stream()
                    .filter(name -> name.startsWith(ExtensionJar.SHADED))
                    .map(name -> name.substring(ExtensionJar.SHADED.length()).replaceFirst("/.*", ""))
                    .collect(Collectors.toSet());
        }
    }

    private String notice() throws IOException {
        try (ExtensionJar jar = ExtensionJar.open(path)) {
            return jar.text("META-INF/NOTICE");
        }
    }
}
