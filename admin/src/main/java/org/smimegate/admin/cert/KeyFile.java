package org.smimegate.admin.cert;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.keys.Credential;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.KeystoreReader;
import org.smimegate.keys.Secret;

/**
 * What a file brings to a key store.
 *
 * @param credentials keys that have their certificate with them (PKCS#12)
 * @param keys keys whose certificate is still to be found (PEM)
 * @param certificates of somebody's key, or of issuers
 */
record KeyFile(Path path, List<Credential> credentials, List<PrivateKey> keys, List<X509Certificate> certificates) {
    KeyFile {
        credentials = List.copyOf(credentials);
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /** @param secrets passwords to be tried */
    static KeyFile read(Path file, List<Secret> secrets) throws CannotRunException {
        InputFile input = InputFile.read(file);
        if (input.isPkcs12()) {
            KeystoreReader.Contents contents = pkcs12(file, secrets);
            return new KeyFile(file, contents.credentials(), List.of(), contents.certificates());
        }
        var keyReader = new PemKeyReader(secrets);
        List<PrivateKey> keys = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : input.blocks()) {
            if (InputFile.isKey(block)) {
                keys.add(keyReader.read(file, block));
            } else {
                certificates.addAll(input.certificates(block));
            }
        }
        return new KeyFile(file, List.of(), keys, certificates);
    }

    /** The file's name without suffix, to name its keys after. */
    String name() {
        String name = path.toAbsolutePath().getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static KeystoreReader.Contents pkcs12(Path file, List<Secret> secrets) throws CannotRunException {
        if (secrets.isEmpty()) {
            throw new CannotRunException(
                    file + ": PKCS#12 (expected: its password with --in-secret file:PATH or env:NAME)");
        }
        KeyFileException failure = null;
        for (Secret secret : secrets) {
            try {
                return KeystoreReader.contents(file, secret);
            } catch (KeyFileException e) {
                failure = e;
            }
        }
        throw new CannotRunException(String.valueOf(requireNonNull(failure).getMessage()), failure);
    }
}
