package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.KeyKind.P_256;
import static org.smimegate.core.testing.KeyKind.P_384;
import static org.smimegate.core.testing.KeyKind.P_521;
import static org.smimegate.core.testing.KeyKind.RSA_2048;
import static org.smimegate.it.interop.Edge.ALICE;
import static org.smimegate.it.interop.Edge.BOB;
import static org.smimegate.it.interop.Edge.BODY;
import static org.smimegate.it.interop.Edge.CARL;
import static org.smimegate.it.interop.Edge.ENTITY;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.it.harness.RawMail;

/** Bob writes with OpenSSL; the gateway opens it, and what is in the mailboxes is what he wrote. */
class OpenSslInboundIT {
    private static final List<String> DETACHED = List.of();
    private static final List<String> OPAQUE = List.of("-nodetach");
    private static final List<String> PSS =
            List.of("-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32", "-md", "sha256");
    private static final List<String> OAEP =
            List.of("-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256");

    @TempDir
    static Path folder;

    private static Edge edge;
    private static int mails;

    private OpenSslPeer openssl;

    /** One thing that OpenSSL does to an entity, with Bob's key of that kind, or to the gateway's. */
    private record Step(boolean signs, KeyKind kind, List<String> options) {}

    @BeforeAll
    static void start() {
        edge = Edge.in(folder).start();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @BeforeEach
    void setUp(@TempDir Path files) {
        openssl = OpenSslPeer.in(files);
    }

    static Stream<Step> signatures() {
        return Stream.of(RSA_2048, P_256, P_384, P_521)
                .flatMap(kind -> Stream.of(sign(kind, DETACHED), sign(kind, OPAQUE)))
                .flatMap(step -> step.kind() == RSA_2048
                        ? Stream.of(step, sign(RSA_2048, both(step.options(), PSS)))
                        : Stream.of(step));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void shouldDeliverWhatWasSigned(Step signature) throws Exception {
        RawMail mail = made(signature);

        edge.receive(mail);

        assertPassed(received(CARL, mail));
        assertThat(received(CARL, mail).header("X-SMime-Gateway")).isEmpty();
        assertThat(received(ALICE, mail).body()).isEqualTo(mail.body());
        assertThat(received(ALICE, mail).header("Content-Type")).isEqualTo(mail.header("Content-Type"));
    }

    static Stream<Step> envelopes() {
        List<String> ciphers = List.of("-aes128", "-aes256", "-des3", "-aes-128-gcm", "-aes-256-gcm");
        Stream<Step> rsa = ciphers.stream().map(cipher -> encrypt(RSA_2048, List.of(cipher)));
        Stream<Step> oaep = Stream.of("-aes128", "-aes256", "-aes-256-gcm")
                .map(cipher -> encrypt(RSA_2048, both(List.of(cipher), OAEP)));
        Stream<Step> ecdh = Stream.of(P_256, P_384, P_521)
                .flatMap(kind ->
                        Stream.of("-aes128", "-aes256", "-aes-256-gcm").map(cipher -> encrypt(kind, List.of(cipher))));
        return Stream.of(rsa, oaep, ecdh).flatMap(steps -> steps);
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void shouldDeliverWhatWasEncrypted(Step envelope) throws Exception {
        RawMail mail = made(envelope);

        edge.receive(mail);

        for (String user : List.of(ALICE, CARL)) {
            RawMail received = received(user, mail);
            assertThat(received.bodyText()).isEqualTo(BODY);
            assertThat(results(received)).contains("smime=none");
            assertDecrypted(received);
        }
    }

    static Stream<List<Step>> layers() {
        return Stream.of(
                List.of(sign(RSA_2048, DETACHED), encrypt(RSA_2048, List.of("-aes256"))),
                List.of(sign(RSA_2048, OPAQUE), encrypt(RSA_2048, List.of("-des3"))),
                List.of(sign(RSA_2048, PSS), encrypt(RSA_2048, both(List.of("-aes-256-gcm"), OAEP))),
                List.of(sign(P_256, DETACHED), encrypt(P_256, List.of("-aes-128-gcm"))),
                List.of(sign(P_384, OPAQUE), encrypt(P_521, List.of("-aes128"))),
                List.of(sign(RSA_2048, DETACHED), encrypt(RSA_2048, List.of("-aes128")), sign(RSA_2048, DETACHED)),
                List.of(sign(P_256, OPAQUE), encrypt(P_384, List.of("-aes-256-gcm")), sign(P_521, OPAQUE)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldDeliverWhatWasSignedAndEncrypted(List<Step> steps) throws Exception {
        RawMail mail = made(steps.toArray(Step[]::new));

        edge.receive(mail);

        RawMail plain = received(CARL, mail);
        assertPassed(plain);
        assertDecrypted(plain);
        RawMail signed = received(ALICE, mail);
        assertDecrypted(signed);
        assertThat(openssl.verify(signed.bytes(), edge.partner()))
                .asString(ISO_8859_1)
                .isEqualTo(ENTITY);
    }

    static Stream<List<Step>> fragile() {
        return Stream.of(
                List.of(sign(RSA_2048, DETACHED)),
                List.of(sign(P_256, OPAQUE)),
                List.of(encrypt(RSA_2048, List.of("-aes-256-gcm"))),
                List.of(encrypt(P_256, List.of("-aes-128-gcm"))),
                List.of(sign(RSA_2048, DETACHED), encrypt(RSA_2048, List.of("-aes256"))),
                List.of(sign(RSA_2048, OPAQUE), encrypt(RSA_2048, List.of("-des3")), sign(RSA_2048, DETACHED)));
    }

    @ParameterizedTest
    @MethodSource("fragile")
    void shouldQuarantineUntouched_whenAltered(List<Step> steps) throws Exception {
        RawMail mail = altered(
                made(steps.toArray(Step[]::new)), steps.get(steps.size() - 1).signs());

        edge.receive(mail);

        RawMail kept = edge.a().quarantine().await(mail.subject().orElseThrow());
        assertThat(kept.body()).isEqualTo(mail.body());
        assertThat(kept.header("Content-Type")).isEqualTo(mail.header("Content-Type"));
        assertThat(results(kept)).doesNotContain("smime=pass");
        assertThat(kept.header("X-SMime-Gateway")).isEmpty();
        for (String user : List.of(ALICE, CARL)) {
            assertThat(edge.a().inbox(user).mails())
                    .extracting(RawMail::subject)
                    .doesNotContain(mail.subject());
        }
    }

    private static Step sign(KeyKind kind, List<String> options) {
        return new Step(true, kind, options);
    }

    private static Step encrypt(KeyKind kind, List<String> options) {
        return new Step(false, kind, options);
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.of(some, more).flatMap(List::stream).toList();
    }

    private RawMail made(Step... steps) throws IOException {
        byte[] entity = ENTITY.getBytes(ISO_8859_1);
        for (Step step : Arrays.asList(steps).subList(0, steps.length - 1)) {
            entity = apply(step, entity, List.of());
        }
        List<String> header = List.of("-from", BOB, "-to", ALICE, "-subject", "openssl " + mails++);
        return RawMail.of(new String(apply(steps[steps.length - 1], entity, header), ISO_8859_1));
    }

    private byte[] apply(Step step, byte[] entity, List<String> header) throws IOException {
        List<String> options = new ArrayList<>(header);
        options.addAll(step.options());
        return step.signs()
                ? openssl.sign(entity, edge.partner().good(BOB, step.kind()), options)
                : openssl.encrypt(entity, edge.key(step.kind()), options);
    }

    /** One letter changed: in the text, in the base64 of what was signed, or in that of the ciphertext. */
    private static RawMail altered(RawMail mail, boolean signed) {
        byte[] bytes = mail.bytes().clone();
        int text = mail.text().indexOf("Please read it");
        int base64 = mail.headerBlock().length() + (signed ? 400 : mail.body().length * 2 / 3);
        int at = text > 0 ? text : base64;
        while (!Character.isLetter(bytes[at])) {
            at++;
        }
        bytes[at] = (byte) (bytes[at] == 'A' ? 'B' : 'A');
        return new RawMail(bytes);
    }

    private static RawMail received(String user, RawMail mail) {
        return edge.a().inbox(user).await(mail.subject().orElseThrow());
    }

    private static void assertPassed(RawMail plain) {
        assertThat(plain.bodyText()).isEqualTo(BODY);
        assertThat(plain.header("Content-Type")).contains("multipart/mixed; boundary=b1");
        assertThat(results(plain)).contains("smime=pass", "body.smime-identifier=" + BOB);
    }

    private static void assertDecrypted(RawMail received) {
        assertThat(received.header("X-SMime-Gateway"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("decrypted"));
    }

    private static String results(RawMail received) {
        return received.headers("Authentication-Results").stream()
                .filter(value -> value.startsWith("gw.a.example"))
                .findFirst()
                .orElse("");
    }
}
