package org.smimegate.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation says what the files say: its XML stands in conf/, which real servers are started with. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern XML = Pattern.compile("(?ms)^([ ]*)```xml\\n(.*?)^\\1```");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

    static Stream<Path> pages() throws IOException {
        try (var root = Files.list(ROOT);
                var docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs).filter(file -> file.toString().endsWith(".md")).toList().stream();
        }
    }

    @Test
    void shouldSeePages() throws IOException {
        assertThat(pages().map(page -> ROOT.relativize(page).toString()))
                .contains("README.md", "docs/smime-xml.md", "docs/b2b.md", "docs/relay.md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldQuoteXmlThatStandsInASampleConfiguration(Path page) throws IOException {
        List<String> samples = samples();

        assertThat(blocks(page))
                .allSatisfy(block -> assertThat(samples)
                        .as("a file below conf/ that holds\n%s", block)
                        .anyMatch(sample -> sample.contains(block)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldLinkToWhatIsThere(Path page) throws IOException {
        Path folder = page.getParent();

        assertThat(LINK.matcher(read(page)).results().map(link -> folder.resolve(link.group(1))))
                .allSatisfy(target -> assertThat(target).exists());
    }

    private static List<String> blocks(Path page) throws IOException {
        return XML.matcher(read(page))
                .results()
                .map(block -> withoutIndent(block.group(2)))
                .toList();
    }

    private static List<String> samples() throws IOException {
        try (var files = Files.walk(ROOT.resolve("conf"))) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .map(DocumentationTest::read)
                    .map(DocumentationTest::withoutIndent)
                    .toList();
        }
    }

    private static String withoutIndent(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
