package org.smimegate.admin.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The demonstration's eyes: they must see what is there. */
class RawTextTest {
    private static final Letter LETTER = Letter.write("bob@a.example", "dave@b.example");

    @Test
    void shouldReveal_whenTheTextStandsInClear() {
        assertThat(RawText.of(LETTER.message()).reveals(LETTER.secret())).isTrue();
    }

    @Test
    void shouldReveal_whenTheTextIsOnlyEncoded() {
        String encoded = Base64.getMimeEncoder().encodeToString(LETTER.message());

        assertThat(new RawText("Content-Type: application/pkcs7-mime\r\n\r\n" + encoded + "\r\n")
                        .reveals(LETTER.secret()))
                .isTrue();
    }

    @Test
    void shouldNotReveal_whenTheTextIsNotThere() {
        assertThat(new RawText("Content-Type: application/pkcs7-mime\r\n\r\nMIIBBB==\r\n").reveals(LETTER.secret()))
                .isFalse();
    }

    @Test
    void shouldFindTheAttachment() {
        assertThat(RawText.of(LETTER.message()).attachment(LETTER.attachmentName()))
                .contains(LETTER.attachment());
        assertThat(RawText.of(LETTER.message()).attachment("other.bin")).isEmpty();
    }

    @Test
    void shouldUnfoldHeaderFields_andIgnoreTheBody() {
        RawText text = new RawText("A: 1\r\nAuthentication-Results: gw;\r\n smime=pass\r\n\r\nB: 2\r\n");

        assertThat(text.header("authentication-results")).contains("gw; smime=pass");
        assertThat(text.header("b")).isEmpty();
    }

    @Test
    void shouldTakeTheMessageOutOfTheConversation_whenDotsAreStuffed() {
        RawText heard = new RawText("EHLO a\r\nDATA\r\nA: 1\r\n\r\n..dot\r\n.\r\nQUIT\r\n");

        assertThat(heard.smtpData()).contains(new RawText("A: 1\r\n\r\n.dot\r\n"));
        assertThat(new RawText("EHLO a\r\nQUIT\r\n").smtpData()).isEmpty();
    }

    @Test
    void shouldChangeOneCharacterOfTheBody() {
        RawText original = new RawText("A: 1\r\n\r\nQUJD\r\nREVG\r\n");

        RawText tampered = original.tampered();

        assertThat(tampered.text())
                .hasSameSizeAs(original.text())
                .startsWith("A: 1\r\n\r\n")
                .isNotEqualTo(original.text());
        assertThat(new String(tampered.bytes(), ISO_8859_1)).isEqualTo(tampered.text());
    }
}
