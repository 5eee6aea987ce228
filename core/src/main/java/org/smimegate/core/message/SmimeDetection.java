package org.smimegate.core.message;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table of RFC 8551 section 3.10. Whole media types and file name endings only, never substrings; every value of a
 * parameter that is written twice counts.
 */
final class SmimeDetection {
    private static final Set<String> MIME = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final Set<String> SIGNATURE = Set.of("application/pkcs7-signature", "application/x-pkcs7-signature");
    private static final List<String> MIME_NAMES = List.of(".p7m", ".p7c", ".p7z");
    private static final List<String> SIGNATURE_NAMES = List.of(".p7s");

    private SmimeDetection() {}

    static SmimeType of(List<HeaderField> fields, List<MimePart> children) {
        HeaderField type = FieldCollector.first(fields, "Content-Type");
        return type == null ? SmimeType.NONE : of(Parameters.parse(type.value()), dispositions(fields), children);
    }

    static List<Parameters> dispositions(List<HeaderField> fields) {
        return fields.stream()
                .filter(field -> field.is("Content-Disposition"))
                .map(field -> Parameters.parse(field.value()))
                .toList();
    }

    static SmimeType of(Parameters type, List<Parameters> dispositions, List<MimePart> children) {
        String mediaType = mediaType(type);
        if (mediaType.equals("multipart/signed")) {
            return isSignedWithCms(type, children) ? SmimeType.CLEAR_SIGNED : SmimeType.NONE;
        }
        if (MIME.contains(mediaType)) {
            return SmimeType.PKCS7_MIME;
        }
        if (SIGNATURE.contains(mediaType)) {
            return SmimeType.PKCS7_SIGNATURE;
        }
        return mediaType.startsWith("application/") ? byFileName(type, dispositions) : SmimeType.NONE;
    }

    private static String mediaType(Parameters type) {
        ContentType read = ContentType.of(type);
        return read.type() + "/" + read.subtype();
    }

    /** Either sign will do: readers go by the protocol, or by the type of the second part. */
    private static boolean isSignedWithCms(Parameters type, List<MimePart> children) {
        return type.all("protocol").stream().anyMatch(SmimeDetection::isSignatureType)
                || (children.size() > 1
                        && SIGNATURE.contains(mediaType(children.get(1).contentType())));
    }

    private static String mediaType(ContentType type) {
        return type.type() + "/" + type.subtype();
    }

    private static boolean isSignatureType(String protocol) {
        return SIGNATURE.contains(mediaType(ContentType.parse(protocol)));
    }

    private static SmimeType byFileName(Parameters type, List<Parameters> dispositions) {
        List<String> names = Stream.concat(
                        type.all("name").stream(),
                        dispositions.stream().flatMap(disposition -> disposition.all("filename").stream()))
                .map(name -> EncodedWords.decode(name).strip().toLowerCase(Locale.ROOT))
                .toList();
        if (endsIn(names, MIME_NAMES)) {
            return SmimeType.PKCS7_MIME;
        }
        return endsIn(names, SIGNATURE_NAMES) ? SmimeType.PKCS7_SIGNATURE : SmimeType.NONE;
    }

    private static boolean endsIn(List<String> names, List<String> endings) {
        return names.stream().anyMatch(name -> endings.stream().anyMatch(name::endsWith));
    }
}
