package org.smimegate.core.cms;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.EndlessText;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;

/** Protects a message of so many bytes, opens it again, and prints what came of it; run with little memory. */
final class LargeMessageOpening {
    private static final int HEADER = "From: bob@example.org\r\nMIME-Version: 1.0\r\n".length();

    private LargeMessageOpening() {}

    /** @param arguments size in bytes, signing mode, content cipher, work folder */
    public static void main(String[] arguments) throws Exception {
        EndlessText original = new EndlessText(Long.parseLong(arguments[0]));
        Path folder = Path.of(arguments[3]);
        TestPki pki = TestPki.shared();
        TestIdentity bob = pki.good("bob@example.org");
        Path file = folder.resolve("protected.eml");
        protect(original, bob, arguments, file);
        AlgorithmPolicy policy = AlgorithmPolicy.year2026(false, true);
        MessageOpener opener = new MessageOpener(
                new AnchoredTrust(pki::anchorsOnly, policy),
                policy,
                Limits.defaults(),
                SpoolFolder.open(folder.resolve("spool")));
        OpenRequest request = new OpenRequest(
                List.of(TestOpener.decryptionKey(bob)), SignatureHandling.REMOVE, "gw.example.net", TestPki.NOW);
        try (OpenedMessage opened = opener.open(MessageSource.of(file), request)) {
            boolean same = Arrays.equals(digest(original), deliveredDigest(opened));
            System.out.println(opened.verdict().isVerified() + " " + same);
        }
    }

    private static void protect(EndlessText original, TestIdentity bob, String[] arguments, Path file)
            throws Exception {
        List<ProtectionStep> steps = List.of(
                new ProtectionStep.Sign(Protecting.signer(bob), SigningMode.valueOf(arguments[1])),
                Protecting.encrypt(ContentCipher.valueOf(arguments[2]), KeyTransport.RSA_PKCS1, bob));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new MessageProtector().protect(RawMessage.scan(original), steps, out);
        }
    }

    /** Of the message without the fields that we put before the first of its own. */
    private static byte[] deliveredDigest(OpenedMessage opened) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        opened.writeTo(new FromContentOn(out));
        return digest.digest();
    }

    private static byte[] digest(EndlessText original) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        original.slice(HEADER, original.size()).copyTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return digest.digest();
    }

    /** Passes on what follows the line MIME-Version. */
    private static final class FromContentOn extends OutputStream {
        private static final byte[] MARK = "MIME-Version: 1.0\r\n".getBytes(StandardCharsets.US_ASCII);

        private final OutputStream out;
        private int matched;

        FromContentOn(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            if (matched == MARK.length) {
                out.write(b);
            } else {
                matched = b == MARK[matched] ? matched + 1 : b == MARK[0] ? 1 : 0;
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            while (matched < MARK.length && from < offset + length) {
                write(bytes[from++]);
            }
            out.write(bytes, from, offset + length - from);
        }
    }
}
