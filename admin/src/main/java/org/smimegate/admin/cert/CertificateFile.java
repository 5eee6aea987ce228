package org.smimegate.admin.cert;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.KeystoreReader;
import org.smimegate.keys.Secret;

/**
 * The certificates of a file: PEM, DER, PKCS#7 or PKCS#12. Private keys in a PEM file are not looked at.
 *
 * @param certificates each once, in the file's order
 * @param keys names of private keys by their certificate; PKCS#12 only
 */
public record CertificateFile(Path path, List<X509Certificate> certificates, Map<X509Certificate, String> keys) {
    public CertificateFile {
        certificates = List.copyOf(certificates);
        keys = Map.copyOf(keys);
    }

    /**
     * Reads a file, and the names of its keys.
     *
     * @param password of PKCS#12 files
     * @throws CannotRunException no such file, or no certificates in it
     */
    static CertificateFile read(Path file, @Nullable Secret password) throws CannotRunException {
        return read(file, password, CertificateFile::withKeys);
    }

    /** As {@link #read}, but private keys are not looked at. */
    public static CertificateFile readCertificates(Path file, @Nullable Secret password) throws CannotRunException {
        return read(file, password, (path, secret) -> new CertificateFile(path, certificates(path, secret), Map.of()));
    }

    private interface Pkcs12Reader {
        CertificateFile read(Path file, Secret password) throws KeyFileException, CannotRunException;
    }

    private static CertificateFile read(Path file, @Nullable Secret password, Pkcs12Reader pkcs12)
            throws CannotRunException {
        InputFile input = InputFile.read(file);
        if (!input.isPkcs12()) {
            return certificates(input);
        }
        if (password == null) {
            throw new CannotRunException(
                    file + ": PKCS#12 (expected: its password with --secret file:PATH or env:NAME)");
        }
        try {
            return pkcs12.read(file, password);
        } catch (KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    private static CertificateFile withKeys(Path file, Secret password) throws KeyFileException {
        KeystoreReader.Contents contents = KeystoreReader.contents(file, password);
        Map<X509Certificate, String> keys = new LinkedHashMap<>();
        contents.credentials().forEach(c -> keys.put(c.certificate(), c.alias()));
        return new CertificateFile(file, contents.certificates(), keys);
    }

    private static List<X509Certificate> certificates(Path file, Secret password)
            throws KeyFileException, CannotRunException {
        List<X509Certificate> certificates = KeystoreReader.certificates(file, password);
        if (certificates.isEmpty()) {
            throw new CannotRunException(file + ": no certificate in it (expected: PKCS#12 with certificates)");
        }
        return certificates;
    }

    private static CertificateFile certificates(InputFile input) throws CannotRunException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : input.blocks()) {
            if (!InputFile.isKey(block)) {
                certificates.addAll(input.certificates(block));
            }
        }
        if (certificates.isEmpty()) {
            throw new CannotRunException(input.path() + ": a private key without certificate (expected: certificates)");
        }
        return new CertificateFile(
                input.path(), certificates.stream().distinct().toList(), Map.of());
    }
}
