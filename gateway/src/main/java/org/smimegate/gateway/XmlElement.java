package org.smimegate.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a configuration file that knows its place in it.
 *
 * @param place file and line, for messages
 * @param path names from below the root down to this element
 */
record XmlElement(String place, String path, String name, Map<String, String> attributes, List<XmlElement> children) {
    XmlElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** Says what may stand here; anything else is refused. */
    XmlElement allow(List<String> attributeNames, List<String> childNames) throws ConfigurationException {
        for (String attribute : attributes.keySet().stream().sorted().toList()) {
            if (!attributeNames.contains(attribute)) {
                throw unknown(placeOf(attribute), "attribute", attributeNames);
            }
        }
        for (XmlElement child : children) {
            if (!childNames.contains(child.name)) {
                throw unknown(child.place + ": " + child.path, "element", childNames);
            }
        }
        return this;
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** The attribute's text, or its default. */
    Setting setting(String attribute, String standard) {
        return new Setting(
                placeOf(attribute), attributes.getOrDefault(attribute, standard), attributes.containsKey(attribute));
    }

    /** The text of an attribute that must be there. */
    Setting required(String attribute, String expected) throws ConfigurationException {
        if (!attributes.containsKey(attribute)) {
            throw new ConfigurationException(placeOf(attribute) + ": missing (expected: " + expected + ")");
        }
        return setting(attribute, "");
    }

    /** The only child of that name; two are refused. */
    Optional<XmlElement> child(String childName) throws ConfigurationException {
        List<XmlElement> found = children(childName);
        if (found.size() > 1) {
            throw new ConfigurationException(
                    found.get(1).place + ": " + found.get(1).path + ": stands twice (expected: once)");
        }
        return found.stream().findFirst();
    }

    /** The only child of that name, or an empty one in its place. */
    XmlElement childOrEmpty(String childName) throws ConfigurationException {
        String childPath = path.isEmpty() ? childName : path + "/" + childName;
        return child(childName).orElseGet(() -> new XmlElement(place, childPath, childName, Map.of(), List.of()));
    }

    List<XmlElement> children(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    String placeOf(String attribute) {
        return place + ": " + (path.isEmpty() ? name : path) + "/@" + attribute;
    }

    private static ConfigurationException unknown(String where, String what, List<String> names) {
        return new ConfigurationException(where + ": unknown " + what + " (expected: "
                + (names.isEmpty() ? "none here" : String.join(", ", names)) + ")");
    }
}
