package org.smimegate.core.cms;

import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.testing.FuzzIdentities.BOB;
import static org.smimegate.core.testing.FuzzIdentities.ROOT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;

/** Messages and CMS objects to begin fuzzing with: made by our engine, by OpenSSL, and by hand. */
final class FuzzMaterial {
    private FuzzMaterial() {}

    /** What is done with OpenSSL, in a folder that is gone afterwards. */
    interface Work {
        byte[] with(OpenSsl openssl) throws Exception;
    }

    static byte[] openssl(Work work) throws Exception {
        Path folder = Files.createTempDirectory("smimegate-fuzz-openssl-");
        try {
            return work.with(OpenSsl.in(folder));
        } finally {
            try (Stream<Path> files = Files.walk(folder).sorted(Comparator.reverseOrder())) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Signed by OpenSSL, as DER. */
    static byte[] opensslSigned(String... form) throws Exception {
        return openssl(openssl -> openssl.cmsOutput(
                SmimeMail.entity(),
                with(
                        form,
                        "-sign",
                        "-binary",
                        "-outform",
                        "DER",
                        "-signer",
                        openssl.certificate(BOB),
                        "-inkey",
                        openssl.key(BOB))));
    }

    /** Encrypted by OpenSSL, as DER. */
    static byte[] opensslEncrypted(byte[] entity, TestIdentity recipient, String... form) throws Exception {
        return openssl(openssl -> openssl.cmsOutput(
                entity,
                with(form, "-encrypt", "-binary", "-outform", "DER", "-recip", openssl.certificate(recipient))));
    }

    private static String[] with(String[] form, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(0, List.of(form));
        return all.toArray(String[]::new);
    }

    /** Signed by our engine. */
    static byte[] signed(SigningMode mode) throws Exception {
        return Protecting.protect(HEADER + ENTITY, byBob(mode));
    }

    /** Signed, then encrypted. */
    static byte[] sealed(ContentCipher cipher, TestIdentity recipient) throws Exception {
        return Protecting.protect(HEADER + ENTITY, byBob(SigningMode.DETACHED), to(recipient, cipher));
    }

    /** Signed, encrypted and signed again. */
    static byte[] triple(TestIdentity recipient) throws Exception {
        ProtectionStep signing = byBob(SigningMode.DETACHED);
        return Protecting.protect(HEADER + ENTITY, signing, to(recipient, ContentCipher.AES_256_CBC), signing);
    }

    private static ProtectionStep byBob(SigningMode mode) {
        return new ProtectionStep.Sign(Protecting.signer(BOB), mode);
    }

    private static ProtectionStep to(TestIdentity recipient, ContentCipher cipher) {
        return Protecting.encrypt(cipher, KeyTransport.RSA_PKCS1, recipient);
    }

    static byte[] handSigned(byte[] content) throws Exception {
        return HandMadeSigner.signedData(content, List.of(BOB, ROOT), new HandMadeSigner(BOB).sign(SmimeMail.entity()));
    }
}
