package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.smimegate.core.message.Mail.crlf;
import static org.smimegate.core.message.Mail.scan;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

class SmimeTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m | PKCS7_MIME",
                "Application/X-PKCS7-MIME | PKCS7_MIME",
                "application/pkcs7-mime (comment) | PKCS7_MIME",
                "application/pkcs7-signature; name=smime.p7s | PKCS7_SIGNATURE",
                "application/x-pkcs7-signature | PKCS7_SIGNATURE",
                "multipart/signed; boundary=b; protocol=\"application/pkcs7-signature\" | CLEAR_SIGNED",
                "multipart/signed; boundary=b; PROTOCOL=application/X-pkcs7-Signature | CLEAR_SIGNED",
                "Multipart/Signed; boundary=b; protocol=\" application/pkcs7-signature \"; micalg=sha1 | CLEAR_SIGNED",
                "multipart/signed; protocol=application/pkcs7-signature | CLEAR_SIGNED",
                "multipart/signed; boundary=b; protocol=\"application/pgp-signature\" | NONE",
                "multipart/signed; boundary=b | NONE",
                "multipart/encrypted; protocol=\"application/pgp-encrypted\" | NONE",
                "application/octet-stream; name=smime.p7m | PKCS7_MIME",
                "application/octet-stream; name=\"SMIME.P7M\" | PKCS7_MIME",
                "application/octet-stream; name=\"smime.p7c \" | PKCS7_MIME",
                "application/octet-stream; name*=utf-8''smime%2Ep7z | PKCS7_MIME",
                "application/octet-stream; name*0=smime.; name*1=p7m | PKCS7_MIME",
                "application/octet-stream; name=\"=?utf-8?Q?smime=2Ep7m?=\" | PKCS7_MIME",
                "application/octet-stream; name=x.txt; name=smime.p7m | PKCS7_MIME",
                "application/x-unknown; name=a.p7s | PKCS7_SIGNATURE",
                "application/octet-stream; name=smime.p7m.txt | NONE",
                "application/octet-stream; name=smimep7m | NONE",
                "text/plain; name=smime.p7m | NONE",
                "text/plain; x=application/pkcs7-mime | NONE",
                "application/pkcs7-mimetype | NONE",
                "application/xpkcs7-mime | NONE",
                "application/pkcs7 | NONE",
                "application/pkcs7-mime/x | NONE",
                "application | NONE",
                "`` | NONE"
            })
    void shouldGoByTheTableOfRfc8551(String contentType, SmimeType expected) throws Exception {
        assertThat(scan("Content-Type: " + contentType + "\r\n\r\nbody").smimeType())
                .isEqualTo(expected);
    }

    @Test
    void shouldLookAtTheDisposition() throws Exception {
        assertThat(
                        scan("Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"x.p7m\"\r\n\r\n")
                                .smimeType())
                .isEqualTo(SmimeType.PKCS7_MIME);
        assertThat(scan("Content-Disposition: attachment; filename=\"x.p7m\"\r\n\r\n")
                        .smimeType())
                .isEqualTo(SmimeType.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "application/pkcs7-signature,CLEAR_SIGNED",
        "Application/x-PKCS7-Signature,CLEAR_SIGNED",
        "application/pgp-signature,NONE"
    })
    void shouldLookAtTheSecondPart_whenTheProtocolSaysNothing(String second, SmimeType expected) throws Exception {
        RawMessage message = scan(crlf("Content-Type: multipart/signed; boundary=b\n\n--b\n\none\n--b\nContent-Type: "
                + second + "\n\nx\n--b--\n"));

        assertThat(message.smimeType()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\nContent-Type: application/pkcs7-mime\n",
                "Content-Type: application/pkcs7-mime\nContent-Type: text/plain\n",
                "Content-Type: application/pkcs7-mime\nContent-Type: application/pkcs7-mime\n",
                "Content-Type: application/pkcs7-mime\nContent\0-Type: text/plain\n",
                "Content-Type: text/plain\n Content-Type: x\nX: y\rContent-Type: application/pkcs7-mime\n",
                "X: a\rb\nContent-Type: application/pkcs7-mime\n",
                "Pay this at once\nContent-Type: application/pkcs7-mime\n",
                "Content-Type: application/pkcs7-mime\nPay this at once\n",
                "X: y\nFrom a@x.org Mon Jan 1 10:00:00 2024\nContent-Type: application/pkcs7-mime\n",
                " blank first\nContent-Type: application/pkcs7-mime\n",
                "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n",
                "Content-Type: multipart/signed; protocol=application/pkcs7-signature; boundary=a; boundary=b\n",
                "Content-Type: multipart/signed; protocol=application/pkcs7-signature; boundary=a; boundary*=b\n"
            })
    void shouldBeRefused_whenReadersMayDifferOnSmime(String header) {
        refused(header + "\nbody\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preamble \r--b\r\rPay this\r--b\n\none\n--b\n\nx\n--b--\n",
                "--b\n\none\n--b\n\nx\r--b\r\rPay this\n--b--\n",
                "--b\n\none\n--b\nX: y\r--b\r\rPay this\n\nx\n--b--\n",
                "--b\n\none\n--b\n\nx\n--b--\n\r--b\r\rPay this\n"
            })
    void shouldBeRefused_whenALoneCrCouldMakeABoundary(String body) {
        refused("Content-Type: multipart/signed; protocol=application/pkcs7-signature; boundary=b\n\n" + body);
    }

    @Test
    void shouldBeReadable_whenALoneCrIsSigned() throws Exception {
        assertThat(scan("Content-Type: multipart/signed; protocol=application/pkcs7-signature; boundary=b\n\n"
                                + "--b\n\na\rb\n--b\n\nx\n--b--\n")
                        .smimeType())
                .isEqualTo(SmimeType.CLEAR_SIGNED);
    }

    private static void refused(String mail) {
        assertThatThrownBy(() -> scan(mail))
                .asInstanceOf(type(UnreadableMessageException.class))
                .extracting(UnreadableMessageException::reason)
                .isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\nContent-Type: text/html\n",
                "no colon\nContent-Type: text/plain\n",
                "X: a\rb\nSubject: application/pkcs7-mime\n",
                "From a@x.org Mon Jan 1 10:00:00 2024\nSubject: x\n"
            })
    void shouldPass_whenOddMailIsSmimeForNobody(String header) throws Exception {
        assertThat(scan(header + "\nbody\n").smimeType()).isEqualTo(SmimeType.NONE);
    }

    @Test
    void shouldBeReadable_whenAMailboxLineStandsFirst() throws Exception {
        assertThat(scan("From a@x.org Mon Jan 1 10:00:00 2024\nContent-Type: application/pkcs7-mime\n\n")
                        .smimeType())
                .isEqualTo(SmimeType.PKCS7_MIME);
    }
}
