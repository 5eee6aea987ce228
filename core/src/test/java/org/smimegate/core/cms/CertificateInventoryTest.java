package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.entity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class CertificateInventoryTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final TestIdentity DAVE = PKI.good("dave@example.net");
    private static final TestIdentity ERIN = PKI.good("erin@example.net");

    private CertificateInventory inventory;

    @BeforeEach
    void setUp(@TempDir Path folder) throws IOException {
        inventory = new CertificateInventory(
                AlgorithmPolicy.year2026(true, true), Limits.defaults(), SpoolFolder.open(folder.resolve("spool")));
    }

    private List<LayerCertificates> of(String message) throws Exception {
        return inventory.of(RawMessage.scan(MessageSource.of(bytes(message))));
    }

    @Test
    void shouldListSignersAndTheOthers_whenItIsSigned() throws Exception {
        byte[] detached = signedData(null, List.of(PKI.issuing(), BOB), new HandMadeSigner(BOB).sign(entity()));

        List<LayerCertificates> layers = of(HEADER + SmimeMail.clearSignedEntity(ENTITY, detached));

        assertThat(layers).hasSize(1);
        assertThat(layers.get(0).layer()).isEqualTo(Layer.CLEAR_SIGNED);
        assertThat(layers.get(0).certificates())
                .containsExactlyInAnyOrder(BOB.certificate(), PKI.issuing().certificate());
        assertThat(layers.get(0).signers()).containsExactly(Optional.of(BOB.certificate()));
        assertThat(layers.get(0).recipients()).isEmpty();
    }

    // signature, envelope: what is inside the envelope cannot be seen
    @Test
    void shouldNameTheRecipients_whenAnEnvelopeIsInside() throws Exception {
        String envelope = SmimeMail.opaqueEntity(Envelopes.gcm(entity(), DAVE, ERIN), "authEnveloped-data");
        byte[] opaque = signedData(bytes(envelope), List.of(BOB), new HandMadeSigner(BOB).sign(bytes(envelope)));

        List<LayerCertificates> layers = of(SmimeMail.opaque(opaque, "signed-data"));

        assertThat(layers)
                .extracting(LayerCertificates::layer)
                .containsExactly(Layer.SIGNED_DATA, Layer.AUTH_ENVELOPED_DATA);
        List<RecipientName> recipients = layers.get(1).recipients();
        assertThat(recipients)
                .extracting(recipient -> recipient.serial().orElseThrow())
                .containsExactlyInAnyOrder(serial(DAVE), serial(ERIN));
        assertThat(recipients)
                .extracting(recipient -> recipient.issuer().orElseThrow())
                .containsOnly(PKI.issuing().certificate().getSubjectX500Principal());
        assertThat(recipients).extracting(RecipientName::algorithm).containsOnly("RSA PKCS#1 v1.5");
    }

    private static String serial(TestIdentity identity) {
        return identity.certificate().getSerialNumber().toString(16);
    }

    @Test
    void shouldBeEmpty_whenItIsNoSmime() throws Exception {
        assertThat(of(HEADER + ENTITY)).isEmpty();
    }

    /** Rule 17: whatever is wrong ends in a value. */
    @Test
    void shouldEndInAValue_howeverItIsDamaged() throws Exception {
        byte[] good = Envelopes.gcm(entity(), DAVE, ERIN);
        Random random = new Random(17);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(600)] ^= (byte) (1 << random.nextInt(8));

            List<LayerCertificates> layers = ofDamaged(SmimeMail.opaque(damaged, "authEnveloped-data"));

            assertThat(layers).allMatch(layer -> layer.recipients().size() <= 2);
        }
    }

    private List<LayerCertificates> ofDamaged(String message) throws Exception {
        try {
            return of(message);
        } catch (UnreadableMessageException e) {
            return List.of();
        }
    }
}
