package org.smimegate.core.cms;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Messages of bob@example.org around CMS objects. */
final class SmimeMail {
    /** The header fields that are no Content-* fields. */
    static final String HEADER = String.join(
            "\r\n",
            "Received: from mx.example.org by gw.example.net; Mon, 5 Jan 2026 10:00:00 +0100",
            "From: Bob <bob@example.org>",
            "To: dave@example.net",
            "Subject: offer",
            "Message-ID: <1@example.org>",
            "MIME-Version: 1.0",
            "");

    /** A MIME entity to protect. */
    static final String ENTITY = String.join(
            "\r\n",
            "Content-Type: multipart/mixed; boundary=b1",
            "",
            "--b1",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "Gr=C3=BC=C3=9Fe, the contract is attached. Please read it before Friday,",
            "and tell me what you think of paragraph seven.",
            "",
            "--b1",
            "Content-Type: application/octet-stream",
            "Content-Transfer-Encoding: base64",
            "",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4",
            "--b1--",
            "");

    private SmimeMail() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] entity() {
        return bytes(ENTITY);
    }

    /** A message of one application/pkcs7-mime body. */
    static String opaque(byte[] cms, String smimeType) {
        return HEADER + opaqueEntity(cms, smimeType);
    }

    static String opaqueEntity(byte[] cms, String smimeType) {
        return "Content-Type: application/pkcs7-mime; smime-type=" + smimeType + "; name=smime.p7m\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + base64(cms);
    }

    static String clearSigned(String entity, byte[] signature) {
        return HEADER + clearSignedEntity(entity, signature);
    }

    static String clearSignedEntity(String entity, byte[] signature) {
        return multipart(entity, signaturePart(signature));
    }

    static String signaturePart(byte[] signature) {
        return "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + base64(signature);
    }

    /** A multipart/signed of any parts. */
    static String multipart(String... parts) {
        return "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
                + " micalg=sha-256; boundary=sig\r\n\r\n"
                + "This is a signed message.\r\n"
                + "--sig\r\n" + String.join("\r\n--sig\r\n", parts) + "\r\n--sig--\r\n";
    }

    static String base64(byte[] cms) {
        return Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encodeToString(cms) + "\r\n";
    }
}
