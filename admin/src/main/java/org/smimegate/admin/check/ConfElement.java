package org.smimegate.admin.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a configuration file.
 *
 * @param line where its tag begins
 * @param text its own, without blanks around it
 */
record ConfElement(String name, int line, Map<String, String> attributes, List<ConfElement> children, String text) {
    ConfElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    List<ConfElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }
}
