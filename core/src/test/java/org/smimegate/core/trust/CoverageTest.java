package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;

/** Coverage reads the leaf alone, so the certificates here are self-signed: leaf. */
class CoverageTest {
    private static final String SAN = "2.5.29.17";

    @Test
    void shouldCoverAddress_whenSanHoldsIt() {
        Coverage coverage = of(leaf().address("alice@example.org").address("a.smith@example.com"));

        assertThat(coverage.covers(address("alice@example.org"))).isTrue();
        assertThat(coverage.covers(address("a.smith@example.com"))).isTrue();
        assertThat(coverage.covers(address("bob@example.org"))).isFalse();
        assertThat(coverage.coversDomain("example.org")).isFalse();
    }

    @Test
    void shouldCompareDomainWithoutCaseAndLocalPartExactly_whenMatchingAddress() {
        // RFC 8550 section 3, RFC 5280 section 7.5
        Coverage coverage = of(leaf().address("Alice@Example.ORG"));

        assertThat(coverage.covers(address("Alice@example.org"))).isTrue();
        assertThat(coverage.covers(address("alice@example.org"))).isFalse();
    }

    @Test
    void shouldFindRecipient_whenOnlyCaseOfLocalPartDiffers() {
        Coverage coverage = of(leaf().address("Alice@example.org"));

        assertThat(coverage.coversIgnoringCase(address("aLICE@EXAMPLE.org"))).isTrue();
        assertThat(coverage.addressIgnoringCase(address("alice@example.org"))).contains(address("Alice@example.org"));
        assertThat(coverage.coversIgnoringCase(address("alicia@example.org"))).isFalse();
    }

    @Test
    void shouldCoverThatDomainOnly_whenSanHoldsDomain() {
        Coverage coverage = of(leaf().domain("Example.org"));

        assertThat(coverage.covers(address("anyone@example.org"))).isTrue();
        assertThat(coverage.covers(address("anyone@mail.example.org"))).isFalse();
        assertThat(coverage.covers(address("anyone@notexample.org"))).isFalse();
        assertThat(coverage.coversExactly(address("anyone@example.org"))).isFalse();
    }

