package org.smimegate.james39;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.bundle.jar.Surroundings;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The mailets and matchers of the sample configurations are the same in James 3.9, by the same names. */
class SampleConfigurationIT {
    private static final Path CONF = Path.of("..", "..", "conf");
    private static final String MAILETS = "org.apache.james.transport.mailets.";
    private static final String MATCHERS = "org.apache.james.transport.matchers.";
    /** Module james-server-mailets, which was not published. */
    private static final Set<String> UNPUBLISHED = Set.of(
            MAILETS + "DSNBounce",
            MAILETS + "LocalDelivery",
            MAILETS + "RecipientRewriteTable",
            MAILETS + "RemoteDelivery",
            MAILETS + "SPF",
            MAILETS + "ToRepository");

    private static Surroundings server;

    @BeforeAll
    static void open() throws IOException {
        server = Surroundings.of(
                Path.of(System.getProperty("smimegate.bundle")),
                Path.of(System.getProperty("smimegate.james.classpath")));
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    static Stream<Path> containers() throws IOException {
        try (Stream<Path> files = Files.walk(CONF)) {
            return files.filter(file -> file.endsWith("mailetcontainer.xml")).toList().stream();
        }
    }

    @Test
    void shouldSeeSamples() throws IOException {
        assertThat(containers()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(UNPUBLISHED.stream().map(name -> name.replace('.', '/'))).noneMatch(server::hold);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void shouldNameWhatTheServerHas(Path container) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(container.toFile());

        assertThat(classes(document))
                .isNotEmpty()
                .filteredOn(name -> !UNPUBLISHED.contains(name))
                .allMatch(name -> server.hold(name.replace('.', '/')), "is in James 3.9 or in the jar");
    }

    private static List<String> classes(Document document) {
        Set<String> composites = elements(document, "matcher")
                .map(element -> element.getAttribute("name"))
                .collect(Collectors.toSet());
        List<String> classes = new ArrayList<>();
        elements(document, "mailet")
                .map(element -> full(element.getAttribute("class"), MAILETS))
                .forEach(classes::add);
        Stream.concat(elements(document, "mailet"), elements(document, "matcher"))
                .flatMap(element -> Stream.of(element.getAttribute("match"), element.getAttribute("notmatch")))
                .map(condition -> condition.replaceFirst("=.*", ""))
                .filter(name -> !name.isEmpty() && !composites.contains(name))
                .map(name -> full(name, MATCHERS))
                .forEach(classes::add);
        return classes;
    }

    private static String full(String name, String folder) {
        return name.contains(".") ? name : folder + name;
    }

    private static Stream<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }
}
