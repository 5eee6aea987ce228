package org.smimegate.gateway;

import java.nio.file.Path;
import java.util.Optional;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.Secret;
import org.smimegate.keys.Secrets;

/** Where a secret stands: a private file or an environment variable. */
public record SecretReference(String place, Optional<Path> file, Optional<String> variable) {
    SecretReference(String place, Path file) {
        this(place, Optional.of(file), Optional.empty());
    }

    SecretReference(String place, String variable) {
        this(place, Optional.empty(), Optional.of(variable));
    }

    /** Reads it anew. */
    public Secret read() throws KeyFileException {
        return file.isPresent()
                ? Secrets.ofFile(file.get())
                : Secrets.ofEnvironment(variable.orElseThrow(), System.getenv());
    }
}
