package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smimegate.it.harness.RawMail;

/** MIME around CMS objects (RFC 8551), for tools that know nothing of mail. */
final class CmsMail {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);

    /** A multipart/signed taken apart: exactly the octets that were signed, and the signature. */
    record Parts(byte[] content, byte[] signature) {}

    private CmsMail() {}

    static byte[] signed(byte[] cms) {
        return entity("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", cms);
    }

    static byte[] enveloped(byte[] cms) {
        return entity("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", cms);
    }

    static byte[] clearSigned(byte[] content, byte[] signature) {
        String part = new String(entity("application/pkcs7-signature; name=smime.p7s", signature), ISO_8859_1);
        return ("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256;"
                        + " boundary=sig\r\n\r\n"
                        + "--sig\r\n" + new String(content, ISO_8859_1) + "\r\n--sig\r\n" + part + "\r\n--sig--\r\n")
                .getBytes(ISO_8859_1);
    }

    /** An entity on its way. */
    static RawMail mail(String from, String to, String subject, byte[] entity) {
        String header = "From: " + from + "\r\nTo: " + to + "\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\n";
        return new RawMail((header + new String(entity, ISO_8859_1)).getBytes(ISO_8859_1));
    }

    /** The CMS object of an application/pkcs7-mime. */
    static byte[] cms(RawMail entity) {
        return decoded(entity.body());
    }

    static Parts parts(RawMail entity) {
        String line = "--" + boundary(entity);
        String body = entity.bodyText();
        int content = body.indexOf(line + "\r\n") + line.length() + 2;
        int end = body.indexOf("\r\n" + line + "\r\n", content);
        int signature = end + line.length() + 4;
        RawMail part = new RawMail(body.substring(signature, body.indexOf("\r\n" + line + "--", signature))
                .getBytes(ISO_8859_1));
        return new Parts(body.substring(content, end).getBytes(ISO_8859_1), decoded(part.body()));
    }

    private static String boundary(RawMail entity) {
        Matcher boundary = BOUNDARY.matcher(entity.header("Content-Type").orElse(""));
        if (!boundary.find()) {
            throw new AssertionError("not a multipart: " + entity);
        }
        return boundary.group(1);
    }

    private static byte[] entity(String contentType, byte[] cms) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encodeToString(cms);
        return ("Content-Type: " + contentType + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64 + "\r\n")
                .getBytes(US_ASCII);
    }

    private static byte[] decoded(byte[] base64) {
        return Base64.getMimeDecoder().decode(base64);
    }
}
