package org.smimegate.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

/** Reads a configuration file into elements: no DTD, no entities but XML's own five, no text between elements. */
final class XmlFile {
    private final String file;
    private final String rootName;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<XmlElement> roots = new ArrayList<>();

    /** An element whose end has not been seen. */
    private record Open(XmlElement start, List<XmlElement> children) {}

    private XmlFile(String file, String rootName) {
        this.file = file;
        this.rootName = rootName;
    }

    static XmlElement read(Path path, String rootName) throws ConfigurationException {
        try (InputStream in = Files.newInputStream(path)) {
            return new XmlFile(String.valueOf(path.getFileName()), rootName).read(in);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(path + ": no such file", e);
        } catch (IOException e) {
            throw new ConfigurationException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private XmlElement read(InputStream in) throws ConfigurationException {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(in);
            // The reader is at the end of what it has read: a tag begins where the thing before it ended.
            int line = reader.getLocation().getLineNumber();
            while (reader.hasNext()) {
                take(reader.next(), reader, line);
                line = reader.getLocation().getLineNumber();
            }
            return roots.get(0);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new ConfigurationException(at(line) + ": not well-formed XML: " + lastLine(e), e);
        }
    }

    /** The JDK's own, whatever else is on the server's class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    private void take(int event, XMLStreamReader reader, int line) throws ConfigurationException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(reader, line);
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> refuseText(reader, line);
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new ConfigurationException(
                        at(line) + ": DOCTYPE or entity (expected: plain elements and attributes)");
            default -> {}
        }
    }

    private void start(XMLStreamReader reader, int line) throws ConfigurationException {
        String name = reader.getLocalName();
        if (open.isEmpty() && !name.equals(rootName)) {
            throw new ConfigurationException(at(line) + ": " + name + ": unknown element (expected: " + rootName + ")");
        }
        XmlElement start = new XmlElement(at(line), pathOf(name), name, attributes(reader), List.of());
        open.push(new Open(start, new ArrayList<>()));
    }

    private String pathOf(String name) {
        if (open.isEmpty()) {
            return "";
        }
        String parent = open.element().start().path();
        return parent.isEmpty() ? name : parent + "/" + name;
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    private void end() {
        Open done = open.pop();
        XmlElement start = done.start();
        XmlElement element =
                new XmlElement(start.place(), start.path(), start.name(), start.attributes(), done.children());
        (open.isEmpty() ? roots : open.element().children()).add(element);
    }

    private void refuseText(XMLStreamReader reader, int line) throws ConfigurationException {
        if (!reader.getText().isBlank()) {
            // Not repeated: it may be a password.
            throw new ConfigurationException(at(line) + ": text (expected: elements and attributes only)");
        }
    }

    private String at(int line) {
        return file + ":" + line;
    }

    /** The parser puts its place, which we have, into the lines before. */
    private static String lastLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf('\n') + 1).replaceFirst("^Message: ", "");
    }
}
