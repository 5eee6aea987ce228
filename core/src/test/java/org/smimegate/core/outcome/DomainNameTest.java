package org.smimegate.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "Example.ORG, example.org",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "XN--bcher-kva.Example, xn--bcher-kva.example",
        "bu\u0308cher.example, xn--bcher-kva.example",
        "[192.0.2.1], [192.0.2.1]"
    })
    void shouldBringToOneForm_whenSpellingsMeanOneDomain(String domain, String normal) {
        assertThat(DomainName.normal(domain)).isEqualTo(normal);
    }

    // IDNA 2003 makes "strasse" of it, IDNA 2008 another domain; full-width letters and the ideographic full stop
    // are mapped by some software only. None of them may become somebody else's domain.
    @ParameterizedTest
    @ValueSource(strings = {"straße.example", "ｅｘａｍｐｌｅ.org", "www。example.org", "a..example", "ü\u200d.example"})
    void shouldLeaveAlone_whenConversionIsNotCertain(String domain) {
        assertThat(DomainName.normal(domain)).isEqualTo(domain);
    }

    @Test
    void shouldLeaveAlone_whenLabelIsTooLongForDns() {
        String endless = "ü".repeat(100_000) + ".example";

        assertThat(DomainName.normal(endless)).isEqualTo(endless);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "a.b.c", "localhost", "under_score.example", "bücher.example", "1.example"})
    void shouldBeValid_whenDnsCouldHoldIt(String domain) {
        assertThat(DomainName.isValid(domain)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "example.org.", ".example.org", "a..b", "-a.example", "a-.example", "a b", "a@b", "*"})
    void shouldNotBeValid_whenDnsCannotHoldIt(String domain) {
        assertThat(DomainName.isValid(domain)).isFalse();
    }

    @Test
    void shouldNotBeValid_whenLongerThanDnsAllows() {
        assertThat(DomainName.isValid("a".repeat(64) + ".example")).isFalse();
        assertThat(DomainName.isValid("abc.".repeat(63) + "example")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Example.org, example.org", "*.Example.org, *.example.org", "*.bücher.example, *.xn--bcher-kva.example"
    })
    void shouldReadPattern_whenItIsDomainOrWildcard(String text, String pattern) {
        assertThat(DomainName.pattern(text)).contains(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "*.", "*.org", "*.*.example.org", "a*.example.org", "*example.org", "a.*.example", "a b.c"})
    void shouldNotReadPattern_whenWildcardStandsElsewhereOrTooHigh(String text) {
        assertThat(DomainName.pattern(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, true",
        "example.org, EXAMPLE.org, true",
        "example.org, mail.example.org, false",
        "example.org, notexample.org, false",
        "*.example.org, mail.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, a.mail.example.org, false",
        "*.xn--bcher-kva.example, post.bücher.example, true",
        "*.example.org, .example.org, false"
    })
    void shouldMatchExactlyOneLabelMore_whenPatternIsWildcard(String pattern, String domain, boolean matches) {
        assertThat(DomainName.matches(Set.of(pattern), domain)).isEqualTo(matches);
    }
}
