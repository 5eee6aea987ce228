package org.smimegate.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.smimegate.bench.Mails;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.RawMail;

/**
 * Who writes to whom: Alice behind the gateway of {@code example.org}, which has a domain certificate, and Bob at
 * {@code partner.example}, whose mail the {@code openssl} command makes and reads. Both have RSA-2048.
 */
final class Correspondents {
    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@partner.example";
    private static final int SIZE = 20 * 1024;
    private static final int DIFFERENT = 8;

    private final TestPki pki = TestPki.of("example.org");
    private final TestPki partnerPki = TestPki.of("partner.example");
    private final TestIdentity gateway = pki.domain("example.org");
    private final TestIdentity bob = partnerPki.good(BOB);
    private final List<byte[]> entities =
            IntStream.range(0, DIFFERENT).mapToObj(i -> Mails.entity(SIZE + i)).toList();
    private final OpenSsl openssl;

    Correspondents(Path folder) {
        openssl = OpenSsl.in(folder);
    }

    TestIdentity gateway() {
        return gateway;
    }

    TestPki partnerPki() {
        return partnerPki;
    }

    Route plain() {
        return new Route("plain relay", ALICE, "carl@elsewhere.example", entities, "", this::same);
    }

    Route protect() {
        return new Route("sign+encrypt", ALICE, BOB, entities, "smime-type=enveloped-data", this::protectedFor);
    }

    Route open() throws IOException {
        return new Route("decrypt+verify", BOB, ALICE, written(), "smime=pass", this::opened);
    }

    /** Bob's signed mail, from which the gateway learns his certificate. */
    Route harvest() throws IOException {
        return new Route("harvest", BOB, "harvest@example.org", written(), "smime=pass", this::opened);
    }

    private List<byte[]> written() throws IOException {
        String signer = openssl.certificate(bob);
        String chain = openssl.certificates(bob.intermediates());
        String key = openssl.key(bob);
        String reader = openssl.certificate(gateway);
        List<byte[]> written = new ArrayList<>();
        for (byte[] entity : entities) {
            byte[] signed = openssl.cmsOutput(
                    entity, "-sign", "-signer", signer, "-inkey", key, "-certfile", chain, "-crlfeol");
            byte[] encrypted = openssl.cmsOutput(signed, "-encrypt", "-aes256", "-recip", reader);
            written.add(RawMail.of(new String(encrypted, ISO_8859_1)).bytes());
        }
        return written;
    }

    /** James itself moves MIME-Version to the top. */
    private void same(byte[] arrived, int entity) {
        require(ends(arrived, afterMimeVersion(entities.get(entity))), "not as it was sent", arrived);
    }

    /** Bob decrypts with his key, and verifies with Alice's CA. */
    private void protectedFor(byte[] arrived, int entity) throws IOException {
        byte[] signed =
                openssl.cmsOutput(arrived, "-decrypt", "-recip", openssl.certificate(bob), "-inkey", openssl.key(bob));
        requireSigned(signed, pki, entity);
    }

    /** What Bob signed, in clear, with his signature around it. */
    private void opened(byte[] arrived, int entity) throws IOException {
        require(!new String(arrived, ISO_8859_1).contains("enveloped-data"), "not opened", arrived);
        requireSigned(arrived, partnerPki, entity);
    }

    private void requireSigned(byte[] signed, TestPki root, int entity) throws IOException {
        String anchor = openssl.certificates(List.of(root.root().certificate()));
        byte[] content = openssl.cmsOutput(signed, "-verify", "-CAfile", anchor);
        byte[] body = afterMimeVersion(entities.get(entity));
        require(ends(content, body), "not what was signed", content);
    }

    /** MIME-Version stays outside of what is signed. */
    private static byte[] afterMimeVersion(byte[] entity) {
        int end = new String(entity, ISO_8859_1).indexOf("\r\n") + 2;
        return Arrays.copyOfRange(entity, end, entity.length);
    }

    private static boolean ends(byte[] whole, byte[] end) {
        int start = whole.length - end.length;
        return start >= 0 && Arrays.equals(whole, start, whole.length, end, 0, end.length);
    }

    private static void require(boolean right, String fault, byte[] mail) {
        if (!right) {
            throw new IllegalStateException(
                    fault + ":\n" + new String(mail, 0, Math.min(mail.length, 4096), ISO_8859_1));
        }
    }
}
