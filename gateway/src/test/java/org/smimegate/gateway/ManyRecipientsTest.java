package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.gateway.OutboundFixture.BOB;
import static org.smimegate.gateway.OutboundFixture.PKI;
import static org.smimegate.gateway.OutboundFixture.copies;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;

/** Lists and long To fields: who shares a CMS object, counted by others, and what that costs. */
class ManyRecipientsTest {
    private static final TestIdentity DOMAIN = PKI.domain("whole.example");
    private static final TestIdentity ERIN = PKI.good("erin@partner.example");

    @TempDir
    Path folder;

    private OutboundFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new OutboundFixture(folder.resolve("spool"));
        fixture.settings.put("mode", "encrypt");
    }

    // Envelope-only recipients

    @Test
    void shouldGiveEachMemberOfAListAnObjectOfTheirOwn() throws Exception {
        List<String> members = known(500);

        List<WireCopy> copies = copies(fixture.dispatch(members, List.of("list@example.org")));

        assertThat(copies)
                .hasSize(500)
                .allSatisfy(copy -> assertThat(copy.recipientInfos()).isOne());
        assertThat(copies.stream().flatMap(copy -> copy.recipients().stream()))
                .containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void shouldShareOneObject_whenHiddenRecipientsHaveTheSameCertificate() throws Exception {
        fixture.ring.with(DOMAIN);
        fixture.folder.with(ERIN);
        List<String> members = IntStream.range(0, 200)
                .mapToObj(i -> "m" + i + "@whole.example")
                .toList();

        List<WireCopy> copies = copies(fixture.dispatch(plus(members, "erin@partner.example"), List.of()));

        assertThat(copies).hasSize(2);
        copies.get(0).assertEncryptedExactlyTo(DOMAIN);
        assertThat(copies.get(0).recipients()).containsExactlyInAnyOrderElementsOf(members);
        copies.get(1).assertEncryptedExactlyTo(ERIN);
    }

    @Test
    void shouldNotHideTheResentTo_butOlderOnes() throws Exception {
        List<String> known = known(3);
        String header = "Resent-To: " + known.get(0) + "\r\nResent-From: x@example.org\r\nResent-To: " + known.get(1)
                + "\r\nResent-From: y@example.org\r\n";
        byte[] message = (header + new String(fixture.message(List.of(known.get(2))), StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);

        List<WireCopy> copies = copies(fixture.dispatch(MessageSource.of(message), known));

        assertThat(copies).hasSize(2);
        assertThat(copies.get(0).recipients()).containsExactlyInAnyOrder(known.get(0), known.get(2));
        assertThat(copies.get(1).recipients()).containsExactly(known.get(1));
    }

    // The same certificate for recipients who read different ciphers

    @Test
    void shouldPutAHiddenRecipientWhereTheirCertificateIsVisible_bestWithTheirCipher() throws Exception {
        fixture.ring.with(DOMAIN, ContentCipher.AES_256_GCM).only("modern@whole.example", "hidden@whole.example");
        fixture.folder.with(DOMAIN);

        List<WireCopy> copies = copies(fixture.dispatch(
                List.of("plain@whole.example", "modern@whole.example", "hidden@whole.example"),
                List.of("plain@whole.example", "modern@whole.example")));

        assertThat(copies)
                .extracting(WireCopy::cipher)
                .containsExactly(ContentCipher.AES_256_CBC, ContentCipher.AES_256_GCM);
        assertThat(copies.get(0).recipients()).containsExactly("plain@whole.example");
        assertThat(copies.get(1).recipients())
                .containsExactlyInAnyOrder("modern@whole.example", "hidden@whole.example");
    }

    @Test
    void shouldAddNoObject_whenTheCertificateIsVisibleWithAnotherCipherOnly() throws Exception {
        fixture.ring.with(DOMAIN, ContentCipher.AES_256_GCM).only("hidden@whole.example");
        fixture.folder.with(DOMAIN);

        List<WireCopy> copies = copies(fixture.dispatch(
                List.of("hidden@whole.example", "plain@whole.example"), List.of("plain@whole.example")));

        assertThat(copies).hasSize(1);
        copies.get(0).assertEncryptedExactlyTo(DOMAIN);
    }

    // More than a reader accepts in one object

    @Test
    void shouldSpreadVisibleRecipients_whenOneObjectWouldBeRefused() throws Exception {
        List<String> members = known(600);

        List<WireCopy> copies = copies(fixture.dispatch(members, members));

        assertThat(copies).extracting(WireCopy::recipientInfos).containsExactly(500, 100);
        assertThat(copies.stream().flatMap(copy -> copy.recipients().stream()))
                .containsExactlyInAnyOrderElementsOf(members);
        assertThat(openSslCounts(copies.get(0))).isEqualTo(500);
        assertThat(openSslCounts(copies.get(1))).isEqualTo(100);
    }

    @Test
    void shouldCountTheSender_andEqualCertificatesOnce() throws Exception {
        fixture.settings.put("toSender", "true");
        fixture.limits(limit(3)).ring.with(DOMAIN);
        List<String> members = plus(known(3), "a@whole.example", "b@whole.example");

        List<WireCopy> copies = copies(fixture.dispatch(members, members));

        assertThat(copies).extracting(WireCopy::recipientInfos).containsExactly(3, 3);
        assertThat(copies).allMatch(copy -> copy.readableBy(BOB));
        assertThat(copies.get(1).recipients())
                .containsExactlyInAnyOrder(members.get(2), "a@whole.example", "b@whole.example");
    }

    /** A gateway with the default limit shall read what we write, whatever we read ourselves. */
    @Test
    void shouldNotWriteMoreThanOthersRead_whenOurOwnLimitIsHigher() throws Exception {
        fixture.limits(limit(10_000));
        List<String> members = known(501);

        assertThat(copies(fixture.dispatch(members, members)))
                .extracting(WireCopy::recipientInfos)
                .containsExactly(500, 1);
    }

    @Test
    void shouldLeaveTheSenderOut_whenOneReaderIsAllThatFits() throws Exception {
        fixture.settings.put("toSender", "true");
        fixture.limits(limit(1));
        List<String> members = known(2);

        assertThat(copies(fixture.dispatch(members, members)))
                .extracting(WireCopy::recipientInfos)
                .containsExactly(1, 1);
    }

    // What it costs

    /** One pass, however many layers; and one open file, however many copies. Each alone would fit in memory. */
    @ParameterizedTest
    @ValueSource(strings = {"sign-encrypt", "triple"})
    void shouldUseOneFile_howeverManyLayersAndCopies(String mode) throws Exception {
        fixture.settings.put("mode", mode);
        List<String> members = known(20);
        fixture.body("a line of text\r\n".repeat(7_000));
        Watched message = new Watched(MessageSource.of(fixture.message(List.of())));

        try (Dispatch.Copies copies = (Dispatch.Copies) fixture.dispatch(message, members)) {
            assertThat(copies.copies()).hasSize(20);
            assertThat(message.open).containsExactlyInAnyOrder(0L, 1L);
            assertThat(spoolFiles()).isOne();
        }
        assertThat(spoolFiles()).isZero();
    }

    /** Each question may take a time-out. */
    @Test
    void shouldAskNoFurther_whenADirectoryIsDown() throws Exception {
        List<String> members =
                IntStream.range(0, 500).mapToObj(i -> "m" + i + "@many.example").toList();
        members.forEach(fixture.ldap::down);

        assertThat(fixture.dispatch(members, members)).isInstanceOf(Dispatch.Later.class);
        assertThat(fixture.ldap.asked()).isOne();
    }

    @Test
    void shouldKeepTheOthers_whenOneCopyIsClosed() throws Exception {
        List<String> members = known(3);
        fixture.body("a line of text\r\n".repeat(20_000));

        try (Dispatch.Copies copies = (Dispatch.Copies) fixture.dispatch(members, List.of())) {
            copies.copies().get(0).close();
            copies.copies().get(0).close();
            copies.copies().get(1).close();

            assertThat(WireCopy.of(copies.copies().get(2)).recipientInfos()).isOne();
        }
    }

    /** Looks at every reading how many spool files there are. */
    private final class Watched implements MessageSource {
        private final MessageSource message;
        private final Set<Long> open = new HashSet<>();

        Watched(MessageSource message) {
            this.message = message;
        }

        @Override
        public long size() {
            return message.size();
        }

        @Override
        public InputStream open(long from, long to) throws IOException {
            open.add(spoolFiles());
            return message.open(from, to);
        }
    }

    /** Open files of the spool folder; they have no names. */
    private long spoolFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(this::isOurs).count();
        }
    }

    private boolean isOurs(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder.resolve("spool"));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private long openSslCounts(WireCopy copy) throws IOException {
        byte[] mail = copy.text().getBytes(StandardCharsets.ISO_8859_1);
        Path work = Files.createTempDirectory(folder, "openssl");
        byte[] printed = OpenSsl.in(work).cmsOutput(mail, "-inform", "SMIME", "-cmsout", "-print", "-noout");
        return new String(printed, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.strip().startsWith("d.ktri:"))
                .count();
    }

    /** Members of whom the folder has a certificate each. */
    private List<String> known(int count) {
        List<String> members = IntStream.range(0, count)
                .mapToObj(i -> "m" + i + "@many.example")
                .toList();
        members.forEach(address -> fixture.folder.with(PKI.good(address, KeyKind.RSA_2048)));
        return members;
    }

    private static List<String> plus(List<String> members, String... more) {
        return Stream.concat(members.stream(), Stream.of(more)).collect(Collectors.toList());
    }

    private static Limits limit(int recipients) {
        Limits standard = Limits.defaults();
        return new Limits(
                standard.cms(),
                standard.expanded(),
                standard.expansionRatio(),
                standard.layers(),
                recipients,
                standard.signers(),
                standard.certificates(),
                standard.crls());
    }
}
