package org.smimegate.core.cms;

import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.EndlessText;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Signs and encrypts a message of so many bytes and prints how many came out; run with little memory. */
final class LargeMessageProtection {
    private LargeMessageProtection() {}

    /** @param arguments size in bytes, signing mode, content cipher */
    public static void main(String[] arguments) throws Exception {
        RawMessage message = RawMessage.scan(new EndlessText(Long.parseLong(arguments[0])));
        TestIdentity bob = TestPki.shared().good("bob@example.org");
        List<ProtectionStep> steps = List.of(
                new ProtectionStep.Sign(Protecting.signer(bob), SigningMode.valueOf(arguments[1])),
                new ProtectionStep.Encrypt(
                        List.of(new EncryptionRecipient(bob.certificate(), Set.of())),
                        ContentCipher.valueOf(arguments[2]),
                        KeyTransport.RSA_PKCS1));
        CountingOutput out = new CountingOutput();
        new MessageProtector().protect(message, steps, out);
        System.out.println(out.count);
    }

    private static final class CountingOutput extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
