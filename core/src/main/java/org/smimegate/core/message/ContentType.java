package org.smimegate.core.message;

import java.util.Map;
import java.util.Optional;

/**
 * A parsed Content-Type (RFC 2045 section 5.1; RFC 2231 continuations are joined), tolerant of case, quoting, comments.
 *
 * @param type lower case; empty if there is none
 * @param subtype lower case; empty if there is none
 * @param parameters names in lower case; of a parameter that is written twice, the first value
 */
public record ContentType(String type, String subtype, Map<String, String> parameters) {
    static final ContentType TEXT = new ContentType("text", "plain", Map.of());
    static final ContentType MESSAGE = new ContentType("message", "rfc822", Map.of());

    public ContentType {
        parameters = Map.copyOf(parameters);
    }

    /** Reads any text; what cannot be read is missing in the result. */
    public static ContentType parse(String value) {
        return of(Parameters.parse(value));
    }

    static ContentType of(Parameters read) {
        int slash = read.leading().indexOf('/');
        String type = slash < 0 ? read.leading() : read.leading().substring(0, slash);
        String subtype = slash < 0 ? "" : read.leading().substring(slash + 1);
        return new ContentType(type.strip(), subtype.strip(), read.first());
    }

    public boolean is(String mediaType) {
        return (type + "/" + subtype).equals(mediaType);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
