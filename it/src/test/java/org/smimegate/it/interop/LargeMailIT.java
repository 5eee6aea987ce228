package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.interop.Edge.ALICE;
import static org.smimegate.it.interop.Edge.BOB;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.it.harness.RawMail;

/**
 * Mail of 30 MB, 42 MB encrypted, with little heap. James' memory server needs nearly all of it: its queues copy a mail
 * on the heap, and 192 MB do not carry even a plain mail of 42 MB. What was opened goes on to the next hop, for that
 * server's mailboxes are on the heap as well.
 */
class LargeMailIT {
    private static final String HEAP = "-Xmx256m";
    private static final int LINES = 400_000;
    private static final String PROFILE = "mode=\"sign-encrypt\"";
    private static final byte[] BODY = body();
    private static final byte[] ENTITY =
            entity("Content-Type: application/octet-stream\r\n" + "Content-Transfer-Encoding: base64\r\n\r\n");

    @TempDir
    static Path folder;

    private static Edge edge;
    private static TestIdentity bob;

    private OpenSslPeer openssl;

    @BeforeAll
    static void start() {
        edge = Edge.in(folder);
        bob = edge.partner().good(BOB);
        edge.a().partnerCertificate("bob", bob);
        edge.profile(PROFILE);
        edge.a()
                .setup()
                .replace(
                        "mailetcontainer.xml",
                        "<mailet match=\"All\" class=\"LocalDelivery\"/>",
                        "<mailet match=\"All\" class=\"ToProcessor\"><processor>relay</processor></mailet>")
                .jvm(HEAP);
        edge.start();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @BeforeEach
    void setUp(@TempDir Path files) {
        openssl = OpenSslPeer.in(files);
    }

    @Test
    void shouldBeOpened() throws Exception {
        byte[] signed = openssl.sign(ENTITY, bob, List.of("-crlfeol"));
        byte[] mail = openssl.encrypt(
                signed,
                edge.a().gateway(),
                List.of("-aes-256-gcm", "-from", BOB, "-to", ALICE, "-subject", "large in"));

        edge.a().receive(BOB, ALICE, RawMail.of(new String(mail, US_ASCII)));

        RawMail received = edge.sink().await("large in");
        assertThat(received.header("Authentication-Results"))
                .hasValueSatisfying(results -> assertThat(results).contains("smime=pass"));
        assertThat(Arrays.equals(openssl.verify(received.bytes(), edge.partner()), ENTITY))
                .isTrue();
    }

    @Test
    void shouldBeSignedAndEncrypted() throws Exception {
        RawMail wire = edge.submit(BOB, edge.profile(PROFILE) + " large out", new String(ENTITY, US_ASCII));

        byte[] signed = openssl.decrypt(wire.bytes(), bob);
        assertThat(Arrays.equals(openssl.verify(signed, edge.a().pki()), ENTITY))
                .isTrue();
    }

    private static byte[] entity(String header) {
        var entity = new ByteArrayOutputStream(header.length() + BODY.length);
        entity.writeBytes(header.getBytes(US_ASCII));
        entity.writeBytes(BODY);
        return entity.toByteArray();
    }

    /** Letters by chance, in lines of 76: nothing that could be compressed on the way. */
    private static byte[] body() {
        Random random = new Random(1);
        byte[] body = new byte[LINES * 78];
        for (int i = 0; i < body.length; i++) {
            int column = i % 78;
            body[i] = (byte) (column == 76 ? '\r' : column == 77 ? '\n' : 'A' + random.nextInt(26));
        }
        return body;
    }
}