    @Test
    void shouldCoverExactlyOneLabelMore_whenSanHoldsWildcard() {
        Coverage coverage = of(leaf().domain("*.example.org"));

        assertThat(coverage.covers(address("anyone@mail.example.org"))).isTrue();
        assertThat(coverage.covers(address("anyone@example.org"))).isFalse();
        assertThat(coverage.covers(address("anyone@a.mail.example.org"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "*.org", "*.", "a*.example.org", "*.*.example.org", "example.org ", "example.org\u0000"})
    void shouldCoverNobody_whenDomainIsNoPatternOfOurs(String domain) {
        assertThat(of(leaf().domain(domain))).isEqualTo(Coverage.none());
    }

    @Test
    void shouldNotCoverDomain_whenDomainCertificatesAreOff() {
        Coverage coverage = Coverage.of(leaf().domain("example.org").build().certificate(), false);

        assertThat(coverage).isEqualTo(Coverage.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.org\u0000.evil.example",
                "alice@example.org ",
                "alice @example.org",
                "alice@example.org\r\n",
                "alice",
                "@example.org",
                "Alice <alice@example.org>",
                "alice@example.org,bob@example.org"
            })
    void shouldCoverNobody_whenAddressIsNotOnePlainAddress(String address) {
        assertThat(of(leaf().address(address))).isEqualTo(Coverage.none());
    }

    @Test
    void shouldCoverTheOthers_whenOneNameIsUnreadable() {
        Coverage coverage = of(leaf().address("bad\u0000@example.org")
                .otherName("1.3.6.1.5.5.7.8.9", new DERIA5String("not utf8string"))
                .otherName("1.2.3.4", new DEROctetString(new byte[10]))
                .name(new GeneralName(GeneralName.uniformResourceIdentifier, "mailto:carol@example.org"))
                .address("alice@example.org"));

        assertThat(coverage.addresses()).containsExactly(address("alice@example.org"));
    }

    @Test
    void shouldCoverUtf8Mailbox_whenLocalPartIsInternational() {
        // RFC 9598 section 3: SmtpUTF8Mailbox, domain as A-label; RFC 8398 had U-labels.
        Coverage coverage =
                of(leaf().smtpUtf8Mailbox("jörg@xn--bcher-kva.example").smtpUtf8Mailbox("zoë@bücher.example"));

        assertThat(coverage.covers(address("jörg@bücher.example"))).isTrue();
        assertThat(coverage.covers(address("zoë@xn--bcher-kva.example"))).isTrue();
        assertThat(coverage.covers(address("JÖRG@bücher.example"))).isFalse();
    }

    @Test
    void shouldNotCoverUtf8Mailbox_whenLocalPartIsAscii() {
        // RFC 9598 section 3: such an address belongs into an rfc822Name, which name constraints bind.
        assertThat(of(leaf().smtpUtf8Mailbox("alice@example.org"))).isEqualTo(Coverage.none());
    }

    @Test
    void shouldCoverInternationalDomain_whenSanHoldsALabel() {
        Coverage coverage = of(leaf().address("info@XN--BCHER-KVA.example").domain("*.xn--bcher-kva.example"));

        assertThat(coverage.covers(address("info@bücher.example"))).isTrue();
        assertThat(coverage.covers(address("x@post.bücher.example"))).isTrue();
    }

    @Test
    void shouldNotReadSubject_whenItHoldsEmailAddress() {
        // See Coverage: the subject's emailAddress attribute gives no coverage.
        CertificateBuilder subject =
                CertificateBuilder.selfSigned("E=alice@example.org,CN=Alice").key(KeyKind.P_256);

        assertThat(of(subject)).isEqualTo(Coverage.none());
        assertThat(of(subject.domain("example.com")).covers(address("alice@example.org")))
                .isFalse();
    }

    @Test
    void shouldReadToTheEnd_whenSanIsHuge() {
        CertificateBuilder builder = leaf();
        IntStream.range(0, 20_000).forEach(i -> builder.address("user" + i + "@example.org"));

        Coverage coverage = of(builder);

        assertThat(coverage.addresses()).hasSize(20_000);
        assertThat(coverage.covers(address("user19999@example.org"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5_000})
    void shouldCoverNobody_whenSanIsNoSequenceOfNames(int depth) {
        byte[] nested = new byte[2 * depth];
        for (int i = 0; i < depth; i++) {
            nested[2 * i] = 0x30;
            nested[2 * i + 1] = (byte) 0x80;
        }

        assertThat(of(leaf().extension(SAN, false, new DEROctetString(nested)))).isEqualTo(Coverage.none());
        assertThat(of(leaf().extension(SAN, false, new DERUTF8String("alice@example.org"))))
                .isEqualTo(Coverage.none());
    }

    @Test
    void shouldAddWhatAdministratorSays_whenForIsGiven() {
        Coverage coverage = of(leaf().address("alice@example.org"))
                .plus(List.of("Bob@Example.com", "example.net", "*.example.net"));

        assertThat(coverage.covers(address("alice@example.org"))).isTrue();
        assertThat(coverage.covers(address("Bob@example.com"))).isTrue();
        assertThat(coverage.covers(address("x@example.net"))).isTrue();
        assertThat(coverage.covers(address("x@y.example.net"))).isTrue();
        assertThat(coverage.covers(address("x@example.com"))).isFalse();
        assertThat(coverage.everyone()).isFalse();
    }

    @Test
    void shouldCoverEveryone_whenForIsStar() {
        Coverage coverage = Coverage.none().plus(List.of("*"));

        assertThat(coverage.covers(address("x@anything.example"))).isTrue();
        assertThat(coverage.coversExactly(address("x@anything.example"))).isFalse();
        assertThat(coverage.coversDomain("anything.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*.org", "a b", "alice@", "@example.org", "example.org.", "**", "straße.example"})
    void shouldRefuseNamingValue_whenForIsUnreadable(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coverage.none().plus(List.of("example.org", entry)))
                .withMessageStartingWith("for: " + entry + " (expected: an address, a domain, ");
    }

    private static CertificateBuilder leaf() {
        return CertificateBuilder.selfSigned("Coverage").key(KeyKind.P_256);
    }

    private static Coverage of(CertificateBuilder builder) {
        return Coverage.of(builder.build().certificate(), true);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
