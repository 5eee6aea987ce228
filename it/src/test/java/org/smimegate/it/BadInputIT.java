package org.smimegate.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.Waits;

/**
 * Damaged, hostile and foreign messages through a real server with conf/mail-server: what cannot be opened keeps body
 * and MIME fields byte for byte, says why, and lies in the quarantine; nobody outside gets any mail because of it.
 */
class BadInputIT {
    private static final String BOB = "bob@a.example";
    private static final String EVE = "eve@b.example";
    private static final String ENTITY =
            "Content-Type: text/plain; charset=us-ascii\r\n\r\nthe confidential figures\r\n";
    private static final String P7M =
            "MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=%s; name=smime.p7m\r\n"
                    + "Content-Transfer-Encoding: base64\r\n\r\n%s";

    private static final TestPki PARTNER = TestPki.of("b.example");
    private static final TestIdentity EVES = PARTNER.good(EVE);

    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Organisation a;
    private static OpenSsl openssl;

    @BeforeAll
    static void start() throws IOException {
        openssl = OpenSsl.in(Files.createDirectory(folder.resolve("openssl")));
        sink = SmtpSink.start();
        a = new Organisation(folder, "a.example")
                .user("bob")
                .trust("b.example", PARTNER)
                .nextHop(sink.port());
        a.start();
    }

    @AfterAll
    static void stop() {
        a.close();
        sink.close();
    }

    /** What is the matter, the entity with its MIME fields, and what our Authentication-Results must say of it. */
    private record Bad(String what, Maker maker, String result) {
        @Override
        public String toString() {
            return what;
        }
    }

    private interface Maker {
        String entity() throws Exception;
    }

