package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smimegate.it.interop.Edge.ALICE;
import static org.smimegate.it.interop.Edge.BODY;
import static org.smimegate.it.interop.Edge.CARL;
import static org.smimegate.it.interop.Edge.ENTITY;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.it.harness.RawMail;

/** Mail from and to people with NSS and with gpgsm: RSA and CBC ciphers, all that both of them know. */
class CmsPeersIT {
    private static final List<String> CIPHERS = List.of("auto", "AES-256-CBC", "AES-128-CBC");
    private static final byte[] CONTENT = ENTITY.getBytes(ISO_8859_1);

    @TempDir
    static Path folder;

    private static Edge edge;
    private static List<CmsPeer> peers = List.of();
    private static int mails;

    @BeforeAll
    static void start() {
        edge = Edge.in(folder);
        TestIdentity nss = partner("nss@b.example");
        TestIdentity gpgsm = partner("gpgsm@b.example");
        profiles().forEach(edge::profile);
        edge.start();
        peers = List.of(
                new NssPeer(
                        folder.resolve("n"),
                        nss,
                        edge.partner(),
                        edge.a().gateway(),
                        edge.a().pki()),
                new GpgsmPeer(
                        folder.resolve("g"),
                        gpgsm,
                        edge.partner(),
                        edge.a().gateway(),
                        edge.a().pki()));
    }

    @AfterAll
    static void stop() {
        peers.forEach(CmsPeer::close);
        edge.close();
    }

    static Stream<CmsPeer> peers() {
        return peers.stream();
    }

    static Stream<Arguments> peersAndForms() {
        return peers.stream().flatMap(peer -> Stream.of(true, false).map(detached -> Arguments.of(peer, detached)));
    }

    static Stream<Arguments> peersAndCiphers() {
        return peers.stream().flatMap(peer -> CIPHERS.stream().map(cipher -> Arguments.of(peer, cipher)));
    }

    @ParameterizedTest(name = "{0}, detached {1}")
    @MethodSource("peersAndForms")
    void shouldDeliverWhatThePeerSigned(CmsPeer peer, boolean detached) {
        RawMail mail = mail(peer, signed(peer, detached));

        edge.receive(mail);

        assertPassed(peer, received(CARL, mail));
        assertThat(received(ALICE, mail).body()).isEqualTo(mail.body());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void shouldDeliverWhatThePeerEncrypted(CmsPeer peer) {
        RawMail mail = mail(peer, CmsMail.enveloped(peer.encrypt(CONTENT)));

        edge.receive(mail);

        RawMail received = received(ALICE, mail);
        assertThat(received.bodyText()).isEqualTo(BODY);
        assertThat(received.header("X-SMime-Gateway")).isPresent();
    }

    @ParameterizedTest(name = "{0}, detached {1}")
    @MethodSource("peersAndForms")
    void shouldDeliverWhatThePeerSignedAndEncrypted(CmsPeer peer, boolean detached) {
        RawMail mail = mail(peer, CmsMail.enveloped(peer.encrypt(signed(peer, detached))));

        edge.receive(mail);

        assertPassed(peer, received(CARL, mail));
        assertThat(received(CARL, mail).header("X-SMime-Gateway")).isPresent();
        assertThat(verified(peer, received(ALICE, mail), detached)).isEqualTo(CONTENT);
    }

    @ParameterizedTest(name = "{0}, detached {1}")
    @MethodSource("peersAndForms")
    void shouldVerifyAtThePeer_whenSigned(CmsPeer peer, boolean detached) {
        RawMail wire = submit(peer, signing(detached));

        assertThat(verified(peer, wire, detached)).isEqualTo(CONTENT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void shouldFailAtThePeer_whenSignedAndAltered(CmsPeer peer) {
        CmsMail.Parts parts = CmsMail.parts(submit(peer, signing(true)));
        byte[] altered = new String(parts.content(), ISO_8859_1)
                .replace("seven", "eleven")
                .getBytes(ISO_8859_1);

        assertThatThrownBy(() -> peer.verifyDetached(parts.signature(), altered))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended with");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("peersAndCiphers")
    void shouldDecryptAtThePeer_whenEncrypted(CmsPeer peer, String cipher) {
        RawMail wire = submit(peer, encrypting(cipher));

        assertThat(peer.decrypt(CmsMail.cms(wire))).isEqualTo(CONTENT);
    }

    @ParameterizedTest(name = "{0}, detached {1}")
    @MethodSource("peersAndForms")
    void shouldOpenLayerByLayerAtThePeer_whenTripleWrapped(CmsPeer peer, boolean detached) {
        RawMail wire = submit(peer, triple(detached));

        RawMail envelope = new RawMail(verified(peer, wire, detached));
        RawMail inner = new RawMail(peer.decrypt(CmsMail.cms(envelope)));
        assertThat(verified(peer, inner, detached)).isEqualTo(CONTENT);
    }

    private static List<String> profiles() {
        return Stream.of(
                        CIPHERS.stream().map(CmsPeersIT::encrypting),
                        Stream.of(true, false).flatMap(detached -> Stream.of(signing(detached), triple(detached))))
                .flatMap(attributes -> attributes)
                .toList();
    }

    private static String signing(boolean detached) {
        return "mode=\"sign\" signing=\"" + (detached ? "detached" : "opaque") + "\"";
    }

    private static String triple(boolean detached) {
        return "mode=\"triple\" signing=\"" + (detached ? "detached" : "opaque") + "\"";
    }

    private static String encrypting(String cipher) {
        return "mode=\"encrypt\" cipher=\"" + cipher + "\"";
    }

    private static TestIdentity partner(String address) {
        TestIdentity identity = edge.partner().good(address);
        edge.a().partnerCertificate(address, identity);
        return identity;
    }

    private static byte[] signed(CmsPeer peer, boolean detached) {
        return detached
                ? CmsMail.clearSigned(CONTENT, peer.signDetached(CONTENT))
                : CmsMail.signed(peer.signOpaque(CONTENT));
    }

    private static RawMail mail(CmsPeer peer, byte[] entity) {
        return CmsMail.mail(peer.address(), ALICE, peer + " " + mails++, entity);
    }

    private static RawMail submit(CmsPeer peer, String profile) {
        return edge.submit(peer.address(), edge.profile(profile) + " mail " + mails++);
    }

    private static RawMail received(String user, RawMail mail) {
        return edge.a().inbox(user).await(mail.subject().orElseThrow());
    }

    private static byte[] verified(CmsPeer peer, RawMail entity, boolean detached) {
        if (!detached) {
            return peer.verifyOpaque(CmsMail.cms(entity));
        }
        CmsMail.Parts parts = CmsMail.parts(entity);
        peer.verifyDetached(parts.signature(), parts.content());
        return parts.content();
    }

    private static void assertPassed(CmsPeer peer, RawMail plain) {
        assertThat(plain.bodyText()).isEqualTo(BODY);
        assertThat(plain.header("Authentication-Results"))
                .hasValueSatisfying(results -> assertThat(results)
                        .contains("gw.a.example", "smime=pass", "body.smime-identifier=" + peer.address()));
    }
}
