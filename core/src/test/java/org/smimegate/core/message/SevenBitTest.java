package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.message.Mail.crlf;
import static org.smimegate.core.message.Mail.scan;
import static org.smimegate.core.message.Mail.written;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SevenBitTest {
    private static final String SIGNED = """
            Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=s

            --s
            Content-Type: text/plain
            Content-Transfer-Encoding: 8bit

            TEXT
            --s
            Content-Type: application/pgp-signature

            sig
            --s--
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\n\nplain\ntext\n",
                "Content-Type: text/plain; \n\tcharset=us-ascii\nContent-Transfer-Encoding: 7bit\n\nno line end",
                "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nQUJD\n",
                "Content-Transfer-Encoding: quoted-printable\n\n=E4=\n=20\n",
                "\nno fields at all\n",
                "Content-Type: application/x\nContent-Transfer-Encoding: x-odd\n\nplain\n",
                "Content-Type: multipart/mixed; boundary=b\n\npre\n--b\n\none\n--b\nX: y\n--b--\npost\n"
            })
    void shouldStayByteForByte_whenNothingIsUnsafe(String entity) throws Exception {
        assertThat(ready("To: x@y.org\r\n" + crlf(entity))).isEqualTo(crlf(entity));
        assertThat(ready("To: x@y.org\n" + entity)).isEqualTo(crlf(entity));
    }

    @Test
    void shouldLeaveOtherFieldsOutside() throws Exception {
        assertThat(ready("Subject: \u00e4\r\nMIME-Version: 1.0\r\nContent-X: y\r\n\r\nbody"))
                .isEqualTo("Content-X: y\r\n\r\nbody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`gr\u00fc\u00dfe aus der ferne an alle\n` | `gr=FC=DFe aus der ferne an alle\r\n`",
                "`-- \nname` | `=2D-=20\r\nname`",
                "`From here\n` | `=46rom here\r\n`",
                "`a\rb\n` | `a=0Db\r\n`"
            })
    void shouldQuoteText(String body, String expected) throws Exception {
        assertThat(ready("Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\nContent-X: y\n\n" + body))
                .isEqualTo(
                        "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-X: y\r\n\r\n"
                                + expected);
    }

    @Test
    void shouldAddTheLabel_whenThereWasNone() throws Exception {
        assertThat(ready("Content-Type: text/html\n\n<p>trailing \n"))
                .isEqualTo(
                        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>trailing=20\r\n");
        assertThat(ready("Subject: x\n\nlong " + "x".repeat(1000)))
                .startsWith("Content-Transfer-Encoding: quoted-printable\r\n\r\nlong xxxx");
    }

    @Test
    void shouldTakeBase64_whenTextIsMostlyNotAscii() throws Exception {
        String text = "\u00d0\u00bf\u00d1\u0080\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u00d1\u0082\n";

        assertThat(ready("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text))
                .isEqualTo("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(Mail.bytes(crlf(text))) + "\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/octet-stream | `\u00ffNUL\n\r\n\r`",
                "image/png | `abc \nx`",
                "text/plain; charset=UTF-16LE | `aNUL\nNUL`",
                "text/plain | `aNULb\n`",
                "nonsense | `\u00e4\n`"
            })
    void shouldTakeBase64OfTheBytesThemselves_whenTheyAreNotLines(String type, String written) throws Exception {
        String body = written.replace("NUL", "\0");
        assertThat(ready("Content-Type: " + type + "\r\n\r\n" + body))
                .isEqualTo("Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(Mail.bytes(body)) + "\r\n");
    }

    @Test
    void shouldKeepBareLineFeeds_whenTheyAreData() throws Exception {
        assertThat(ready("Content-Type: application/x\r\nContent-Transfer-Encoding: binary\r\n\r\na\nb"))
                .endsWith("Content-Transfer-Encoding: base64\r\n\r\nYQpi\r\n");
    }

    @Test
    void shouldEncodeAnew_whenEncodedPartsHoldUnsafeBytes() throws Exception {
        assertThat(ready("Content-Type: image/png\r\nContent-Transfer-Encoding: BASE64\r\n\r\nQUJD \r\nREVG\r\n"))
                .isEqualTo("Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJDREVG\r\n");
        assertThat(
                        ready(
                                "Content-Type: text/plain\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\n=e4=3D \u00fc=\r\n=0A=2D-x\r\n"))
                .isEqualTo(
                        "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E4=3D =FC=0A=2D-x\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8bit", "binary", "8BIT"})
    void shouldRelabel_whenPlainBytesAreLabelledHigher(String label) throws Exception {
        assertThat(ready("Content-Type: text/plain\r\nContent-Transfer-Encoding: " + label + "\r\n\r\nplain\r\n"))
                .isEqualTo("Content-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\nplain\r\n");
    }

    @Test
    void shouldRecodeInside_whenPartsAreNested() throws Exception {
        String mail = """
                Content-Type: multipart/mixed; boundary=a
                Content-Transfer-Encoding: 8bit

                preamble
                --a
                Content-Type: text/plain

                plain
                --a
                Content-Type: message/rfc822
                Content-Transfer-Encoding: 8bit

                Subject: inside
                Content-Type: multipart/alternative; boundary=b
                Content-Transfer-Encoding: binary

                --b
                Content-Type: text/plain
                Content-Transfer-Encoding: 8bit

                gr\u00fc\u00dfe an alle die hier noch mitlesen
                --b
                Content-Type: application/x

                \u00ff
                --b--
                --a--
                epilogue
                """;
        String expected = """
                Content-Type: multipart/mixed; boundary=a
                Content-Transfer-Encoding: 7bit

                preamble
                --a
                Content-Type: text/plain

                plain
                --a
                Content-Type: message/rfc822
                Content-Transfer-Encoding: 7bit

                Subject: inside
                Content-Type: multipart/alternative; boundary=b
                Content-Transfer-Encoding: 7bit

                --b
                Content-Type: text/plain
                Content-Transfer-Encoding: quoted-printable

                gr=FC=DFe an alle die hier noch mitlesen
                --b
                Content-Type: application/x
                Content-Transfer-Encoding: base64

                /w==

                --b--
                --a--
                epilogue
                """;

        assertThat(ready(mail)).isEqualTo(crlf(expected));
        assertThat(ready(crlf(mail))).isEqualTo(crlf(expected));
        assertThat(ready(crlf(expected))).isEqualTo(crlf(expected));
    }

    @Test
    void shouldMakeDelimitersAnew_whenTheTextAroundPartsIsUnsafe() throws Exception {
        assertThat(
                        ready(
                                "Content-Type: multipart/mixed; boundary=\"a b\"\n\npre\u00e4mble\n--a b \nX: y\n\none\n--a b\n\ntwo \n--a b--\npost\n"))
                .isEqualTo(
                        crlf(
                                "Content-Type: multipart/mixed; boundary=\"a b\"\n\n--a b\nX: y\n\none\n--a b\nContent-Transfer-Encoding: quoted-printable\n\ntwo=20\n--a b--\n"));
    }

    @Test
    void shouldKeepNestedSignatures_whenTheyAreSafe() throws Exception {
        String signed = SIGNED.replace("TEXT", "plain");
        String mail = "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nbl\u00e4nk but mostly plain\n--m\n" + signed
                + "\n--m--\n";

        assertThat(ready(signed)).isEqualTo(crlf(signed));
        assertThat(ready(mail)).contains("bl=E4nk but mostly plain\r\n--m\r\n" + crlf(signed) + "\r\n--m--\r\n");
    }

    @Test
    void shouldAskForOpaque_whenANestedSignatureIsUnsafe() throws Exception {
        String signed = SIGNED.replace("TEXT", "gr\u00fc\u00dfe");
        String forwarded = "Content-Type: message/rfc822\n\nSubject: x\n" + signed;
        String mixed =
                "Content-Type: multipart/mixed; boundary=m\nContent-Transfer-Encoding: 8bit\n\n--m\n\nblank at the end \n--m\n"
                        + signed + "\n--m--\n";

        assertThat(opaque(signed)).isEqualTo(crlf(signed));
        assertThat(opaque(forwarded)).isEqualTo(crlf(forwarded));
        assertThat(opaque(mixed))
                .startsWith(crlf(
                        "Content-Type: multipart/mixed; boundary=m\nContent-Transfer-Encoding: 8bit\n\n--m\nContent-Transfer-Encoding: quoted-printable\n\nblank at the end=20\n--m\n"
                                + signed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\nContent-Disposition: attachment; filename=\"\u00e4\"\n\nplain\n",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nX: \u00e4\n\none\n--b--\n",
                "Content-Type: message/rfc822\n\nSubject: \u00e4\n\none\n",
                "Content-Type: message/rfc822\n\nFrom a@x.org now\nSubject: x\n\none\n",
                "Content-Type: message/rfc822\n\nSubject: a\rb\n\none\n",
                "Content-Type: message/rfc822\n\nSubject: a\0b\n\none\n",
                "Content-Type: message/delivery-status\n\nX: \u00e4\n",
                "Content-Type: multipart/mixed; boundary=b\n\nno parts \u00e4\n",
                "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n--b\n\n\u00e4\n--b--\n",
                "Content-Type: text/plain\nContent-Transfer-Encoding: x-odd\n\n\u00e4\n",
                "Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\nContent-Transfer-Encoding: base64\n\n\u00e4\n"
            })
    void shouldAskForOpaque_whenUnsafeBytesCannotBeRecoded(String entity) throws Exception {
        assertThat(opaque("To: x@y.org\n" + entity)).isEqualTo(crlf(entity));
    }

    @Test
    void shouldAskForOpaque_whenAHeaderLineIsTooLong() throws Exception {
        opaque("Content-Type: message/rfc822\n\nSubject: " + "x".repeat(1000) + "\n\none\n");
    }

    private static String ready(String mail) throws Exception {
        SevenBit.Prepared prepared = SevenBit.prepare(scan(mail));
        assertThat(prepared).isInstanceOf(SevenBit.Prepared.Ready.class);
        return twice(prepared);
    }

    private static String opaque(String mail) throws Exception {
        SevenBit.Prepared prepared = SevenBit.prepare(scan(mail));
        assertThat(prepared).isInstanceOf(SevenBit.Prepared.OpaqueOnly.class);
        return twice(prepared);
    }

    private static String twice(SevenBit.Prepared prepared) throws Exception {
        String once = written(prepared.entity()::writeTo);
        assertThat(written(prepared.entity()::writeTo)).isEqualTo(once);
        return once;
    }
}