    static Stream<Bad> bad() {
        return Stream.of(
                new Bad("truncated envelope", () -> truncated(encrypted("-aes256")), "smime=neutral reason=malformed"),
                new Bad(
                        "truncated GCM envelope",
                        () -> truncated(encrypted("-aes-256-gcm")),
                        "smime=neutral reason=malformed"),
                new Bad("damaged GCM ciphertext", () -> damaged(encrypted("-aes-256-gcm"), -40), "smime=none"),
                new Bad(
                        "damaged head of a CMS object",
                        () -> damaged(encrypted("-aes256"), 8),
                        "smime=neutral reason=malformed"),
                new Bad(
                        "no CMS object",
                        () -> P7M.formatted("enveloped-data", "SGVsbG8sIHdvcmxkIQ==\r\n"),
                        "smime=neutral reason=malformed"),
                new Bad(
                        "not even base64",
                        () -> P7M.formatted("signed-data", "<<<>>>\r\n"),
                        "smime=neutral reason=malformed"),
                new Bad("empty", () -> P7M.formatted("enveloped-data", ""), "smime=neutral reason=malformed"),
                new Bad("altered text", () -> signed().replace("confidential", "public"), "smime=fail reason=altered"),
                new Bad("damaged signature", () -> damaged(signed(), -200), "smime=fail reason=altered"),
                new Bad("for somebody else", () -> encryptedTo(List.of(EVES), ENTITY, "-aes256"), "smime=none"),
                new Bad(
                        "501 recipients",
                        () -> encryptedTo(manyRecipients(), ENTITY, "-aes256"),
                        "smime=neutral reason=limit-exceeded"),
                new Bad("five layers", BadInputIT::fiveLayers, "smime=neutral reason=limit-exceeded"),
                new Bad("deep MIME", () -> "MIME-Version: 1.0\r\n" + deep(200), "smime=neutral reason=limit-exceeded"),
                new Bad("deep MIME in a signature", BadInputIT::deepSigned, "smime=neutral reason=limit-exceeded"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldQuarantineUntouched(Bad bad) throws Exception {
        RawMail mail = mail(bad.what(), bad.maker().entity());

        a.receive(EVE, BOB, mail);

        RawMail kept = a.quarantine().await(bad.what());
        assertUntouched(kept, mail);
        assertResult(kept, bad.result());
        assertThat(kept.header("X-SMime-Gateway")).isEmpty();
        assertThat(a.inbox(BOB).mails()).noneMatch(m -> m.subject().equals(mail.subject()));
        assertThat(sink.received()).isEmpty();
    }

    /** Neither signed nor encrypted: not what the quarantine is for. */
    static Stream<Bad> foreign() {
        return Stream.of(
                new Bad("PGP/MIME", () -> """
                        MIME-Version: 1.0
                        Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b

                        --b
                        Content-Type: application/pgp-encrypted

                        Version: 1

                        --b
                        Content-Type: application/octet-stream

                        -----BEGIN PGP MESSAGE-----

                        hQEMA5v
                        -----END PGP MESSAGE-----
                        --b--
                        """.replace("\n", "\r\n"), ""),
                new Bad("zip bomb", BadInputIT::zipBomb, "smime=neutral reason=limit-exceeded"),
                new Bad(
                        "unfinished multipart",
                        () ->
                                "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void shouldDeliverUntouched(Bad bad) throws Exception {
        RawMail mail = mail(bad.what(), bad.maker().entity());

        a.receive(EVE, BOB, mail);

        RawMail delivered = a.inbox(BOB).await(bad.what());
        assertUntouched(delivered, mail);
        assertResult(delivered, bad.result());
        assertThat(sink.received()).isEmpty();
    }

    /** Every mail of the bag comes three times: from somebody, from nobody, and with the address of a victim. */
    @Test
    void shouldLoseNothingAndTellNobody_whenABagOfBadMailComes() throws Exception {
        a.james().clear();
        Set<String> sent = new TreeSet<>();
        for (Bad bad : Stream.concat(bad(), foreign()).toList()) {
            String entity = bad.maker().entity();
            for (String sender : List.of(EVE, "", "victim@elsewhere.example")) {
                String subject = "bag: " + bad.what() + " from <" + sender + ">";
                a.receive(sender, BOB, mail(subject, entity));
                sent.add(subject);
            }
        }

        Awaitility.await("as many mails as came in").atMost(Waits.MAIL).until(() -> kept().size() >= sent.size());

        assertThat(kept()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(a.james().admin().delayed()).isZero();
        assertThat(sink.received()).isEmpty();
        assertThat(seenWhenBobWrites()).isTrue();
    }

    /** The subjects of all mail in the mailbox and in every repository. */
    private static List<String> kept() {
        Stream<RawMail> stored = a.james().admin().repositories().keySet().stream()
                .flatMap(path -> a.james().repository(path).mails().stream());
        return Stream.concat(a.inbox(BOB).mails().stream(), stored)
                .map(mail -> mail.subject().orElse(""))
                .toList();
    }

    /** The sink is where mail to strangers would be. */
    private static boolean seenWhenBobWrites() {
        a.send(BOB, "victim@elsewhere.example", RawMail.of("""
                From: bob@a.example
                To: victim@elsewhere.example
                Subject: to a stranger

                text
                """));
        boolean seen = sink.await("to a stranger").bodyText().contains("text");
        sink.clear();
        return seen;
    }

    @Test
    void shouldRemoveForgedFieldsOnly() throws IOException {
        String forged = """
                Authentication-Results: gw.a.example; smime=pass body.smime-identifier=eve@b.example
                Authentication-Results: GW.A.Example (really) ; SMIME = pass
                AUTHENTICATION-RESULTS: "gw.a.example" 1;
                 smime=pass
                Authentication-Results: mx.b.example; spf=pass
                Authentication-Results: gw.a.example; dkim=pass header.d=b.example
                X-SMime-Gateway: decrypted
                x-smime-verdict: good
                """.replace("\n", "\r\n");
        String plain = "forged plain";
        String smime = "forged signed";

        a.receive(EVE, BOB, mail(plain, forged + "MIME-Version: 1.0\r\n" + ENTITY));
        a.receive(EVE, BOB, mail(smime, forged + signed()));

        List<String> others = List.of("mx.b.example; spf=pass", "gw.a.example; dkim=pass header.d=b.example");
        assertThat(a.inbox(BOB).await(plain).headers("Authentication-Results")).isEqualTo(others);
        RawMail verified = a.inbox(BOB).await(smime);
        assertThat(verified.headers("Authentication-Results"))
                .hasSize(3)
                .containsAll(others)
                .first()
                .asString()
                .startsWith("gw.a.example; smime=pass reason=revocation-unknown body.smime-identifier=eve@b.example");
        assertThat(verified.headerBlock().toLowerCase(Locale.ROOT)).doesNotContain("x-smime");
    }

    /** @param result empty: no field at all */
    private static void assertResult(RawMail mail, String result) {
        List<String> expected = result.isEmpty() ? List.of() : List.of("gw.a.example; " + result);
        assertThat(mail.headers("Authentication-Results"))
                .hasSameSizeAs(expected)
                .allMatch(value -> value.startsWith(String.join("", expected)));
    }

    private static void assertUntouched(RawMail kept, RawMail sent) {
        assertThat(kept.bodyText()).isEqualTo(sent.bodyText());
        assertThat(mimeFields(kept)).isEqualTo(mimeFields(sent));
    }

    /** As they stand, folding included. */
    private static List<String> mimeFields(RawMail mail) {
        return Arrays.stream(mail.headerBlock().split("\r\n(?![ \t])"))
                .filter(field -> field.regionMatches(true, 0, "Content-", 0, 8)
                        || field.regionMatches(true, 0, "MIME-Version:", 0, 13))
                .toList();
    }

    private static RawMail mail(String subject, String rest) {
        String head = "From: Eve <eve@b.example>\r\nTo: bob@a.example\r\nSubject: " + subject + "\r\n";
        return new RawMail((head + rest).getBytes(ISO_8859_1));
    }

    private static String signed() throws IOException {
        return cms(
                ENTITY,
                "-sign",
                "-signer",
                openssl.certificate(EVES),
                "-inkey",
                openssl.key(EVES),
                "-certfile",
                openssl.certificates(EVES.intermediates()));
    }

    private static String encrypted(String cipher) throws IOException {
        return encryptedTo(List.of(a.gateway()), ENTITY, cipher);
    }

    private static String encryptedTo(List<TestIdentity> recipients, String entity, String cipher) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-encrypt", cipher));
        arguments.addAll(recipients.stream().map(BadInputIT::certificate).toList());
        return cms(entity, arguments.toArray(String[]::new));
    }

    private static String certificate(TestIdentity identity) {
        try {
            return openssl.certificate(identity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cms(String entity, String... arguments) throws IOException {
        return crlf(openssl.cmsOutput(entity.getBytes(ISO_8859_1), arguments));
    }

    /** OpenSSL ends some lines with LF; the text that it signs has CRLF in any case. */
    private static String crlf(byte[] message) {
        return new String(message, ISO_8859_1).replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /** The gateway's certificate among others: one more than the limit. */
    private static List<TestIdentity> manyRecipients() {
        return Stream.concat(Stream.of(a.gateway()), IntStream.range(0, 500).mapToObj(i -> EVES))
                .toList();
    }

    private static String fiveLayers() throws IOException {
        String message = ENTITY;
        for (int i = 0; i < 5; i++) {
            message = encryptedTo(List.of(a.gateway()), message, "-aes256");
        }
        return message;
    }

    private static String zipBomb() throws CMSException, IOException {
        var bomb = new CMSProcessableByteArray(new byte[40 << 20]);
        byte[] compressed = new CMSCompressedDataGenerator()
                .generate(bomb, new ZlibCompressor())
                .getEncoded();
        return P7M.formatted("compressed-data", Base64.getMimeEncoder().encodeToString(compressed) + "\r\n");
    }

    private static String deepSigned() {
        return "MIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg=sha-256; boundary=s;\r\n"
                + " protocol=\"application/pkcs7-signature\"\r\n\r\n--s\r\n" + deep(200)
                + "\r\n--s\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nMAA=\r\n--s--\r\n";
    }

    private static String deep(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i));
        }
        text.append("Content-Type: text/plain\r\n\r\nat the bottom\r\n");
        for (int i = depth - 1; i >= 0; i--) {
            text.append("--b%d--\r\n".formatted(i));
        }
        return text.toString();
    }

    /** The first half of the lines of the body. */
    private static String truncated(String message) {
        int body = message.indexOf("\r\n\r\n") + 4;
        int end = message.lastIndexOf("\r\n", body + (message.length() - body) / 2) + 2;
        return message.substring(0, end);
    }

    /** One bit of the last base64 block is wrong, so many octets from its start or, negative, its end. */
    private static String damaged(String message, int at) {
        String last = message.stripTrailing().replaceAll("\r\n\r\n------\\w+--$", "");
        int start = last.lastIndexOf("\r\n\r\n") + 4;
        int stop = last.length();
        byte[] octets = Base64.getMimeDecoder().decode(message.substring(start, stop));
        octets[at < 0 ? octets.length + at : at] ^= 1;
        String encoded = Base64.getMimeEncoder(64, "\r\n".getBytes(US_ASCII)).encodeToString(octets);
        return message.substring(0, start) + encoded + message.substring(stop);
    }
}
