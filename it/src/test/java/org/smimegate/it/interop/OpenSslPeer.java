package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Somebody whose mail the {@code openssl} command makes and reads. It must end with exit status 0 in every method. */
final class OpenSslPeer {
    private final OpenSsl openssl;

    private OpenSslPeer(OpenSsl openssl) {
        this.openssl = openssl;
    }

    /** @param folder empty, for files in between */
    static OpenSslPeer in(Path folder) {
        return new OpenSslPeer(OpenSsl.in(folder));
    }

    /** Signs and sends the chain along, but not the root. */
    byte[] sign(byte[] entity, TestIdentity signer, List<String> options) throws IOException {
        return cms(
                entity,
                options,
                "-sign",
                "-signer",
                openssl.certificate(signer),
                "-inkey",
                openssl.key(signer),
                "-certfile",
                openssl.certificates(signer.intermediates()));
    }

    byte[] encrypt(byte[] entity, TestIdentity recipient, List<String> options) throws IOException {
        return cms(entity, options, "-encrypt", "-recip", openssl.certificate(recipient));
    }

    /** Gives what was signed, if a path leads to this PKI's root. */
    byte[] verify(byte[] message, TestPki pki) throws IOException {
        String root = openssl.certificates(List.of(pki.root().certificate()));
        return cms(message, List.of(), "-verify", "-CAfile", root);
    }

    byte[] decrypt(byte[] message, TestIdentity recipient) throws IOException {
        return cms(
                message,
                List.of(),
                "-decrypt",
                "-recip",
                openssl.certificate(recipient),
                "-inkey",
                openssl.key(recipient));
    }

    /** The structure in words: algorithms, recipients, attributes. */
    String print(byte[] message) throws IOException {
        return new String(cms(message, List.of(), "-cmsout", "-print"), UTF_8);
    }

    private byte[] cms(byte[] message, List<String> options, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(options);
        return openssl.cmsOutput(message, all.toArray(String[]::new));
    }
}
