package org.smimegate.keys.keyring.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

class EntryTextTest {
    private static final Instant SIGNED = Instant.parse("2026-03-01T12:00:00.123Z");

    private final TestPki pki = TestPki.shared();
    private final TestIdentity bob = pki.good("bob@example.org", KeyKind.P_256);
    private final TestIdentity eve = pki.good("eve@example.org", KeyKind.P_256);

    @Test
    void shouldKeepEverything_whenWrittenAndRead() throws Exception {
        NewEntry full = new NewEntry(
                "Bob Müller",
                owner("bob@example.org"),
                bob.certificate(),
                bob.issuers(),
                Origin.HARVESTED,
                State.PENDING,
                true,
                false,
                "the signature did not pass: expired",
                Set.of(ContentCipher.AES_128_CBC, ContentCipher.AES_256_GCM),
                Optional.of(SIGNED));
        NewEntry bare = entry("", "*.example.org", bob.certificate());
        NewEntry everybody = entry("all", "*", eve.certificate());

        assertThat(entries(written(List.of(full, bare, everybody)))).containsExactly(full, bare, everybody);
    }

    @Test
    void shouldWriteTheSameBytes_whenWhatWasReadIsWritten() throws Exception {
        List<NewEntry> all = List.of(
                entry("old", "bob@example.org", pki.expired("bob@example.org").certificate()),
                entry("new", "bob@example.org", bob.certificate()),
                entry("Eve", "eve@example.org", eve.certificate()));
        String first = written(all);

        List<NewEntry> otherOrder = List.of(all.get(1), all.get(0), all.get(2));
        assertThat(written(otherOrder)).isEqualTo(first);
        assertThat(written(entries(first))).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\nOwner: *",
                "x\r\nPinned: true",
                "x\u2028Key-Ring-Entry: 1",
                "\u0085\u000b\u000c\u0000",
                "-----BEGIN CERTIFICATE-----",
                "x ------BEGIN CERTIFICATE-----",
                "# no comment",
                " blanks ",
                "\u00a0 \u3000",
                "\\",
                "\\u0041\\\\n",
                "\u202egnp.exe",
                "\ud83d\ude00 \udb40\udc41",
                "\ud83d",
                "\ude00\ud83d",
                "Müller: ß"
            })
    void shouldStayInItsLine_whenANameIsHostile(String name) throws Exception {
        NewEntry hostile = entry(name, "bob@example.org", bob.certificate());

        String text = written(List.of(hostile));

        assertThat(entries(text)).containsExactly(hostile);
        assertThat(text.lines().filter(line -> line.startsWith("Name: "))).hasSize(1);
        assertThat(text.lines().filter(line -> line.startsWith("Owner: "))).containsExactly("Owner: bob@example.org");
        assertThat(text.split("-----BEGIN ", -1)).hasSize(2);
    }

    @Test
    void shouldLetOpensslReadTheCertificates_whenTheFileIsOurs(@TempDir Path folder) throws Exception {
        String text = written(List.of(
                entry("-----BEGIN CERTIFICATE-----", "bob@example.org", bob.certificate()),
                entry("Eve", "eve@example.org", eve.certificate())));
        OpenSsl openssl = OpenSsl.in(folder);
        Path file = openssl.file(".pem", text.getBytes(UTF_8));

        byte[] pkcs7 = openssl.run("crl2pkcs7", new byte[0], "-nocrl", "-certfile", file.toString())
                .output();
        String subjects =
                new String(openssl.run("pkcs7", pkcs7, "-print_certs", "-noout").output(), UTF_8);

        assertThat(subjects.lines().filter(line -> line.startsWith("subject")))
                .containsExactly("subject=CN = bob@example.org", "subject=CN = eve@example.org");
    }

    @Test
    void shouldGiveEachOwnerAnEntry_whenSeveralShareACertificate() throws Exception {
        String text = written(List.of(entry("Bob", "bob@example.org", bob.certificate())))
                .replace(
                        "Owner: bob@example.org\n",
                        "Owner: Bob@Example.org\nOwner: example.net\n\n# and\nOwner: bob@example.org\n");

        assertThat(entries(text))
                .containsExactly(
                        entry("Bob", "bob@example.org", bob.certificate()),
                        entry("Bob", "example.net", bob.certificate()));
    }

    /** ours, broken, somebody's text with two certificates and a CA, ours with another system's line ends */
    @Test
    void shouldReadTheOthers_whenSomeAreBroken() throws Exception {
        String ours = written(List.of(entry("Bob", "bob@example.org", bob.certificate())));
        String text = ours + ours.replace("State: active", "State: sleeping") + "not read\n"
                + TestFiles.pem(List.of(bob.certificate()))
                + ours.replace("\n", "\r\n")
                + "Bag Attributes\n  friendlyName: Eve\n-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"
                + TestFiles.pem(List.of(eve.certificate(), pki.root().certificate()));

        List<Item> items = items(text);

        assertThat(items)
                .extracting(item -> item.getClass().getSimpleName())
                .containsExactly("Entries", "Broken", "Entries", "Broken", "Bare", "Authority");
        assertThat(items.get(1))
                .isEqualTo(new Item.Broken(
                        lineOf(text, "State: sleeping"),
                        "State: sleeping (expected: active, pending, rejected, or superseded)"));
        assertThat(items.get(3)).isEqualTo(new Item.Broken(lineOf(text, "!") - 1, "the PEM block is not base64"));
        assertThat(items.get(4).line()).isEqualTo(lineOf(text, "!") + 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Key-Ring-Entry: 1 | Key-Ring-Entry: 2 | 3 | Key-Ring-Entry: 2 (expected: version 1)",
                "Owner: bob@example.org | Owner: bo b | 6 | Owner: bo b (expected: an address, a domain, *.",
                "Owner: bob@example.org | Owner: bob@ | 6 | Owner: bob@ (expected: an address",
                "Owner: bob@example.org | # none | 3 | an entry without Owner",
                "Name: Bob | Name: Bob\\n | 7 | Name: a single backslash (expected:",
                "Name: Bob | Name: Bob\\u00g0 | 7 | Name: a single backslash (expected:",
                "Name: Bob | Nome: Bob | 7 | not a line of an entry (expected: Key-Ring-Entry, Owner, Name,",
                "Name: Bob | State: pending | 9 | State: stands twice (expected: once)",
                "Origin: manual | # none | 3 | an entry without Origin",
                "Origin: manual | Origin: | 8 | Origin:  (expected: manual, harvested, or ldap)",
                "Pinned: true | Pinned: yes | 10 | Pinned: yes (expected: true or false)",
                "Name: Bob | Capabilities: AES-256-CBC DES | 7 | Capabilities: AES-256-CBC DES (expected: ciphers",
                "Name: Bob | Capabilities-Signed: yesterday | 7 | Capabilities-Signed: yesterday (expected: a time",
                "Name: Bob | Chain: -1 | 7 | Chain: -1 (expected: a number up to 100)",
                "Name: Bob | Chain: 101 | 7 | Chain: 101 (expected: a number up to 100)",
                "Name: Bob | Chain: 1 | 3 | an entry with fewer certificates than it says",
                "-----BEGIN CERTIFICATE----- | -----BEGIN PRIVATE KEY----- | 12 | BEGIN PRIVATE KEY without END",
                "-----END CERTIFICATE----- | # none | 12 | BEGIN CERTIFICATE without END CERTIFICATE"
            })
    void shouldNameLineAndReason_whenAnEntryIsBroken(String line, String broken, int number, String problem)
            throws Exception {
        String good = written(List.of(entry("Bob", "bob@example.org", bob.certificate())));
        String next = written(List.of(entry("Eve", "eve@example.org", eve.certificate())));

        List<Item> items = items(good.replace(line, broken) + next);

        assertThat(items).hasSize(2);
        assertThat(items.get(0)).isInstanceOfSatisfying(Item.Broken.class, item -> {
            assertThat(item.line()).isEqualTo(number);
            assertThat(item.problem()).startsWith(problem);
        });
        assertThat(items.get(1)).isInstanceOf(Item.Entries.class);
    }

    @Test
    void shouldSayWhatItIs_whenABlockIsNoCertificate() throws Exception {
        String text = TestFiles.block("EC PRIVATE KEY", new byte[100])
                + TestFiles.block("X509 CRL", new byte[100])
                + TestFiles.block("CERTIFICATE", new byte[100])
                + "-----BEGIN CERTIFICATE\n"
                + TestFiles.pem(List.of(pki.leaf("x@example.org").build().certificate()));

        assertThat(items(text).stream()
                        .filter(Item.Broken.class::isInstance)
                        .map(item -> ((Item.Broken) item).problem()))
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("a private key (expected: certificates only"),
                        p -> assertThat(p).isEqualTo("X509 CRL (expected: CERTIFICATE or PKCS7)"),
                        p -> assertThat(p).startsWith("CERTIFICATE: not a readable certificate"),
                        p -> assertThat(p).startsWith("BEGIN without -----"));
    }

    @Test
    void shouldTakeTheOwnersOfTheSan_whenACertificateIsBare() throws Exception {
        X509Certificate certificate = pki.issuing()
                .issue("CN=Gateway\\u0000 of Example,O=Example")
                .key(KeyKind.P_256)
                .address("info@example.org")
                .domain("*.example.org")
                .build()
                .certificate();
        String text = TestFiles.pem(List.of(certificate));

        Item.Bare bare = (Item.Bare) items(text).get(0);

        assertThat(bare.owners()).containsExactly(owner("*.example.org"), owner("info@example.org"));
        assertThat(bare.entries()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.name()).endsWith(" of Example").doesNotContainPattern("\\p{Cntrl}");
            assertThat(entry.origin()).isEqualTo(Origin.MANUAL);
            assertThat(entry.state()).isEqualTo(State.ACTIVE);
            assertThat(entry.pinned()).isTrue();
            assertThat(entry.decided()).isTrue();
        });
        assertThat(((Item.Bare) items(text, false).get(0)).owners()).containsExactly(owner("info@example.org"));
    }

    @Test
    void shouldBeForNobody_whenTheSanIsMissing() throws Exception {
        X509Certificate certificate = CertificateBuilder.selfSigned("CN=Nobody")
                .key(KeyKind.P_256)
                .build()
                .certificate();

        assertThat(items(TestFiles.pem(List.of(certificate))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Item.Broken.class,
                        item -> assertThat(item.problem()).startsWith("CN=Nobody: for nobody (expected"));
    }

    @Test
    void shouldReadEach_whenABlockIsPkcs7() throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(bob.certificate(), pki.root().certificate(), eve.certificate()));

        assertThat(items("\ufeff" + TestFiles.block("PKCS7", path.getEncoded("PKCS7"))))
                .extracting(item -> item.getClass().getSimpleName())
                .containsExactlyInAnyOrder("Bare", "Authority", "Bare");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r", "hello\n\n", "\u0000\u0001 -----BEGI"})
    void shouldBeBroken_whenNoKeyIsInTheFile(String text) throws Exception {
        assertThat(items(text))
                .singleElement()
                .isInstanceOfSatisfying(
                        Item.Broken.class,
                        item -> assertThat(item.problem()).startsWith("no certificate (expected: a PEM file"));
    }

    @Test
    void shouldHaveNoItem_whenTheKeyRingWasEmpty() throws Exception {
        assertThat(items(written(List.of()))).isEmpty();
    }

    @Test
    void shouldReadOn_whenTheTextBeforeIsInAnotherEncodingOrHasNoLineEnds() throws Exception {
        String text = "Müller" + "x".repeat(200_000) + "\n" + TestFiles.pem(List.of(bob.certificate()));

        EntryReader reader = new EntryReader(new ByteArrayInputStream(text.getBytes(ISO_8859_1)), true);

        assertThat(reader.next()).containsInstanceOf(Item.Bare.class);
        assertThat(reader.next()).isEmpty();
    }

    private static NewEntry entry(String name, String owner, X509Certificate certificate) {
        return new NewEntry(
                name,
                owner(owner),
                certificate,
                List.of(),
                Origin.MANUAL,
                State.ACTIVE,
                true,
                true,
                "",
                Set.of(),
                Optional.empty());
    }

    private static Owner owner(String text) {
        return Owner.parse(text).orElseThrow();
    }

    private static String written(List<NewEntry> entries) throws IOException {
        StringWriter text = new StringWriter();
        EntryWriter writer = new EntryWriter(text);
        for (NewEntry entry : entries) {
            writer.write(new KeyEntry(1, entry, SIGNED, SIGNED, Optional.empty()));
        }
        writer.finish();
        assertThat(writer.count()).isEqualTo(entries.size());
        return text.toString();
    }

    private static List<NewEntry> entries(String text) throws IOException {
        List<NewEntry> entries = new ArrayList<>();
        for (Item item : items(text)) {
            assertThat(item).isInstanceOf(Item.Entries.class);
            entries.addAll(((Item.Entries) item).entries());
        }
        return entries;
    }

    private static List<Item> items(String text) throws IOException {
        return items(text, true);
    }

    private static List<Item> items(String text, boolean domainCertificates) throws IOException {
        EntryReader reader = new EntryReader(new ByteArrayInputStream(text.getBytes(UTF_8)), domainCertificates);
        List<Item> items = new ArrayList<>();
        for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
            items.add(item.get());
        }
        return items;
    }

    private static int lineOf(String text, String line) {
        return text.lines().toList().indexOf(line) + 1;
    }
}
