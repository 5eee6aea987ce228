package org.smimegate.it.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.interop.OpenSslPeer;

/** The mail program of people who have no gateway: it makes plain and signed mail and opens what it gets. */
final class Client {
    /** Stands in every mail; nobody on the wire may read it. */
    static final String SECRET = "the confidential figures";

    private final OpenSslPeer openssl;

    private Client(OpenSslPeer openssl) {
        this.openssl = openssl;
    }

    /** @param folder of the test, for files in between */
    static Client in(Path folder) throws IOException {
        return new Client(OpenSslPeer.in(Files.createTempDirectory(folder, "client")));
    }

    static RawMail plain(String from, String to, String subject) {
        return RawMail.of(header(from, to, subject) + "Content-Type: text/plain; charset=us-ascii\n\n" + SECRET + "\n");
    }

    /** Signed; the chain comes along, and these certificates. */
    RawMail signed(String from, String to, String subject, TestIdentity signer, X509Certificate... others)
            throws IOException {
        List<X509Certificate> certificates = new ArrayList<>(signer.intermediates());
        certificates.addAll(List.of(others));
        byte[] entity = ("Content-Type: text/plain; charset=us-ascii\r\n\r\n" + SECRET + "\r\n").getBytes(US_ASCII);
        List<String> header = List.of("-from", from, "-to", to, "-subject", subject);
        return RawMail.of(new String(openssl.sign(entity, signer, certificates, header), ISO_8859_1));
    }

    /** A certs-only message: signed by nobody. */
    RawMail certificates(String from, String to, String subject, List<X509Certificate> certificates)
            throws IOException {
        String base64 = Base64.getMimeEncoder().encodeToString(openssl.certsOnly(certificates));
        return RawMail.of(header(from, to, subject) + """
                Content-Type: application/pkcs7-mime; smime-type=certs-only; name=smime.p7c
                Content-Transfer-Encoding: base64

                %s
                """.formatted(base64));
    }

    /** Whether that key is one of those that the mail is encrypted to. */
    boolean opens(RawMail mail, TestIdentity key) throws IOException {
        return openssl.opens(mail.bytes(), key);
    }

    /** How many keys can open it. */
    long recipients(RawMail mail) throws IOException {
        return openssl.print(mail.bytes())
                .lines()
                .filter(line -> line.contains("d.ktri:") || line.contains("d.kari:"))
                .count();
    }

    /** What is inside of a mail that is encrypted to this key. */
    String opened(RawMail mail, TestIdentity key) throws IOException {
        return new String(openssl.decrypt(mail.bytes(), key), ISO_8859_1);
    }

    private static String header(String from, String to, String subject) {
        return """
                From: %s
                To: %s
                Subject: %s
                MIME-Version: 1.0
                """.formatted(from, to, subject);
    }
}
