package org.smimegate.admin.cert;

import java.nio.file.Path;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.Secret;
import org.smimegate.keys.Secrets;
import picocli.CommandLine.Option;

/** The gateway's key store and its password. */
final class KeystoreOptions {
    @Option(
            names = "--keystore",
            required = true,
            paramLabel = "P12",
            description = "The gateway's key store (PKCS#12).")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Option(
            names = "--secret",
            required = true,
            paramLabel = "SECRET",
            description = "Its password: file:PATH (mode 0600) or env:NAME.")
    @SuppressWarnings("NullAway.Init") // required
    private String secret;

    Path file() {
        return file;
    }

    Secret secret() throws CannotRunException {
        return secret(secret);
    }

    static Secret secret(String reference) throws CannotRunException {
        try {
            return Secrets.ofCommandLine(reference);
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }
}
