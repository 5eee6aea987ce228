package org.smimegate.admin.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.admin.Cli;
import org.smimegate.admin.OpenSsl;

/** Messages protected on the command line, read by openssl. */
class ProtectCommandTest {
    @TempDir
    static Path folder;

    private static People people;
    private static Path message;
    private static Path partners;

    @TempDir
    Path out;

    @BeforeAll
    static void write() throws Exception {
        people = new People(folder);
        message = people.file("mail.eml", "From: bob@a.example\r\nTo: dave@a.example\r\nSubject: hi\r\n" + People.TEXT);
        partners = Files.createDirectories(folder.resolve("partners"));
        Files.copy(folder.resolve("dave.pem"), partners.resolve("dave.pem"));
    }

    @Test
    void shouldWriteWhatOpenSslDecryptsAndVerifies_whenSignedAndEncrypted() throws Exception {
        Path file = out.resolve("protected.eml");

        var result = protect(message, "--mode", "sign-encrypt", "--out", file);

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains(file + ": encrypted, for dave@a.example");
        assertThat(people.read(file)).contains("Subject: hi").doesNotContain("Hello Dave");
        OpenSsl.run(
                folder,
                "cms",
                "-decrypt",
                "-in",
                file,
                "-inkey",
                "dave.key",
                "-recip",
                "dave.pem",
                "-out",
                "decrypted");
        OpenSsl.run(folder, "cms", "-verify", "-in", "decrypted", "-CAfile", "trust/ca.pem", "-out", "verified");
        assertThat(people.read(folder.resolve("verified"))).isEqualTo(People.TEXT);
    }

    @Test
    void shouldOpenWhatItProtected() {
        Path file = out.resolve("protected.eml");
        protect(message, "--mode", "triple", "--out", file);

        var opened = Cli.run(
                "open",
                file,
                "--trust",
                people.trust,
                "--keystore",
                people.keystore("dave"),
                "--secret",
                people.secret,
                "--json");

        assertThat(opened.status()).isZero();
        assertThat(opened.json().get(0).path("layers"))
                .map(layer -> layer.asText())
                .containsExactly("clear-signed", "enveloped-data", "clear-signed");
    }

    @Test
    void shouldPrintTheMessage_whenNoFileIsNamed() throws Exception {
        var result = protect(message, "--mode", "sign");

        assertThat(result.status()).isZero();
        Path printed = Files.write(out.resolve("printed.eml"), result.output());
        OpenSsl.run(folder, "cms", "-verify", "-in", printed, "-CAfile", "trust/ca.pem", "-out", "verified");
    }

    @Test
    void shouldEndWithOneAndWriteNothing_whenAKeyIsMissing() {
        var result = protect(
                message,
                "--mode",
                "encrypt",
                "--to",
                "dave@a.example,eve@b.example",
                "--out",
                out.resolve("x.eml"),
                "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().get(0).path("result").asText()).isEqualTo("missing-keys");
        assertThat(result.json().get(0).path("lacking").has("eve@b.example")).isTrue();
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void shouldWriteACopyForEach_whenSplit() throws Exception {
        var result = protect(
                message,
                "--mode",
                "sign-encrypt",
                "--on-missing-key",
                "split",
                "--to",
                "dave@a.example,eve@b.example",
                "--out",
                out,
                "--json");

        assertThat(result.status()).isZero();
        assertThat(result.json().get(0).path("copies")).hasSize(2);
        assertThat(out.resolve("mail.eml")).exists();
        assertThat(people.read(out.resolve("mail-2.eml"))).contains("Hello Dave", "multipart/signed");
    }

    @Test
    void shouldEndWithOne_whenNobodySignsForTheAuthor() throws Exception {
        Path config = smimeXml();
        Path byEve = people.file("eve.eml", "From: eve@a.example\r\nTo: dave@a.example\r\n" + People.TEXT);

        var result =
                Cli.run("protect", byEve, "--config", config, "--profile", "partner", "--out", out.resolve("x.eml"));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("failed");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void shouldUseTheProfile_whenASmimeXmlIsGiven() throws Exception {
        Path config = smimeXml();

        var result = Cli.run("protect", message, "--config", config, "--profile", "partner", "--out", out, "--json");

        assertThat(result.status()).isZero();
        assertThat(result.json().get(0).path("copies").get(0).path("protection").asText())
                .isEqualTo("encrypted");
    }

    @Test
    void shouldListAndShowProfiles() throws Exception {
        Path config = smimeXml();

        var list = Cli.run("profiles", "list", "--config", config);
        var show = Cli.run("profiles", "show", "partner", "--config", config, "--json");
        var missing = Cli.run("profiles", "show", "nobody", "--config", config);

        assertThat(list.out()).contains("partner", "sign-encrypt", "signed");
        assertThat(show.json().get(0).path("onMissingKey").asText()).isEqualTo("drop");
        assertThat(show.json().get(0).path("cipher").asText()).isEqualTo("auto");
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("nobody (expected: one of [partner, signed])");
    }

    @Test
    void shouldPutTheAuthorIn_whenTheMessageHasNone() throws Exception {
        Path authorless = people.file("authorless.eml", "To: dave@a.example\r\n" + People.TEXT);

        var result = protect(authorless, "--mode", "sign", "--from", "bob@a.example", "--out", out.resolve("x.eml"));

        assertThat(result.status()).isZero();
        assertThat(people.read(out.resolve("x.eml"))).contains("From: bob@a.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | --out x                     | --profile or --mode: none",
                "2 | --out x --mode shout        | mode: shout (expected:",
                "2 | --mode sign --cipher DES    | cipher: DES (expected: auto,",
                "2 | --profile p --mode sign     | --profile: together with",
                "2 | --profile nobody            | --profile: nobody (expected:",
                "2 | --mode sign --json          | --json: without --out",
                "2 | --mode sign --to nobody     | --to: [nobody] (expected:",
                "2 | --mode sign --from nobody   | --from: nobody (expected:",
                "3 | --mode sign --from eve@a.example | --from: eve@a.example: the message is from bob@a.example"
            })
    void shouldSayWhatWasExpected_whenAnOptionIsUnfit(int status, String options, String problem) {
        var result = protect(Stream.concat(Stream.of(message), Arrays.stream(options.split(" ")))
                .toArray());

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.err()).contains(problem);
    }

    private static Cli.Result protect(Object... args) {
        Object[] common = {
            "protect",
            "--keystore",
            people.keystore("bob"),
            "--secret",
            people.secret,
            "--trust",
            people.trust,
            "--partners",
            partners
        };
        return Cli.run(Stream.of(common, args).flatMap(Arrays::stream).toArray());
    }

    private static Path smimeXml() throws Exception {
        Path conf = Files.createDirectories(folder.resolve("gateway/conf"));
        return Files.writeString(conf.resolve("smime.xml"), """
                <smime>
                  <gateway name="gw.a.example"/>
                  <credentials>
                    <keystore file="file://%s" secret="file://%s"/>
                  </credentials>
                  <trust anchors="file://%s"/>
                  <directories><folder path="file://%s"/></directories>
                  <profiles>
                    <profile name="partner" onMissingKey="drop"/>
                    <profile name="signed" mode="sign"/>
                  </profiles>
                </smime>
                """.formatted(
                        people.keystore("bob"), people.secret.substring("file:".length()), people.trust, partners));
    }
}
