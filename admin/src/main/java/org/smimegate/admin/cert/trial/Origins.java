package org.smimegate.admin.cert.trial;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.smimegate.keys.FolderReader.Content;

/** Where the certificates that the gateway knows were found. */
final class Origins {
    private final Map<X509Certificate, List<String>> places = new HashMap<>();

    /** The certificates of a folder, which have that role. */
    Origins with(String role, List<Content<X509Certificate>> files) {
        for (Content<X509Certificate> file : files) {
            with(role + ", " + shown(file.path()), file.items());
        }
        return this;
    }

    Origins with(String place, Collection<X509Certificate> certificates) {
        for (X509Certificate certificate : certificates) {
            places.computeIfAbsent(certificate, c -> new ArrayList<>()).add(place);
        }
        return this;
    }

    List<String> of(X509Certificate certificate, Specimen specimen) {
        List<String> found = new ArrayList<>(places.getOrDefault(certificate, List.of()));
        if (certificate.equals(specimen.certificate())
                || specimen.others().certificates().contains(certificate)) {
            found.add(shown(specimen.file()));
        }
        return found;
    }

    /** As short as it can be said. */
    static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
    }
}
