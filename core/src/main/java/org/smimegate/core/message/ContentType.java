package org.smimegate.core.message;

import java.util.Map;
import java.util.Optional;

/**
 * A parsed Content-Type (RFC 2045 section 5.1; RFC 2231 continuations are joined), tolerant of case, quoting, comments.
 *
 * @param type lower case
 * @param subtype lower case
 * @param parameters names in lower case
 */
public record ContentType(String type, String subtype, Map<String, String> parameters) {
    public ContentType {
        parameters = Map.copyOf(parameters);
    }

    public static ContentType parse(String value) {
        throw new UnsupportedOperationException();
    }

    public boolean is(String mediaType) {
        return (type + "/" + subtype).equals(mediaType);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
