package org.smimegate.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.harness.Gateways.BOB;
import static org.smimegate.it.harness.Gateways.DAVE;
import static org.smimegate.it.keys.Client.SECRET;
import static org.smimegate.it.keys.Client.plain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.testing.TestPki.SplitPair;
import org.smimegate.it.Leaks;
import org.smimegate.it.harness.Gateways;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.RingTable;

/**
 * B sends signed mail to A, A learns B's certificate, A's answer leaves encrypted and B opens it: with conf/mail-server on
 * both sides, which know nothing of each other but the CA. Each test has a domain of B's of its own.
 */
class HarvestIT {
    private static final String ERIN = "erin@c.example";
    private static final String FRANK = "frank@d.example";
    private static final String GINA = "gina@e.example";

    @TempDir
    static Path folder;

    private static Gateways gateways;
    private static Organisation a;
    private static Organisation b;
    private static SplitPair erins;
    private static TestIdentity franks;

    @BeforeAll
    static void start() {
        gateways = Gateways.strangers(folder);
        a = gateways.a();
        b = gateways.b();
        erins = b.pki().splitPair(ERIN);
        franks = b.pki().good(FRANK);
        b.mailbox(ERIN).mailbox(FRANK).mailbox(GINA).user("dora");
        b.credential("erin-signing", erins.signing())
                .credential("erin-encryption", erins.encryption())
                .credential("frank", franks);
        a.partnerDomain("c.example");
        gateways.start();
    }

    @AfterAll
    static void stop() {
        gateways.close();
    }

    @BeforeEach
    void clear() {
        gateways.clear();
    }

    @Test
    void shouldEncryptToTheDomain_whenThePartnersGatewayHasSigned() {
        sendInClear(DAVE);

        b.send(DAVE, BOB, plain(DAVE, BOB, "signed by the gateway"));
        a.inbox(BOB).await("signed by the gateway");

        assertEncrypted(DAVE, "answer");
        assertEncrypted("dora@b.example", "to somebody else there");
    }

    @Test
    void shouldEncryptToTheEncryptionCertificate_whenThePersonSignsWithAnother() throws IOException {
        a.send(BOB, ERIN, plain(BOB, ERIN, "too early"));
        assertThat(Leaks.readable(a.inbox(BOB).await("Not sent: too early"), SECRET))
                .isFalse();
        assertThat(gateways.wireToB().connections()).isEmpty();

        b.send(ERIN, BOB, plain(ERIN, BOB, "signed by the person"));
        a.inbox(BOB).await("signed by the person");

        RawMail answer = assertEncrypted(ERIN, "answer");
        Client openssl = Client.in(folder);
        assertThat(openssl.opened(answer, erins.encryption())).contains(SECRET);
        assertThat(openssl.opens(answer, erins.signing())).isFalse();
    }

    @Test
    void shouldEncrypt_whenACertsOnlyMessageCame() throws IOException {
        sendInClear(FRANK);

        a.receive(
                FRANK,
                BOB,
                Client.in(folder).certificates(FRANK, BOB, "my certificate", List.of(franks.certificate())));
        a.inbox(BOB).await("my certificate");

        assertEncrypted(FRANK, "answer");
    }

    @Test
    void shouldLearnNothing_whenMailProvesNothing() throws IOException {
        Client openssl = Client.in(folder);
        TestIdentity ginas = b.pki().good(GINA);
        TestPki stranger = TestPki.of("stranger.example");
        RawMail signed = openssl.signed(GINA, BOB, "altered", ginas);
        RawMail altered = RawMail.of(signed.text().replace("the confidential", "the terrific"));
        List<RawMail> forged = List.of(
                altered,
                openssl.signed(GINA, BOB, "by somebody else", b.pki().good("mallory@e.example")),
                openssl.signed(GINA, BOB, "by a stranger's CA", stranger.good(GINA)),
                openssl.certificates(
                        GINA,
                        BOB,
                        "somebody else's",
                        List.of(b.pki().good("mallory@e.example").certificate())));

        for (RawMail mail : forged) {
            a.receive(GINA, BOB, mail);
        }
        a.receive(GINA, BOB, plain(GINA, BOB, "unsigned"));

        a.quarantine().await(3);
        assertThat(a.inbox(BOB).await(2))
                .extracting(mail -> mail.subject().orElse(""))
                .containsExactlyInAnyOrder("unsigned", "somebody else's");
        assertThat(RingTable.of(a).owners()).doesNotContain(GINA, "mallory@e.example", "e.example");
        sendInClear(GINA);
    }

    /** That the wire shows it proves that the other tests would see a leak. */
    private static void sendInClear(String to) {
        a.send(BOB, to, plain(BOB, to, "before"));

        assertThat(b.inbox(to).await("before").bodyText()).contains(SECRET);
        assertThat(gateways.wireToB().mails())
                .singleElement()
                .satisfies(mail -> assertThat(Leaks.readable(mail, SECRET)).isTrue());
        gateways.wireToB().clear();
    }

    /** It crosses the wire encrypted and the other gateway opens it; gives it as it crossed. */
    private static RawMail assertEncrypted(String to, String subject) {
        gateways.wireToB().clear();
        a.send(BOB, to, plain(BOB, to, subject));

        RawMail received = b.inbox(to).await(subject);
        assertThat(received.bodyText()).contains(SECRET);
        assertThat(received.header("X-SMime-Gateway").orElse("")).startsWith("decrypted");
        assertThat(received.header("Authentication-Results").orElse("")).contains("gw.b.example", "smime=pass");
        assertThat(gateways.wireToB().mails()).hasSize(1);
        RawMail crossed = gateways.wireToB().mails().get(0);
        assertThat(crossed.header("Content-Type").orElse("")).containsPattern("smime-type=(authE|e)nveloped-data");
        assertThat(Leaks.readable(crossed, SECRET)).isFalse();
        return crossed;
    }
}
