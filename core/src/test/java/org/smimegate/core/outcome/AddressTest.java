package org.smimegate.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "alice@example.org, alice, example.org",
        "Alice@EXAMPLE.org, Alice, example.org",
        "a.b+c=d@x.example, a.b+c=d, x.example",
        "a..b.@docomo.example, a..b., docomo.example",
        "jörg@bücher.example, jörg, xn--bcher-kva.example",
        "root@localhost, root, localhost",
        "bob@[192.0.2.1], bob, [192.0.2.1]",
        "'\"a@b\"@example.org', '\"a@b\"', example.org",
        "'\"alice\"@example.org', alice, example.org"
    })
    void shouldRead_whenTextIsOneAddress(String text, String localPart, String domain) {
        assertThat(Address.parse(text)).contains(new Address(localPart, domain));
        assertThat(Address.parse(text).orElseThrow().localPart()).isEqualTo(localPart);
        assertThat(Address.parse(text).orElseThrow().domain()).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "@",
                "@example.org",
                "alice@",
                "alice@@example.org",
                "alice@evil.example@example.org",
                "alice @example.org",
                "alice@example.org ",
                "alice@example.org\r\nBcc:x@y.example",
                "alice\u0000@example.org",
                "alice@example.org\u0000.evil.example",
                "<alice@example.org>",
                "alice@example.org,bob@example.org",
                "alice,bob@example.org",
                "alice(comment)@example.org",
                "\"alice@example.org",
                "\"a\"b\"@example.org",
                "alice@exa mple.org",
                "alice@.example.org",
                "alice@example..org",
                "alice\u2028@example.org",
                "alice\ud800@example.org"
            })
    void shouldNotRead_whenTextIsNotOnePlainAddress(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }

    @Test
    void shouldNotRead_whenTextIsEndless() {
        assertThat(Address.parse("\"" + "\\a".repeat(100_000) + "\"@example.org"))
                .isEmpty();
        assertThat(Address.parse("alice@" + "a.".repeat(100_000) + "org")).isEmpty();
    }

    @Test
    void shouldDiffer_whenLocalPartDiffersInCase() {
        // RFC 5280 section 7.5: the local part is compared exactly, the domain without case.
        assertThat(address("Alice@example.org")).isNotEqualTo(address("alice@example.org"));
        assertThat(address("alice@Example.Org")).isEqualTo(address("alice@example.org"));
    }

    @Test
    void shouldEqualIgnoringCase_whenOnlyAsciiCaseDiffers() {
        assertThat(address("Alice@example.org").equalsIgnoringCase(address("aLICE@EXAMPLE.org")))
                .isTrue();
        assertThat(address("alice@example.org").equalsIgnoringCase(address("alice@example.com")))
                .isFalse();
    }

    @ParameterizedTest
    // The Kelvin sign, the dotless i and upper case umlauts fold onto other letters in Unicode only.
    @CsvSource({"\u212aurt@example.org, kurt@example.org", "ÄNNE@example.org, änne@example.org", "ı@a.b, I@a.b"})
    void shouldDifferIgnoringCase_whenLettersAreNotAscii(String one, String other) {
        assertThat(address(one).equalsIgnoringCase(address(other))).isFalse();
    }

    @Test
    void shouldRefuse_whenPartIsEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Address("", "example.org"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Address("alice", ""));
    }

    @Test
    void shouldPrintAsAddress_whenPrinted() {
        assertThat(address("Alice@Example.org")).hasToString("Alice@example.org");
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
