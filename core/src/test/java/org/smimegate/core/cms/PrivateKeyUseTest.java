package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeEnvelope.pkcs1;
import static org.smimegate.core.cms.HandMadeEnvelope.transport;
import static org.smimegate.core.cms.SmimeMail.entity;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.TrustDecision;

/** FAIL-CLOSED.md rule 3: how often a stranger can make a private key compute with a number of their choice. */
class PrivateKeyUseTest {
    private final TestPki pki = TestPki.shared();
    private final TestIdentity dave = pki.good("dave@example.net");
    private final TestIdentity carol = pki.good("carol@example.com");
    private MessageOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = new MessageOpener(
                (certificate, others, use, at) -> new TrustDecision.Trusted(List.of(certificate)),
                AlgorithmPolicy.year2026(true, true),
                Limits.defaults(),
                SpoolFolder.open(spool));
    }

    @Test
    void shouldComputeOnce_howeverManyRecipientInfosNameTheKey() throws Exception {
        HandMadeEnvelope envelope = new HandMadeEnvelope();
        for (int i = 0; i < 400; i++) {
            envelope.recipient(transport(dave, pkcs1(dave, new byte[32])));
        }
        CountedKey key = new CountedKey(dave);

        assertThat(decryption(envelope.to(dave).cbc(entity()), key)).isEqualTo(Decryption.FAILED);
        assertThat(key.uses()).isEqualTo(1);
    }

    @Test
    void shouldComputeOnce_whateverIsWrong() throws Exception {
        for (byte[] wrong : List.of(new byte[256], pkcs1(dave, new byte[16]), new byte[0])) {
            CountedKey key = new CountedKey(dave);

            assertThat(decryption(
                            new HandMadeEnvelope()
                                    .recipient(transport(dave, wrong))
                                    .to(dave)
                                    .cbc(entity()),
                            key))
                    .isEqualTo(Decryption.FAILED);
            assertThat(key.uses()).isEqualTo(1);
        }
    }

    @Test
    void shouldNotCompute_whenTheMessageIsForSomebodyElse() throws Exception {
        CountedKey key = new CountedKey(dave);

        assertThat(decryption(new HandMadeEnvelope().to(carol).cbc(entity()), key))
                .isEqualTo(Decryption.NO_KEY);
        assertThat(key.uses()).isZero();
    }

    /** What is refused anyway needs no key: an oracle less. */
    @Test
    void shouldNotCompute_whenTheCipherIsRefused() throws Exception {
        CountedKey key = new CountedKey(dave);
        byte[] shortTag = new HandMadeEnvelope()
                .to(dave)
                .authEnveloped(HandMadeEnvelope.gcmAlgorithm(12), new byte[64], null, new byte[12]);
        byte[] unknown = new HandMadeEnvelope()
                .to(dave)
                .enveloped(
                        new AlgorithmIdentifier(new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.3.4")),
                        new byte[64]);

        decryption(shortTag, key);
        decryption(unknown, key);

        assertThat(key.uses()).isZero();
    }

    /** OAEP says when a block is wrong, so the next of our keys has its turn; all in all eight are tried. */
    @Test
    void shouldTryEightKeys_whenAMessageNamesNine() throws Exception {
        CountedKey[] keys = new CountedKey[9];
        HandMadeEnvelope envelope = new HandMadeEnvelope();
        for (int i = 0; i < keys.length; i++) {
            TestIdentity one = pki.leaf("dave@example.net").build();
            keys[i] = new CountedKey(one);
            envelope.recipient(brokenOaep(one));
        }

        assertThat(decryption(envelope.cbc(entity()), keys)).isEqualTo(Decryption.FAILED);
        assertThat(Arrays.stream(keys).mapToInt(CountedKey::uses)).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 0);
    }

    private static RecipientInfo brokenOaep(TestIdentity recipient) throws Exception {
        ASN1Encodable standard = new RSAESOAEPparams();
        return new RecipientInfo(new KeyTransRecipientInfo(
                new RecipientIdentifier(HandMadeEnvelope.issuerAndSerial(recipient)),
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, standard),
                new DEROctetString(new byte[256])));
    }

    private Decryption decryption(byte[] cms, CountedKey... keys) throws Exception {
        List<DecryptionKey> own =
                Arrays.stream(keys).map(CountedKey::asDecryptionKey).toList();
        OpenRequest request = new OpenRequest(own, SignatureHandling.KEEP, "gw.example.net", Instant.now());
        byte[] message = SmimeMail.bytes(SmimeMail.opaque(cms, "enveloped-data"));
        try (OpenedMessage opened = opener.open(MessageSource.of(message), request)) {
            return opened.verdict().decryption().orElseThrow();
        }
    }

    /** Counts how often its secret number is asked for: once for each operation. */
    private static final class CountedKey implements RSAPrivateKey {
        private static final long serialVersionUID = 1;

        private final transient TestIdentity identity;
        private final transient AtomicInteger uses = new AtomicInteger();

        CountedKey(TestIdentity identity) {
            this.identity = identity;
        }

        int uses() {
            return uses.get();
        }

        DecryptionKey asDecryptionKey() {
            return new DecryptionKey("key " + identity.certificate().getSerialNumber(), this, identity.certificate());
        }

        @Override
        public BigInteger getPrivateExponent() {
            uses.incrementAndGet();
            return ((RSAPrivateKey) identity.key()).getPrivateExponent();
        }

        @Override
        public BigInteger getModulus() {
            return ((RSAPrivateKey) identity.key()).getModulus();
        }

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        /** As a key in hardware: it has no encoding. */
        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
