package org.smimegate.admin.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.trust.CertificateFormatException;
import org.smimegate.core.trust.Certificates;

/** One partner's certificate, and those of the CAs above it that came in the same file. */
record PartnerFile(X509Certificate certificate, List<X509Certificate> chain) {
    private static final String STANDARD_INPUT = "-";
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";

    PartnerFile {
        chain = List.copyOf(chain);
    }

    /** @param file PEM, DER or PKCS#7; {@code -} is the standard input */
    static PartnerFile read(String file, InputStream standardInput) throws CannotRunException {
        try {
            byte[] content = content(file, standardInput);
            if (content.length > MAX_BYTES) {
                throw new CannotRunException(file + ": more than " + MAX_BYTES
                        + " bytes (expected: one certificate; for" + " many there is keys import)");
            }
            if (new String(content, StandardCharsets.ISO_8859_1).contains(PRIVATE_KEY)) {
                throw new CannotRunException(file + ": holds a private key (expected: the partner's certificate; a"
                        + " private key stays with its owner)");
            }
            return of(file, Certificates.parse(content, file));
        } catch (NoSuchFileException e) {
            throw new CannotRunException(file + ": no such file", e);
        } catch (IOException e) {
            throw new CannotRunException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (CertificateFormatException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] content(String file, InputStream standardInput) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return standardInput.readNBytes(MAX_BYTES + 1);
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private static PartnerFile of(String file, List<X509Certificate> all) throws CannotRunException {
        List<X509Certificate> leaves = all.size() == 1
                ? all
                : all.stream().filter(c -> !isAuthority(c)).toList();
        if (leaves.size() != 1) {
            throw new CannotRunException(file + ": " + leaves.size() + " certificates of partners (expected: one, with"
                    + " those of the CAs above it; for many there is keys import)");
        }
        X509Certificate leaf = leaves.get(0);
        return new PartnerFile(leaf, all.stream().filter(c -> !c.equals(leaf)).toList());
    }

    private static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }
}
