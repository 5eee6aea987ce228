package org.smimegate.core.trust;

import static org.smimegate.core.trust.TrustAssertions.anchoredIn;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;
import static org.smimegate.core.trust.TrustAssertions.check;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Name constraints, RFC 5280 section 4.2.1.10: leaf <- constrained CA <- [root]. */
class AddressConstraintsTest {
    private final TestIdentity root = CertificateBuilder.selfSigned("Constraint Root")
            .ca()
            .key(KeyKind.P_256)
            .build();
    private final AnchoredTrust trust = anchoredIn(root);

    @ParameterizedTest
    @CsvSource({
        // permitted rfc822Name, kind of name, name, allowed
        "example.org, address, alice@example.org, true",
        "example.org, address, alice@EXAMPLE.org, true",
        "example.org, address, alice@mail.example.org, false",
        "example.org, address, alice@victim.example, false",
        "example.org, address, alice@evilexample.org, false",
        ".example.org, address, alice@mail.example.org, true",
        ".example.org, address, alice@example.org, false",
        "alice@example.org, address, alice@example.org, true",
        "alice@example.org, address, bob@example.org, false",
        // A domain speaks for all its addresses, so it must be permitted as a whole.
        "example.org, domain, example.org, true",
        "example.org, domain, victim.example, false",
        "example.org, domain, *.example.org, false",
        ".example.org, domain, *.example.org, true",
        ".example.org, domain, mail.example.org, true",
        "alice@example.org, domain, example.org, false",
        // RFC 9598 section 6
        "xn--bcher-kva.example, utf8, jörg@xn--bcher-kva.example, true",
        "xn--bcher-kva.example, utf8, jörg@bücher.example, true",
        "example.org, utf8, jörg@victim.example, false"
    })
    void shouldKeepToPermittedAddresses_whenCaIsConstrained(
            String permitted, String kind, String name, boolean allowed) {
        assertAllowed(ca -> ca.permit(rfc822(permitted)), kind, name, allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "victim.example, address, alice@victim.example, false",
        "victim.example, address, alice@example.org, true",
        "victim.example, domain, victim.example, false",
        "mail.victim.example, domain, *.victim.example, false",
        ".victim.example, domain, *.victim.example, false",
        "boss@example.org, domain, example.org, false",
        "boss@example.org, address, alice@example.org, true",
        "victim.example, domain, example.org, true",
        "victim.example, utf8, jörg@victim.example, false"
    })
    void shouldKeepOutExcludedAddresses_whenCaIsConstrained(
            String excluded, String kind, String name, boolean allowed) {
        assertAllowed(ca -> ca.exclude(rfc822(excluded)), kind, name, allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, domain, example.org, true",
        "example.org, domain, mail.example.org, true",
        "example.org, domain, *.example.org, true",
        "example.org, domain, victim.example, false",
        "example.org, address, alice@victim.example, true" // a constraint on domains says nothing of addresses
    })
    void shouldKeepToPermittedDomains_whenCaIsConstrained(String permitted, String kind, String name, boolean allowed) {
        assertAllowed(ca -> ca.permit(dns(permitted)), kind, name, allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "victim.example, domain, victim.example, false",
        "victim.example, domain, mail.victim.example, false",
        "mail.victim.example, domain, *.victim.example, false",
        "victim.example, domain, example.org, true"
    })
    void shouldKeepOutExcludedDomains_whenCaIsConstrained(String excluded, String kind, String name, boolean allowed) {
        assertAllowed(ca -> ca.exclude(dns(excluded)), kind, name, allowed);
    }

    // leaf <- [constrained root]: the JDK does not look at an anchor's constraints
    @Test
    void shouldKeepToConstraints_whenTheAnchorHasThem() {
        TestIdentity constrained = CertificateBuilder.selfSigned("Constrained Root")
                .ca()
                .key(KeyKind.P_256)
                .permit(rfc822("example.org"))
                .build();

        assertTrusted(check(
                anchoredIn(constrained),
                constrained.issue("Alice").address("alice@example.org").build()));
        assertRefused(
                check(
                        anchoredIn(constrained),
                        constrained
                                .issue("Alice")
                                .address("alice@victim.example")
                                .build()),
                Reason.UNTRUSTED,
                "'CN=Constrained Root' may not certify the name alice@victim.example");
    }

    // leaf <- CA below the constrained one <- constrained CA <- [root]
    @Test
    void shouldKeepToConstraints_whenTheyStandHigherUp() {
        TestIdentity constrained = ca().permit(rfc822("example.org")).build();
        TestIdentity below = constrained.issue("Below").ca().key(KeyKind.P_256).build();

        assertRefused(
                check(trust, below.issue("Alice").domain("victim.example").build()),
                Reason.UNTRUSTED,
                "'CN=Constrained CA' may not certify the name victim.example");
    }

    @Test
    void shouldNotConstrainDomains_whenTheyGiveNoCoverage() {
        AlgorithmPolicy noDomains = AlgorithmPolicy.year2026(true, false);
        TrustStore store = TrustStore.of(TestPki.certificates(root), List.of());
        TestIdentity leaf = ca().permit(rfc822("example.org"))
                .build()
                .issue("Server")
                .address("alice@example.org")
                .domain("www.example.org")
                .build();

        assertTrusted(check(new AnchoredTrust(() -> store, noDomains), leaf));
        assertRefused(check(trust, leaf), Reason.UNTRUSTED, "www.example.org");
    }

    // The JDK does not see constraints that it cannot read, if they are not critical.
    @Test
    void shouldRefuse_whenConstraintsCannotBeRead() {
        TestIdentity leaf = ca().extension("2.5.29.30", false, ASN1Boolean.TRUE)
                .build()
                .issue("Alice")
                .address("alice@example.org")
                .build();

        assertRefused(check(trust, leaf), Reason.UNTRUSTED, "'CN=Constrained CA'", "cannot be read");
    }

    // The JDK gives up on the whole SAN for the first name and would then check nothing of it.
    @Test
    void shouldKeepToConstraints_whenOneNameIsUnreadable() {
        TestIdentity leaf = ca().permit(rfc822("example.org"))
                .build()
                .issue("Alice")
                .address("@")
                .address("alice@victim.example")
                .build();

        assertRefused(check(trust, leaf), Reason.UNTRUSTED, "may not certify the name alice@victim.example");
    }

    private void assertAllowed(
            UnaryOperator<CertificateBuilder> constraints, String kind, String name, boolean allowed) {
        // Two words: a common name that could be a host name counts as one for the JDK, if the SAN has none.
        CertificateBuilder leaf =
                constraints.apply(ca()).build().issue("Alice Smith").key(KeyKind.P_256);
        TrustDecision decision = check(trust, named(leaf, kind, name).build());
        if (allowed) {
            assertTrusted(decision);
        } else {
            assertRefused(decision, Reason.UNTRUSTED, "'CN=Constrained CA' may not certify the name");
        }
    }

    private static CertificateBuilder named(CertificateBuilder leaf, String kind, String name) {
        return switch (kind) {
            case "address" -> leaf.address(name);
            case "domain" -> leaf.domain(name);
            case "utf8" -> leaf.smtpUtf8Mailbox(name);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private CertificateBuilder ca() {
        return root.issue("Constrained CA").ca().key(KeyKind.P_256);
    }

    private static GeneralName rfc822(String base) {
        return new GeneralName(GeneralName.rfc822Name, base);
    }

    private static GeneralName dns(String base) {
        return new GeneralName(GeneralName.dNSName, base);
    }
}
