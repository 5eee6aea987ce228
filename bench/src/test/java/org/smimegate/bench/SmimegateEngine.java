package org.smimegate.bench;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.smimegate.core.cms.DecryptionKey;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.cms.MessageOpener;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.cms.OpenRequest;
import org.smimegate.core.cms.OpenedMessage;
import org.smimegate.core.cms.ProtectionStep;
import org.smimegate.core.cms.SigningIdentity;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.TrustStore;

/** Ours, used as the mailets use it. */
final class SmimegateEngine implements MailEngine {
    private final Parties parties = Parties.SHARED;
    private final MessageProtector protector = new MessageProtector();
    private final MessageOpener opener;
    private final OpenRequest request;
    private final ProtectionStep sign = sign(parties.sender);
    private final ProtectionStep signWithEc = sign(parties.ecSender);
    private final Map<Integer, ProtectionStep> encrypt = new ConcurrentHashMap<>();
    private final ProtectionStep encryptGcm = encrypt(1, ContentCipher.AES_256_GCM);

    SmimegateEngine() throws Exception {
        AlgorithmPolicy policy = AlgorithmPolicy.year2026(false, true);
        TrustStore store = parties.pki.anchorsOnly();
        Path folder = Files.createTempDirectory("smimegate-bench");
        folder.toFile().deleteOnExit();
        opener = new MessageOpener(
                new AnchoredTrust(() -> store, policy), policy, Limits.defaults(), SpoolFolder.open(folder));
        TestIdentity recipient = parties.recipients.get(0);
        DecryptionKey key = new DecryptionKey("dave", recipient.key(), recipient.certificate());
        request = new OpenRequest(List.of(key), SignatureHandling.KEEP, "gw.example.net", Instant.now());
    }

    @Override
    public void sign(byte[] message, OutputStream out) throws Exception {
        sign(MessageSource.of(message), out);
    }

    @Override
    public void signWithEc(byte[] message, OutputStream out) throws Exception {
        signWithEc(MessageSource.of(message), out);
    }

    @Override
    public void encrypt(byte[] message, int recipients, OutputStream out) throws Exception {
        protect(MessageSource.of(message), List.of(encryptTo(recipients)), out);
    }

    /** AES-256-GCM, to one. */
    void encryptGcm(byte[] message, OutputStream out) throws Exception {
        protect(MessageSource.of(message), List.of(encryptGcm), out);
    }

    @Override
    public void signAndEncrypt(byte[] message, OutputStream out) throws Exception {
        signAndEncrypt(MessageSource.of(message), out);
    }

    @Override
    public void decrypt(byte[] encrypted, OutputStream out) throws Exception {
        decrypt(MessageSource.of(encrypted), out);
    }

    @Override
    public void verify(byte[] signed, OutputStream out) throws Exception {
        verify(MessageSource.of(signed), out);
    }

    @Override
    public void decryptAndVerify(byte[] message, OutputStream out) throws Exception {
        decryptAndVerify(MessageSource.of(message), out);
    }

    void sign(MessageSource message, OutputStream out) throws Exception {
        protect(message, List.of(sign), out);
    }

    void signWithEc(MessageSource message, OutputStream out) throws Exception {
        protect(message, List.of(signWithEc), out);
    }

    /** To one. */
    void encrypt(MessageSource message, OutputStream out) throws Exception {
        protect(message, List.of(encryptTo(1)), out);
    }

    void signAndEncrypt(MessageSource message, OutputStream out) throws Exception {
        protect(message, List.of(sign, encryptTo(1)), out);
    }

    void decrypt(MessageSource message, OutputStream out) throws Exception {
        open(message, SignatureResult.NONE, out);
    }

    void verify(MessageSource message, OutputStream out) throws Exception {
        open(message, SignatureResult.PASS, out);
    }

    void decryptAndVerify(MessageSource message, OutputStream out) throws Exception {
        verify(message, out);
    }

    private void protect(MessageSource message, List<ProtectionStep> steps, OutputStream out) throws Exception {
        protector.protect(RawMessage.scan(message), steps, out);
    }

    private void open(MessageSource message, SignatureResult expected, OutputStream out) throws Exception {
        try (OpenedMessage opened = opener.open(message, request)) {
            MessageVerdict verdict = opened.verdict();
            if (!verdict.isVerified() || verdict.signature().orElse(SignatureResult.NONE) != expected) {
                throw new IllegalStateException(verdict.toString());
            }
            opened.writeTo(out);
        }
    }

    private static ProtectionStep sign(TestIdentity identity) {
        return new ProtectionStep.Sign(
                new SigningIdentity(
                        identity.key(), identity.certificate(), identity.intermediates(), identity.certificate()),
                SigningMode.DETACHED);
    }

    private ProtectionStep encryptTo(int recipients) {
        return encrypt.computeIfAbsent(recipients, number -> encrypt(number, ContentCipher.AES_256_CBC));
    }

    private ProtectionStep encrypt(int recipients, ContentCipher cipher) {
        return new ProtectionStep.Encrypt(
                parties.recipients(recipients).stream()
                        .map(r -> new EncryptionRecipient(r.certificate(), Set.of()))
                        .toList(),
                cipher,
                KeyTransport.RSA_PKCS1);
    }
}
