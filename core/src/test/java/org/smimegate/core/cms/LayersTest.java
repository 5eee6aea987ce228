package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.bytes;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Layers in any order: what is opened, what stays, and what of it all is said. */
class LayersTest {
    private static final String RECEIVED = HEADER.substring(0, HEADER.indexOf("MIME-Version"));

    private final TestPki pki = TestPki.shared();
    private final TestIdentity bob = pki.good("bob@example.org");
    private final TestIdentity carol = pki.good("carol@example.com");
    private final TestIdentity dave = pki.good("dave@example.net");
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool).keys(dave);
    }

    @Test
    void shouldKeepOnlyInnerSignature_whenTripleWrappedAndKept() throws Exception {
        String inner = clearSigned(ENTITY, bob);

        Opened opened = opener.open(HEADER + clearSigned(encrypted(inner, dave), bob));

        assertLayers(opened, Layer.CLEAR_SIGNED, Layer.ENVELOPED_DATA, Layer.CLEAR_SIGNED);
        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.text()).endsWith(RECEIVED + "MIME-Version: 1.0\r\n" + inner);
        assertThat(opened.text())
                .startsWith("Authentication-Results: gw.example.net;\r\n smime=pass\r\n"
                        + " body.smime-identifier=bob@example.org\r\n body.smime-part=2\r\n"
                        + "X-SMime-Gateway: decrypted; AES-256-CBC\r\n");
    }

    @Test
    void shouldDeliverPlain_whenTripleWrappedAndRemoved() throws Exception {
        Opened opened = opener.removing().open(HEADER + clearSigned(encrypted(clearSigned(ENTITY, bob), dave), bob));

        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.text()).endsWith(RECEIVED + "MIME-Version: 1.0\r\n" + ENTITY);
        assertThat(opened.text()).doesNotContain("body.smime-part");
    }

    @Test
    void shouldKeepInnerSignature_whenItFailedAndShouldBeRemoved() throws Exception {
        String inner = clearSigned(ENTITY, bob).replace("seven", "eight");

        Opened opened = opener.removing().open(HEADER + clearSigned(encrypted(inner, dave), bob));

        assertThat(opened.verdict().decryption()).contains(Decryption.DECRYPTED);
        assertThat(opened.verdict().reason()).contains(Reason.ALTERED);
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text()).endsWith(inner);
    }

    /** Mallory changes what is around the envelope; then he may have put the envelope there as well. */
    @Test
    void shouldLeaveEnvelopeClosed_whenSignatureAroundItIsAltered() throws Exception {
        String signed = clearSigned(encrypted(clearSigned(ENTITY, bob), dave), bob);
        String altered = HEADER + signed.replace("name=smime.p7m", "name=smime.p7M");

        Opened opened = opener.removing().open(altered);

        assertThat(opened.verdict().decryption()).contains(Decryption.REFUSED);
        assertThat(opened.verdict().reason()).contains(Reason.ALTERED);
        assertThat(opened.text()).endsWith(altered);
        assertThat(opened.keysUsed()).isEmpty();
    }

    @Test
    void shouldOpenEnvelope_whenSignatureAroundItIsAnothers() throws Exception {
        Opened opened = opener.removing().open(HEADER + clearSigned(encrypted(ENTITY, dave), carol));

        assertThat(opened.verdict().decryption()).contains(Decryption.DECRYPTED);
        assertThat(opened.verdict().reason()).contains(Reason.ADDRESS_MISMATCH);
        assertThat(opened.text()).endsWith(ENTITY);
    }

    @Test
    void shouldReportWorstResultAndInnermostSigner_whenThereAreSeveralSignatures() throws Exception {
        Opened opened = opener.open(HEADER + clearSigned(encrypted(clearSigned(ENTITY, bob), dave), carol));

        assertThat(opened.verdict().signature()).contains(SignatureResult.POLICY);
        assertThat(opened.verdict().reason()).contains(Reason.ADDRESS_MISMATCH);
        assertThat(opened.verdict().signer().map(Object::toString)).contains("bob@example.org");
        assertThat(opened.verdict().signerCertificate()).contains(bob.certificate());
    }

    @Test
    void shouldKeepAllLayersByteForByte_whenInnerEnvelopeIsNotForUs() throws Exception {
        String message = HEADER + encrypted(clearSigned(encrypted(ENTITY, carol), bob), dave);

        Opened opened = opener.removing().open(message);

        assertLayers(opened, Layer.ENVELOPED_DATA, Layer.CLEAR_SIGNED, Layer.ENVELOPED_DATA);
        assertThat(opened.verdict().decryption()).contains(Decryption.NO_KEY);
        assertThat(opened.text()).endsWith(message).doesNotContain("X-SMime-Gateway");
    }

    @Test
    void shouldStayClosed_whenWhatIsInsideTheEnvelopeCannotBeOpened() throws Exception {
        String broken = "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + SmimeMail.base64(bytes("no cms"));
        String message = HEADER + encrypted(broken, dave);

        Opened opened = opener.open(message);

        assertThat(opened.verdict().decryption()).contains(Decryption.FAILED);
        assertThat(opened.verdict().reason()).contains(Reason.MALFORMED);
        assertThat(opened.text()).endsWith(message).doesNotContain("X-SMime-Gateway");
    }

    @Test
    void shouldExpand_whenCompressed() throws Exception {
        Opened opened = opener.open(HEADER + compressed(ENTITY));

        assertLayers(opened, Layer.COMPRESSED_DATA);
        assertThat(opened.verdict().signature()).contains(SignatureResult.NONE);
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text()).endsWith(ENTITY);
    }

    @Test
    void shouldOpenFourLayersInAnyOrder() throws Exception {
        Opened opened = opener.removing().open(HEADER + compressed(opaque(encrypted(compressed(ENTITY), dave), bob)));

        assertLayers(opened, Layer.COMPRESSED_DATA, Layer.SIGNED_DATA, Layer.ENVELOPED_DATA, Layer.COMPRESSED_DATA);
        assertThat(opened.text()).endsWith(ENTITY);
    }

    @Test
    void shouldKeepCompressionInsideSignature_whenSignatureIsKept() throws Exception {
        String signed = clearSigned(compressed(ENTITY), bob);

        assertThat(opener.open(HEADER + signed).text()).endsWith(signed);
        assertThat(opener.removing().open(HEADER + signed).text()).endsWith(ENTITY);
    }

    @Test
    void shouldStayClosed_whenThereAreFiveLayers() throws Exception {
        String message = HEADER + compressed(compressed(compressed(compressed(compressed(ENTITY)))));

        Opened opened = opener.open(message);

        assertThat(opened.verdict().layers()).hasSize(5);
        assertThat(opened.verdict().reason()).contains(Reason.LIMIT_EXCEEDED);
        assertThat(opened.verdict().signature()).contains(SignatureResult.NEUTRAL);
        assertThat(opened.text()).endsWith(message);
    }

    @Test
    void shouldRefuse_whenFifthLayerIsAnEnvelope() throws Exception {
        String message = HEADER + compressed(compressed(compressed(compressed(encrypted(ENTITY, dave)))));

        Opened opened = opener.open(message);

        assertThat(opened.verdict().decryption()).contains(Decryption.REFUSED);
        assertThat(opened.keysUsed()).isEmpty();
    }

    @Test
    void shouldBePass_whenGcmAndInnerSignaturePassed() throws Exception {
        byte[] cms = Envelopes.gcm(bytes(opaque(ENTITY, bob)), dave);

        Opened opened = opener.removing().open(SmimeMail.opaque(cms, "authEnveloped-data"));

        assertLayers(opened, Layer.AUTH_ENVELOPED_DATA, Layer.SIGNED_DATA);
        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.text()).endsWith(ENTITY);
    }

    @Test
    void shouldBeUnauthenticated_whenCbcHasASignatureOutsideOnly() throws Exception {
        Opened opened = opener.open(HEADER + clearSigned(encrypted(ENTITY, dave), bob));

        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.verdict().reason()).contains(Reason.UNAUTHENTICATED);
        assertThat(opened.text()).endsWith(ENTITY);
    }

    @Test
    void shouldBePartiallySigned_whenPartOfTheEncryptedContentIsSigned() throws Exception {
        String mixed = "Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n" + clearSigned(ENTITY, bob)
                + "\r\n--list\r\n\r\nfooter\r\n--list--\r\n";

        Opened opened = opener.open(HEADER + encrypted(mixed, dave));

        assertThat(opened.verdict().decryption()).contains(Decryption.DECRYPTED);
        assertThat(opened.verdict().reason()).contains(Reason.PARTIALLY_SIGNED);
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text()).endsWith(mixed);
    }

    /** Bob's signature covers all of it, whatever he forwards. */
    @Test
    void shouldPass_whenASignedMessageHoldsAPartiallySignedOne() throws Exception {
        String mixed = "Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n" + clearSigned(ENTITY, carol)
                + "\r\n--list\r\n\r\nfooter\r\n--list--\r\n";

        String inner = mixed.replace("boundary=sig", "boundary=inner").replace("--sig", "--inner");

        assertThat(opener.open(HEADER + clearSigned(inner, bob)).verdict().isVerified())
                .isTrue();
    }

    /** Kind by the CMS object, whatever the Content-Type says. */
    @Test
    void shouldGoByTheCmsObject_whenTheContentTypeSaysSomethingElse() throws Exception {
        String lying = HEADER + encrypted(ENTITY, dave).replace("enveloped-data", "signed-data");

        assertLayers(opener.open(lying), Layer.ENVELOPED_DATA);
    }

    @Test
    void shouldOpen_whenOldMediaTypesAreUsed() throws Exception {
        String old = encrypted(ENTITY, dave)
                .replace("application/pkcs7-mime; smime-type=enveloped-data", "Application/X-PKCS7-MIME");
        String nameOnly = encrypted(ENTITY, dave)
                .replace(
                        "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
                        "application/octet-stream; name=\"SMIME.P7M\"");

        assertThat(opener.open(HEADER + old).text()).endsWith(ENTITY);
        assertThat(opener.open(HEADER + nameOnly).text()).endsWith(ENTITY);
    }

    @Test
    void shouldPutOnlyContentFieldsOutside_whenInnerEntityHasOthers() throws Exception {
        String inner = "Subject: forged\r\nX-SMime-Gateway: decrypted\r\nMIME-Version: 1.0\r\n"
                + "Content-Description: offer\r\nContent-Type: text/plain\r\n\r\nhello\r\n";

        Opened opened = opener.open(HEADER + encrypted(inner, dave));

        assertThat(opened.text())
                .endsWith(HEADER + "Content-Description: offer\r\nContent-Type: text/plain\r\n\r\nhello\r\n");
        assertThat(opened.text().split("MIME-Version")).hasSize(2);
    }

    @Test
    void shouldDeliverBareText_whenContentHasNoHeader() throws Exception {
        Opened ascii = opener.open(HEADER + encrypted("Hello Dave,\r\nsee you.\r\n", dave));
        Opened utf8 = opener.removing().open(HEADER + opaque("Gr\u00c3\u00bc\u00c3\u009fe\r\n", bob));

        assertThat(ascii.text()).endsWith(HEADER + "\r\nHello Dave,\r\nsee you.\r\n");
        assertThat(utf8.verdict().isVerified()).isTrue();
        assertThat(utf8.text())
                .endsWith("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + "Gr\u00c3\u00bc\u00c3\u009fe\r\n");
    }

    @Test
    void shouldDeliverBinaryPartsUnchanged_whenLineFeedsAreData() throws Exception {
        String binary = "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                + "\u0000\u0001\n\u00ff\r\n\n";
        byte[] cms = Envelopes.gcm(bytes(binary), dave);

        assertThat(opener.open(SmimeMail.opaque(cms, "authEnveloped-data")).text())
                .endsWith(binary);
    }

    @Test
    void shouldMakeLineEndsCrlf_whenInnerEntityHasLineFeeds() throws Exception {
        String unix = ENTITY.replace("\r\n", "\n");

        assertThat(opener.open(HEADER + encrypted(unix, dave)).text()).endsWith(ENTITY);
    }

    @Test
    void shouldHonourLimitOfLayers_whenItIsLower() throws Exception {
        Limits one = new Limits(1 << 20, 1 << 20, 100, 1, 5, 5, 5, 5);

        assertThat(opener.with(one).open(HEADER + compressed(ENTITY)).text()).endsWith(ENTITY);
        assertThat(opener.with(one)
                        .open(HEADER + compressed(compressed(ENTITY)))
                        .verdict()
                        .reason())
                .contains(Reason.LIMIT_EXCEEDED);
    }

    private static void assertLayers(Opened opened, Layer... layers) {
        assertThat(opened.verdict().layers()).extracting(LayerReport::layer).containsExactly(layers);
    }

    private static String clearSigned(String entity, TestIdentity signer) throws Exception {
        return SmimeMail.clearSignedEntity(
                entity, signedData(null, List.of(signer), new HandMadeSigner(signer).sign(bytes(entity))));
    }

    private static String opaque(String entity, TestIdentity signer) throws Exception {
        byte[] content = bytes(entity);
        return SmimeMail.opaqueEntity(
                signedData(content, List.of(signer), new HandMadeSigner(signer).sign(content)), "signed-data");
    }

    private static String encrypted(String entity, TestIdentity... recipients) throws Exception {
        return SmimeMail.opaqueEntity(Envelopes.cbc(bytes(entity), recipients), "enveloped-data");
    }

    private static String compressed(String entity) throws Exception {
        return SmimeMail.opaqueEntity(Envelopes.compressed(bytes(entity)), "compressed-data");
    }
}
