package org.smimegate.admin.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a configuration file of James into elements with their lines. */
final class ConfXml {
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<ConfElement> roots = new ArrayList<>();

    /** An element whose end has not been seen. */
    private record Open(
            String name, int line, Map<String, String> attributes, List<ConfElement> children, StringBuilder text) {}

    private ConfXml() {}

    /** @throws UnreadableXmlException not there, or no XML */
    static ConfElement read(Path file) throws UnreadableXmlException {
        String name = String.valueOf(file.getFileName());
        if (!Files.exists(file)) {
            throw new UnreadableXmlException(new Mistake(name, 0, "no such file"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new ConfXml().read(in);
        } catch (IOException e) {
            throw new UnreadableXmlException(new Mistake(name, 0, "cannot be read: " + e.getMessage()));
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new UnreadableXmlException(new Mistake(name, line, "not well-formed XML: " + lastLine(e)));
        }
    }

    private ConfElement read(InputStream in) throws XMLStreamException {
        XMLStreamReader reader = factory().createXMLStreamReader(in);
        // The reader is at the end of what it has read: a tag begins where the thing before it ended.
        int line = reader.getLocation().getLineNumber();
        while (reader.hasNext()) {
            take(reader.next(), reader, line);
            line = reader.getLocation().getLineNumber();
        }
        return roots.get(0);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    private void take(int event, XMLStreamReader reader, int line) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT ->
                open.push(new Open(
                        reader.getLocalName(), line, attributes(reader), new ArrayList<>(), new StringBuilder()));
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (!open.isEmpty()) {
                    open.element().text().append(reader.getText());
                }
            }
            case XMLStreamConstants.END_ELEMENT -> end();
            default -> {}
        }
    }

    private void end() {
        Open done = open.pop();
        ConfElement element = new ConfElement(
                done.name(),
                done.line(),
                done.attributes(),
                done.children(),
                done.text().toString().strip());
        (open.isEmpty() ? roots : open.element().children()).add(element);
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    /** The parser puts its place, which we have, into the lines before. */
    private static String lastLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf('\n') + 1).replaceFirst("^Message: ", "");
    }
}
