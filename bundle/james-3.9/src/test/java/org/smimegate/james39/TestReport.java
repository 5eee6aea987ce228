package org.smimegate.james39;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What Surefire wrote of one test class. */
final class TestReport {
    private final Element suite;

    private TestReport(Element suite) {
        this.suite = suite;
    }

    /** @param test the name of a class of tests; of a nested one the report is that of the class around it */
    static Optional<TestReport> of(Path folder, String test) throws Exception {
        Path file = folder.resolve("TEST-" + test.replaceFirst("\\$.*", "") + ".xml");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(new TestReport(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement()));
    }

    boolean passed() {
        return count("errors") + count("failures") == 0 && count("tests") > count("skipped");
    }

    /** A system property of the JVM that the tests ran in. */
    String property(String name) {
        NodeList properties = suite.getElementsByTagName("property");
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            if (property.getAttribute("name").equals(name)) {
                return property.getAttribute("value");
            }
        }
        return "";
    }

    private int count(String attribute) {
        return Integer.parseInt(suite.getAttribute(attribute));
    }
}
