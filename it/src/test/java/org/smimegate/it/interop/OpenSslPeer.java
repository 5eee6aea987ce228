package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Somebody whose mail the {@code openssl} command makes and reads. It must end with exit status 0 in every method. */
public final class OpenSslPeer {
    private final OpenSsl openssl;

    private OpenSslPeer(OpenSsl openssl) {
        this.openssl = openssl;
    }

    /** @param folder empty, for files in between */
    public static OpenSslPeer in(Path folder) {
        return new OpenSslPeer(OpenSsl.in(folder));
    }

    /** Signs and sends the chain along, but not the root. */
    public byte[] sign(byte[] entity, TestIdentity signer, List<String> options) throws IOException {
        return sign(entity, signer, signer.intermediates(), options);
    }

    /** Signs and sends these certificates along. */
    public byte[] sign(byte[] entity, TestIdentity signer, List<X509Certificate> others, List<String> options)
            throws IOException {
        return cms(
                entity,
                options,
                "-sign",
                "-signer",
                openssl.certificate(signer),
                "-inkey",
                openssl.key(signer),
                "-certfile",
                openssl.certificates(others));
    }

    public byte[] encrypt(byte[] entity, TestIdentity recipient, List<String> options) throws IOException {
        return encrypt(entity, recipient.certificate(), options);
    }

    public byte[] encrypt(byte[] entity, X509Certificate recipient, List<String> options) throws IOException {
        return cms(entity, options, "-encrypt", "-recip", openssl.certificates(List.of(recipient)));
    }

    /** Gives what was signed, if a path leads to this PKI's root. */
    public byte[] verify(byte[] message, TestPki pki) throws IOException {
        String root = openssl.certificates(List.of(pki.root().certificate()));
        return cms(message, List.of(), "-verify", "-CAfile", root);
    }

    public byte[] decrypt(byte[] message, TestIdentity recipient) throws IOException {
        return cms(
                message,
                List.of(),
                "-decrypt",
                "-recip",
                openssl.certificate(recipient),
                "-inkey",
                openssl.key(recipient));
    }

    /** Whether that key is one of those that the message is encrypted to. */
    public boolean opens(byte[] message, TestIdentity key) throws IOException {
        return openssl.cms(message, "-decrypt", "-recip", openssl.certificate(key), "-inkey", openssl.key(key))
                        .exitStatus()
                == 0;
    }

    /** The certificates that a signed message carries. */
    public List<X509Certificate> certificates(byte[] message) throws IOException {
        Path file = openssl.file(".certs", new byte[0]);
        cms(message, List.of(), "-verify", "-noverify", "-certsout", file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IOException(file.toString(), e);
        }
    }

    /** A certs-only message's body: nothing but these certificates, DER. */
    public byte[] certsOnly(List<X509Certificate> certificates) throws IOException {
        return openssl.run(
                        "crl2pkcs7",
                        new byte[0],
                        "-nocrl",
                        "-certfile",
                        openssl.certificates(certificates),
                        "-outform",
                        "DER")
                .output();
    }

    /** The structure in words: algorithms, recipients, attributes. */
    public String print(byte[] message) throws IOException {
        return new String(cms(message, List.of(), "-cmsout", "-print"), UTF_8);
    }

    private byte[] cms(byte[] message, List<String> options, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(options);
        return openssl.cmsOutput(message, all.toArray(String[]::new));
    }
}
