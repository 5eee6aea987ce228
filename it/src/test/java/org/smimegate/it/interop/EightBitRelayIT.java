package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.interop.Edge.ALICE;
import static org.smimegate.it.interop.Edge.BOB;
import static org.smimegate.it.interop.Edge.ENTITY;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/**
 * The next hop does not offer 8BITMIME (RFC 6152), and James converts what it relays there. Whatever was signed must
 * verify all the same.
 */
class EightBitRelayIT {
    private static final String WRAP = "mode=\"sign\" alreadySigned=\"wrap\" signing=\"detached\"";
    private static final String GREETING = "Gr\u00fc\u00dfe, Alice";
    private static final String TEXT = String.join(
            "\r\n",
            "Content-Type: text/plain; charset=iso-8859-1",
            "Content-Transfer-Encoding: 8bit",
            "",
            GREETING,
            "");
    private static final String MULTIPART =
            "Content-Type: multipart/mixed; boundary=b1\r\n\r\n" + "A preamble.\r\n--b1\r\n" + TEXT + "\r\n--b1--\r\n";

    @TempDir
    static Path folder;

    private static Edge edge;

    private OpenSslPeer openssl;

    @BeforeAll
    static void start() {
        edge = new Edge(folder, SmtpSink.options().withoutEightBit().start());
        edge.profile(WRAP);
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
    void shouldVerify_whenWeSigned() throws Exception {
        RawMail wire = edge.submit(BOB, "signed by us");

        assertThat(verified(wire.bytes())).isEqualTo(ENTITY);
    }

    @Test
    void shouldLeaveInSevenBitAndVerify_whenWeSignedEightBit() throws Exception {
        RawMail wire = edge.submit(BOB, "eight bit signed by us", TEXT);

        assertThat(wire.text()).doesNotContainPattern("[^\\x00-\\x7F]");
        assertThat(verified(wire.bytes())).contains("Content-Transfer-Encoding: quoted-printable", "Gr=FC=DFe, Alice");
    }

    /** On its way through James 3.8.1 the multipart stays as it is: 8-bit, which the next hop did not ask for. */
    @Test
    void shouldVerify_whenTheAuthorSignedAndWeSkip() throws Exception {
        for (String entity : List.of(TEXT, MULTIPART)) {
            RawMail signed = signedByAlice("signed by the author " + entity.length(), entity);

            RawMail wire = submit(signed);

            assertThat(wire.body()).isEqualTo(signed.body());
            assertThat(wire.bodyText()).contains(GREETING);
            assertThat(verified(wire.bytes())).isEqualTo(entity);
        }
    }

    /** The signature outside is opaque, though the profile says detached, so that no byte inside needs to change. */
    @Test
    void shouldLeaveInSevenBitAndVerifyTwice_whenTheAuthorSignedAndWeWrap() throws Exception {
        RawMail signed = signedByAlice(edge.profile(WRAP) + " wrapped", MULTIPART);

        RawMail wire = submit(signed);

        assertThat(wire.text()).doesNotContainPattern("[^\\x00-\\x7F]");
        String inside = verified(wire.bytes());
        assertThat(verified(inside.getBytes(ISO_8859_1))).isEqualTo(MULTIPART);
    }

    private RawMail signedByAlice(String subject, String entity) throws IOException {
        byte[] signed = openssl.sign(
                entity.getBytes(ISO_8859_1),
                edge.a().pki().good(ALICE),
                List.of("-from", ALICE, "-to", BOB, "-subject", subject));
        return RawMail.of(new String(signed, ISO_8859_1));
    }

    private static RawMail submit(RawMail mail) {
        edge.a().james().submission(587, ALICE).eightBit().send(ALICE, BOB, mail);
        return edge.sink().await(mail.subject().orElseThrow());
    }

    private String verified(byte[] message) throws IOException {
        return new String(openssl.verify(message, edge.a().pki()), ISO_8859_1);
    }
}
