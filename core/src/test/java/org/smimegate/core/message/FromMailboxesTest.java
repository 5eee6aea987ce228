package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.message.Mail.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;

class FromMailboxesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a@x.org | a@x.org",
                "<a@x.org> | a@x.org",
                "A Name <a@x.org> | a@x.org",
                "John Q. Public < a@X.org > | a@x.org",
                "\"Public, John\" <a@x.org> | a@x.org",
                "\"b@y.org\" <a@x.org> | a@x.org",
                "\"a\\\" <b\" <a@x.org> | a@x.org",
                "a@x.org (A Name) | a@x.org",
                "(one (two) \\) ) a@x.org | a@x.org",
                "(b@y.org, <c@z.org>) <a@x.org> | a@x.org",
                "=?utf-8?Q?M=C3=BCller=2C_Hans?= <a@x.org> | a@x.org",
                "=?utf-8?Q?b=40y.org?= <a@x.org> | a@x.org",
                "=?utf-8?B?PGFAeC5vcmc+?= <a@x.org> | a@x.org",
                ", a@x.org , | a@x.org",
                "Team: a@x.org; | a@x.org",
                "Team: A <a@x.org>,; | a@x.org",
                "\"john.doe\"@x.org | john.doe@x.org",
                "a+b=c/d@x.org | a+b=c/d@x.org",
                "a@[192.0.2.1] | a@[192.0.2.1]",
                "Hans Müller <müller@x.org> | müller@x.org",
                "a@bücher.example | a@xn--bcher-kva.example",
                "a@Bücher.Example | a@xn--bcher-kva.example",
                "a@xn--bcher-kva.example | a@xn--bcher-kva.example"
            })
    void shouldNameTheOneMailbox_whenThereIsNoDoubt(String from, String address) {
        assertThat(from(from).single().map(Address::toString)).contains(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a@x.org <b@y.org> | 2",
                "a@x.org, b@y.org | 2",
                "<a@x.org> <b@y.org> | 2",
                "<a@x.org>, <b@y.org> | 2",
                "\"<a@x.org>\" <b@y.org> | 2",
                "=?utf-8?Q?=3Ca=40x.org=3E?= <b@y.org> | 2",
                "=?utf-8?B?PGFAeC5vcmc+?= <b@y.org> | 2",
                "=?utf-8?Q?a=40x.org?=@y.org | 1",
                "=?utf-8?Q?a@x.org,?= <b@y.org> | 2",
                "a@x.org; b@y.org | 2",
                "a@x.org; | 1",
                "Empty:; | 1",
                "Empty: (nobody) ; | 1",
                "Two: a@x.org, b@y.org; | 2",
                "Team: a@x.org; b@y.org | 2",
                "Team: a@x.org | 2",
                "a@x.org: b@y.org; | 2",
                "One:; , Two: a@x.org; | 2",
                "<@hop.org,@hop2.org:a@x.org> | 3",
                "a@x.org@y.org | 2",
                "a@x.org(comment).example | 1",
                "a (comment) @x.org | 1",
                "a b@x.org | 1",
                "a@x.org b@y.org | 2",
                "a@x .org | 1",
                "a@x.org. | 1",
                "a@.org | 1",
                "a@x..org | 1",
                "a@ | 1",
                "@x.org | 1",
                "<> | 1",
                "<a@x.org | 1",
                "a@x.org> | 1",
                "<<a@x.org>> | 1",
                "A <a@x.org> B | 1",
                "a | 1",
                "\"a b\"@x.org | 1",
                "\"a@x.org\"@y.org | 2",
                "\"a@x.org | 1",
                "(a@x.org | 1",
                "a@x.org ( | 1",
                "a\\@x.org | 1",
                "a@x.org\\ | 1",
                "a@ｘ.org | 1",
                "a@straße.example | 1",
                "a@x\u200b.org | 1",
                "\u202ea@x.org | 1",
                "a\u00a0b@x.org | 1"
            })
    void shouldCountInDoubtAndNameNone_whenReadersMayDiffer(String from, int atLeast) {
        FromMailboxes read = from(from);

        assertThat(read.mailboxes()).isGreaterThanOrEqualTo(atLeast);
        assertThat(read.single()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@x.org\0",
                "a\0@x.org",
                "a@x.org\0@y.org",
                "\0",
                "\"a\0\" <a@x.org>",
                "(\0) a@x.org",
                "a@x.org\rb"
            })
    void shouldNameNone_whenControlCharactersStandInIt(String from) {
        assertThat(from(from).single()).isEmpty();
        assertThat(from(from).mailboxes()).isPositive();
    }

    @Test
    void shouldNameNone_whenThereIsNoOrAnEmptyFrom() {
        assertThat(fields("Sender: a@x.org\n").fields()).isZero();
        assertThat(fields("From:\n")).isEqualTo(new FromMailboxes(1, 0, List.of()));
        assertThat(fields("From: (nobody)\n").single()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@x.org\nFrom: a@x.org\n",
                "From: a@x.org\nFROM : b@y.org\n",
                "From: a@x.org\nFrom:\n",
                "From: a@x.org\nFr\0om: b@y.org\n",
                "From: a@x.org\nFrom\u00a0: b@y.org\n",
                "From: a@x.org\nX: y\rFrom: b@y.org\n",
                " From: b@y.org\nFrom: a@x.org\n"
            })
    void shouldNameNone_whenAnythingCouldBeASecondFrom(String header) {
        FromMailboxes read = fields(header);

        assertThat(read.fields()).isEqualTo(2);
        assertThat(read.single()).isEmpty();
    }

    @Test
    void shouldReadFoldedAndBlankedFields() {
        assertThat(fields("From :\r\n \"A\r\n B\"\r\n\t<a@x.org>\r\n").single()).contains(new Address("a", "x.org"));
        assertThat(fields("From a@x.org Mon Jan 1 10:00:00 2024\nfrom\t: a@x.org\n")
                        .single())
                .contains(new Address("a", "x.org"));
    }

    @Test
    void shouldEndSoon_whenTheListIsHuge() {
        String many = "a@x.org,".repeat(30_000);
        assertThat(from(many).mailboxes()).isEqualTo(30_000);
        assertThat(from("a@" + "\u4e00\u4e01\u4e02".repeat(20_000)).single()).isEmpty();
        assertThat(from("(".repeat(200_000)).single()).isEmpty();
        assertThat(from("\"".repeat(200_001)).single()).isEmpty();
        assertThat(from("<".repeat(200_000)).single()).isEmpty();
        assertThat(from("=?utf-8?Q?".repeat(20_000) + " <a@x.org>").single()).isPresent();
    }

    @Test
    void shouldSeeToCcAndTheTopmostResentBlock() throws Exception {
        RawMessage message = Mail.scan("""
                Received: x
                Resent-From: r@x.org
                Resent-To: new@x.org, To <to@x.org>
                Resent-Cc: copy@x.org
                Received: y
                Resent-From: q@x.org
                Resent-To: old@x.org
                To: to@x.org, Team: one@x.org, two@x.org;, broken
                Cc: cc@X.org
                Cc: cc2@x.org
                Bcc: secret@x.org

                """);

        assertThat(message.visibleRecipients())
                .extracting(Address::toString)
                .containsExactly(
                        "to@x.org", "one@x.org", "two@x.org", "cc@x.org", "cc2@x.org", "new@x.org", "copy@x.org");
    }

    @Test
    void shouldEndTheTopmostBlock_whenAResentFieldRepeats() throws Exception {
        RawMessage message =
                Mail.scan("Resent-From: b@x.org\nResent-To: new@x.org\nResent-From: a@x.org\nResent-To: old@x.org\n\n");

        assertThat(message.visibleRecipients()).extracting(Address::toString).containsExactly("new@x.org");
    }

    private static FromMailboxes from(String value) {
        return Addressing.from(List.of(HeaderField.read(("From: " + value + "\r\n").getBytes(StandardCharsets.UTF_8))));
    }

    private static FromMailboxes fields(String header) {
        Stream<String> lines = Arrays.stream(header.split("(?<=\n)(?![ \t])"));
        return Addressing.from(lines.map(line -> HeaderField.read(bytes(line))).toList());
    }
}
