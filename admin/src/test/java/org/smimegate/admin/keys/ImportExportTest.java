package org.smimegate.admin.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.keys.keyring.State;

class ImportExportTest {
    private static final String BOB = "bob@partner.example";
    private static final String EVE = "eve@partner.example";

    @TempDir
    Path folder;

    @TempDir
    Path other;

    private Partners partners;
    private TestIdentity bob;
    private TestIdentity eve;

    @BeforeEach
    void makeGateway() throws Exception {
        partners = new Partners(folder);
        bob = partners.person(BOB);
        eve = partners.person(EVE);
    }

    @Test
    void shouldGiveTheSameFile_whenImportedElsewhereAndExportedAgain() throws Exception {
        partners.learned(bob, BOB, State.ACTIVE);
        partners.learned(partners.pki.leaf(BOB).freshKey().build(), BOB, State.PENDING);
        partners.learned(partners.pki.expired(BOB), BOB, State.SUPERSEDED);
        partners.learned(eve, EVE, State.REJECTED);
        partners.keys("add", partners.pem(eve), "--for", "*.partner.example", "--name", "Eve \\ Müller: é");
        Path first = folder.resolve("first.pem");
        Path second = folder.resolve("second.pem");

        Cli.Result exported = partners.keys("export", first);
        Partners elsewhere = new Partners(other);
        Cli.Result imported = elsewhere.keys("import", first);
        elsewhere.keys("export", second);

        assertThat(exported.status()).isZero();
        assertThat(exported.out()).isEqualTo(first + ": 5 entries exported\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                .isEqualTo("rw-------");
        assertThat(imported.status()).isZero();
        assertThat(imported.out()).startsWith(first + ": 5 entries stored, 0 places not usable");
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(settings(elsewhere)).isEqualTo(settings(partners));
        assertThat(partners.keys("export").output()).isEqualTo(Files.readAllBytes(first));
    }

    @Test
    void shouldWriteSome_whenFiltered() throws Exception {
        partners.learned(eve, EVE, State.PENDING);
        partners.keys("add", partners.pem(bob));

        assertThat(partners.keys("export", "-", "--state", "pending").out())
                .contains(EVE)
                .doesNotContain(BOB);
        assertThat(partners.keys("export", "--origin", "manual").out())
                .contains(BOB)
                .doesNotContain(EVE);
        assertThat(partners.keys("export", folder.resolve("x.pem"), "--json")
                        .json()
                        .get(0)
                        .path("entries")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void shouldKeepTheOldFile_whenAnExportIsThere() throws Exception {
        Path there = Files.writeString(folder.resolve("there.pem"), "mine");

        Cli.Result refused = partners.keys("export", there);

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains(there + ": exists (expected: the name of a new file)");
        assertThat(there).hasContent("mine");
        assertThat(partners.keys("export", folder.resolve("no/such.pem")).status())
                .isEqualTo(3);
        assertThat(partners.keys("export", "--json").status()).isEqualTo(2);
    }

    @Test
    void shouldImportNothingButSucceed_whenAnEmptyKeyRingWasExported() {
        Path empty = folder.resolve("empty.pem");
        partners.keys("export", empty);

        assertThat(partners.keys("import", empty).status()).isZero();
    }

    @Test
    void shouldPinEachForItsSan_whenTheBundleIsForeign() throws Exception {
        TestIdentity domain = partners.pki.domain("*.other.example");
        Path bundle = Files.writeString(
                folder.resolve("bundle.pem"),
                "Bag Attributes\n    friendlyName: Bob\nsubject=CN = bob\n"
                        + TestFiles.pem(
                                List.of(bob.certificate(), partners.pki.root().certificate()))
                        + "\r\nand the gateway of our friends:\r\n"
                        + TestFiles.pem(List.of(domain.certificate())).replace("\n", "\r\n"));

        Cli.Result imported = partners.keys("import", bundle);

        assertThat(imported.status()).isZero();
        assertThat(imported.out()).contains("2 entries stored", "1 certificates of CAs left out");
        assertThat(partners.keys("list", "--json").json())
                .extracting(line -> line.path("owner").asText() + " "
                        + line.path("name").asText() + " " + line.path("origin").asText() + " "
                        + line.path("pinned").asBoolean())
                .containsExactly(
                        "*.other.example Gateway of *.other.example manual true", BOB + " " + BOB + " manual true");
    }

    @Test
    void shouldStoreTheOthersAndNameEach_whenSomeAreBroken() throws Exception {
        TestIdentity signing =
                partners.pki.leaf(BOB).keyUsage(KeyUsage.digitalSignature).build();
        Path bundle = Files.writeString(
                folder.resolve("bundle.pem"),
                TestFiles.block("PRIVATE KEY", eve.key().getEncoded())
                        + TestFiles.pem(List.of(
                                signing.certificate(), partners.pki.expired(BOB).certificate(), eve.certificate()))
                        + Partners.text(Partners.byHand("Bob", BOB, bob.certificate()))
                                .replace("Pinned: true", "Pinned: no"));

        Cli.Result imported = partners.keys("import", bundle);

        assertThat(imported.status()).isEqualTo(1);
        assertThat(imported.out()).contains(bundle + ": 1 entries stored, 4 places not usable");
        assertThat(imported.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains(bundle + ": line 1: a private key (expected: certificates"),
                        line -> assertThat(line).contains(": bad-key-usage: "),
                        line -> assertThat(line).contains(": expired: "),
                        line -> assertThat(line).contains("Pinned: no (expected: true or false)"));
        assertThat(partners.keys("list", "--json").json())
                .singleElement()
                .satisfies(line -> assertThat(line.path("owner").asText()).isEqualTo(EVE));
    }

    @Test
    void shouldStoreNothing_whenStrictAndOneIsBroken() throws Exception {
        Path good = partners.pem(bob);
        Path bad = Files.writeString(folder.resolve("bad.pem"), "-----BEGIN CERTIFICATE-----\n");

        Cli.Result refused = partners.keys("import", "--strict", good, bad);

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains(bad + ": line 1: BEGIN CERTIFICATE without END CERTIFICATE", "nothing stored");
        assertThat(partners.ring()).doesNotExist();
        assertThat(partners.keys("import", "--strict", good).status()).isZero();
    }

    @Test
    void shouldSayWhatIsWrong_whenAFileIsNone() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage"), "garbage\n");
        Path missing = folder.resolve("missing.pem");

        Cli.Result no = partners.keys("import", garbage, "--json");
        assertThat(no.status()).isEqualTo(1);
        assertThat(no.json().get(0).path("line").asInt()).isEqualTo(1);
        assertThat(no.json().get(0).path("error").asText()).startsWith("no certificate (expected: a PEM file");
        assertThat(no.json().get(1).path("stored").asInt()).isZero();
        Cli.Result cannot = partners.keys("import", partners.pem(bob), missing);
        assertThat(cannot.status()).isEqualTo(3);
        assertThat(cannot.err()).isEqualTo("smimegate: " + missing + ": no such file\n");
        assertThat(partners.keys("import", folder).err()).contains(folder + ": not a file");
        assertThat(partners.ring()).doesNotExist();
    }

    @Test
    void shouldTakeTheNewContent_whenImportedAgain() throws Exception {
        String text = Partners.text(Partners.byHand("Bob", BOB, bob.certificate()));
        partners.keys("import", Files.writeString(folder.resolve("a.txt"), text));

        partners.keys("import", Files.writeString(folder.resolve("b.txt"), text.replace("Name: Bob", "Name: Robert")));

        assertThat(partners.keys("list", "--json").json())
                .singleElement()
                .satisfies(line -> assertThat(line.path("name").asText()).isEqualTo("Robert"));
    }

    @Test
    void shouldTellHowFarItIs_whenTheImportIsLong() throws Exception {
        String owners = IntStream.range(0, 20_500)
                .mapToObj(i -> "Owner: person" + i + "@partner.example\n")
                .collect(Collectors.joining());
        String text =
                Partners.text(Partners.byHand("", BOB, bob.certificate())).replace("Owner: " + BOB + "\n", owners);
        Path file = Files.writeString(folder.resolve("many.txt"), text);

        Cli.Result imported = partners.keys("import", file);

        assertThat(imported.out()).contains(": 20500 entries stored");
        assertThat(imported.err().lines())
                .containsExactly(
                        "smimegate: " + file + ": 10000 entries stored so far",
                        "smimegate: " + file + ": 20000 entries stored so far");
    }

    /** All that an export keeps. */
    private static List<String> settings(Partners gateway) {
        return gateway.keys("list", "--json").json().stream()
                .map(ImportExportTest::settings)
                .sorted()
                .toList();
    }

    private static String settings(JsonNode entry) {
        return String.join(
                "|",
                List.of("owner", "name", "origin", "state", "pinned", "decided", "note", "capabilities", "sha256")
                        .stream()
                        .map(field -> entry.path(field).toString())
                        .toList());
    }
}
