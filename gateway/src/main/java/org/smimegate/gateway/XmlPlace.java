package org.smimegate.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a configuration file something is said, as messages name it: {@code smime.xml:7: trust/@anchors}.
 *
 * @param element file, line and path
 * @param attribute empty: the element as a whole
 */
record XmlPlace(String element, Optional<String> attribute) {
    private static final Pattern MESSAGE =
            Pattern.compile("(?<element>[^:\\s]+:\\d+: [A-Za-z/]+?)(?:/@(?<attribute>[A-Za-z]+))?: .*", Pattern.DOTALL);

    /** The place that a message begins with. */
    static Optional<XmlPlace> of(String message) {
        Matcher matcher = MESSAGE.matcher(message);
        return matcher.matches()
                ? Optional.of(new XmlPlace(matcher.group("element"), Optional.ofNullable(matcher.group("attribute"))))
                : Optional.empty();
    }

    /** The document without the attribute, or without the element if it has no such attribute; empty: it has neither. */
    Optional<XmlElement> removedFrom(XmlElement parent) {
        if (parent.path().isEmpty() && element.equals(parent.place() + ": " + parent.name())) {
            return withoutAttribute(parent);
        }
        List<XmlElement> children = new ArrayList<>();
        boolean removed = false;
        for (XmlElement child : parent.children()) {
            if (!removed && isOf(child)) {
                removed = true;
                withoutAttribute(child).ifPresent(children::add);
                continue;
            }
            Optional<XmlElement> changed = removed ? Optional.empty() : removedFrom(child);
            removed |= changed.isPresent();
            children.add(changed.orElse(child));
        }
        return removed ? Optional.of(copy(parent, parent.attributes(), children)) : Optional.empty();
    }

    private boolean isOf(XmlElement candidate) {
        return element.equals(candidate.place() + ": " + candidate.path());
    }

    private Optional<XmlElement> withoutAttribute(XmlElement found) {
        if (attribute.isEmpty() || !found.attributes().containsKey(attribute.get())) {
            return Optional.empty();
        }
        Map<String, String> attributes = new LinkedHashMap<>(found.attributes());
        attributes.remove(attribute.get());
        return Optional.of(copy(found, attributes, found.children()));
    }

    private static XmlElement copy(XmlElement of, Map<String, String> attributes, List<XmlElement> children) {
        return new XmlElement(of.place(), of.path(), of.name(), attributes, children);
    }
}
