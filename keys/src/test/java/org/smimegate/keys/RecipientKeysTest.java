package org.smimegate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.PinnedTrust;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.core.trust.VouchedTrust;

class RecipientKeysTest {
    private static final Address BOB = Address.parse("Bob@example.org").orElseThrow();

    private final TestPki pki = TestPki.shared();
    private final TestIdentity exact =
            pki.leaf("bob@example.org").valid(days(-9), days(9)).build();
    private final TestIdentity domain = pki.domain("example.org");
    private final Map<X509Certificate, TrustDecision> decisions = new HashMap<>();

    /** Trusts whatever the test does not say otherwise. */
    private final CertificateTrust trust = (certificate, others, use, at) -> {
        assertThat(use).isEqualTo(CertificateUse.ENCRYPTION);
        assertThat(at).isEqualTo(NOW);
        return decisions.getOrDefault(certificate, new TrustDecision.Trusted(List.of(certificate)));
    };

    @Test
    void shouldTakeExact_whenDomainIsNewer() {
        assertThat(find(directory(domain, exact))).isEqualTo(exact.certificate());
    }

    @Test
    void shouldTakeExactOfLaterDirectory_whenEarlierHasDomainOnly() {
        assertThat(find(directory(domain), directory(exact))).isEqualTo(exact.certificate());
    }

    @Test
    void shouldTakeFirstDirectory_whenBothHaveExact() {
        TestIdentity newer = pki.good("bob@example.org");

        assertThat(find(directory(exact), directory(newer))).isEqualTo(exact.certificate());
    }

    @Test
    void shouldTakeNewest_whenDirectoryHasSeveral() {
        TestIdentity newer =
                pki.leaf("bob@example.org").valid(days(-2), days(2)).build();

        assertThat(find(directory(exact, newer))).isEqualTo(newer.certificate());
    }

    @Test
    void shouldTakeTheOneThatLastsLonger_whenBothBeganAtTheSameTime() {
        TestIdentity longer =
                pki.leaf("bob@example.org").valid(days(-9), days(99)).build();

        assertThat(find(directory(longer, exact))).isEqualTo(longer.certificate());
        assertThat(find(directory(exact, longer))).isEqualTo(longer.certificate());
    }

    @Test
    void shouldTakeTheOneThatIsVouchedFor_whenAnotherOfTheDirectoryIsNewer() {
        TestIdentity newer =
                pki.leaf("bob@example.org").valid(days(-2), days(2)).build();
        CertificateDirectory both = new Fixed(List.of(partner(newer, false), partner(exact, true)));

        assertThat(find(both)).isEqualTo(exact.certificate());
    }

    @Test
    void shouldTakeAnother_whenTheOneThatIsVouchedForHasExpired() {
        CertificateDirectory both =
                new Fixed(List.of(partner(pki.expired("bob@example.org"), true), partner(exact, false)));

        assertThat(find(both)).isEqualTo(exact.certificate());
    }

    @Test
    void shouldTakeWhatIsForEverybodyLast() {
        PartnerCertificate everybody = new PartnerCertificate(
                pki.good("relay@example.net").certificate(),
                List.of(),
                new Coverage(Set.of(), Set.of(), true),
                Set.of(),
                true);

        assertThat(find(new Fixed(List.of(everybody)), directory(domain))).isEqualTo(domain.certificate());
        assertThat(find(new Fixed(List.of(everybody)))).isEqualTo(everybody.certificate());
    }

    @Test
    void shouldTakeOlder_whenNewestIsUnfit() {
        TestIdentity newer =
                pki.leaf("bob@example.org").valid(days(-2), days(2)).build();
        refuse(newer);

        assertThat(find(directory(exact, newer))).isEqualTo(exact.certificate());
    }

    @Test
    void shouldTakeDomain_whenExactIsUnfit() {
        refuse(exact);

        assertThat(find(directory(exact), directory(domain))).isEqualTo(domain.certificate());
    }

    @Test
    void shouldGiveCapabilities_whenFound() {
        PartnerCertificate partner = new PartnerCertificate(
                exact.certificate(),
                List.of(),
                Coverage.of(exact.certificate(), true),
                Set.of(ContentCipher.AES_256_GCM),
                false);

        KeyLookup found = keys(new Fixed(List.of(partner))).find(BOB, NOW);

        assertThat(found)
                .isInstanceOfSatisfying(
                        KeyLookup.Found.class,
                        f -> assertThat(f.recipient().capabilities()).containsExactly(ContentCipher.AES_256_GCM));
    }

    @Test
    void shouldTakePinned_whenNoPathLeadsToIt() {
        TestIdentity own = TestPki.selfSigned("bob@example.org");
        refuse(own);
        TestIdentity expired = pki.expired("bob@example.org");

        assertThat(find(pinned(own))).isEqualTo(own.certificate());
        assertThat(lookUp(pinned(expired))).isInstanceOf(KeyLookup.Missing.class);
    }

    @Test
    void shouldSayWhichAndWhy_whenAllAreUnfit() {
        refuse(exact);
        refuse(domain);

        assertThat(lookUp(directory(exact, domain)))
                .isInstanceOfSatisfying(
                        KeyLookup.Missing.class,
                        m -> assertThat(m.detail())
                                .contains("CN=bob@example.org")
                                .contains("CN=Gateway of example.org")
                                .contains("expired: ended yesterday"));
    }

    @Test
    void shouldBeMissing_whenNobodyKnowsAny() {
        assertThat(lookUp(directory(), directory())).isEqualTo(new KeyLookup.Missing("no certificate known"));
    }

    // Revocation

    @Test
    void shouldBeUnavailable_whenRevocationMustBeKnownAndIsNot() {
        mustBeKnown(exact);

        assertThat(lookUp(directory(exact, domain)))
                .isInstanceOfSatisfying(
                        KeyLookup.Unavailable.class,
                        u -> assertThat(u.detail())
                                .contains("CN=bob@example.org")
                                .contains("revocation-unknown: no list"));
    }

    @Test
    void shouldTakeAnotherOfTheAddress_whenRevocationOfOneIsUnknown() {
        TestIdentity newer =
                pki.leaf("bob@example.org").valid(days(-2), days(2)).build();
        mustBeKnown(newer);

        assertThat(find(directory(newer, exact))).isEqualTo(exact.certificate());
        assertThat(find(directory(newer), directory(exact))).isEqualTo(exact.certificate());
    }

    @Test
    void shouldBeUnavailable_whenRevocationOfTheDomainsIsUnknown() {
        mustBeKnown(domain);
        refuse(exact);

        assertThat(lookUp(directory(exact), directory(domain))).isInstanceOf(KeyLookup.Unavailable.class);
    }

    @Test
    void shouldTake_whenRevocationIsUnknownAndMayBe() {
        decisions.put(exact.certificate(), new TrustDecision.RevocationUnknown(List.of(), "no list"));

        assertThat(find(directory(exact, domain))).isEqualTo(exact.certificate());
    }

    @Test
    void shouldBeMissing_whenRevoked() {
        revoke(exact);

        assertThat(lookUp(directory(exact)))
                .isInstanceOfSatisfying(
                        KeyLookup.Missing.class, m -> assertThat(m.detail()).contains("revoked: by the list"));
    }

    /** The pin replaces the path, not what the issuer says (rule 13). */
    @Test
    void shouldNotTakePinned_whenItsIssuerRevokedIt() {
        revoke(exact);

        assertThat(lookUp(pinned(exact))).isInstanceOf(KeyLookup.Missing.class);
        assertThat(find(pinned(exact), directory(domain))).isEqualTo(domain.certificate());
    }

    @Test
    void shouldBeUnavailable_whenRevocationOfAPinnedOneMustBeKnownAndIsNot() {
        mustBeKnown(exact);

        assertThat(lookUp(pinned(exact), directory(domain))).isInstanceOf(KeyLookup.Unavailable.class);
    }

    private void revoke(TestIdentity identity) {
        decisions.put(identity.certificate(), new TrustDecision.Refused(Reason.REVOKED, "by the list", List.of()));
    }

    private void mustBeKnown(TestIdentity identity) {
        decisions.put(
                identity.certificate(), new TrustDecision.Refused(Reason.REVOCATION_UNKNOWN, "no list", List.of()));
    }

    /** A directory gives candidates, no more. */
    @Test
    void shouldBeMissing_whenADirectoryGivesTheCertificateOfSomebodyElse() {
        PartnerCertificate mallorys = partner(pki.good("mallory@example.org"), true);
        CertificateDirectory wrong = new CertificateDirectory() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public List<PartnerCertificate> find(Address recipient) {
                return List.of(mallorys);
            }
        };

        assertThat(lookUp(wrong)).isInstanceOf(KeyLookup.Missing.class);
    }

    // Who is asked

    @Test
    void shouldBeUnavailable_whenADirectoryIsDown_whateverLaterOnesKnow() {
        Asked ring = new Asked(new Down());
        Asked folder = new Asked(directory(exact));

        assertThat(lookUp(ring, folder)).isEqualTo(new KeyLookup.Unavailable("ldap: connection refused"));
        assertThat(ring.times).isOne();
        assertThat(folder.times).isZero();
    }

    @Test
    void shouldBeUnavailable_whenALaterDirectoryIsDown_andEarlierOnesKnowTheDomainOnly() {
        assertThat(lookUp(directory(domain), new Down(), directory(exact))).isInstanceOf(KeyLookup.Unavailable.class);
    }

    @Test
    void shouldNotAskFurther_whenExactIsFound() {
        Asked ring = new Asked(directory(domain));
        Asked folder = new Asked(directory(exact));
        Asked ldap = new Asked(new Down());

        assertThat(find(ring, folder, ldap)).isEqualTo(exact.certificate());
        assertThat(List.of(ring.times, folder.times, ldap.times)).containsExactly(1, 1, 0);
    }

    @Test
    void shouldAskEveryDirectoryOnce_whenOnlyTheDomainIsKnown() {
        Asked ring = new Asked(directory(domain));
        Asked folder = new Asked(directory());
        Asked ldap = new Asked(directory(exact));
        refuse(exact);

        assertThat(find(ring, folder, ldap)).isEqualTo(domain.certificate());
        assertThat(List.of(ring.times, folder.times, ldap.times)).containsExactly(1, 1, 1);
    }

    @Test
    void shouldTellDirectory_whenItsCertificateIsUsed() {
        Used first = new Used(directory(domain));
        Used second = new Used(directory(domain, exact));

        lookUp(first, second);
        assertThat(first.used()).isEmpty();
        assertThat(second.used()).containsExactly(exact.certificate());

        refuse(exact);
        lookUp(first, second);
        assertThat(first.used()).containsExactly(domain.certificate());
        assertThat(second.used()).hasSize(1);
    }

    private void refuse(TestIdentity identity) {
        decisions.put(identity.certificate(), new TrustDecision.Refused(Reason.EXPIRED, "ended yesterday", List.of()));
    }

    private X509Certificate find(CertificateDirectory... directories) {
        return ((KeyLookup.Found) lookUp(directories)).recipient().certificate();
    }

    private KeyLookup lookUp(CertificateDirectory... directories) {
        return keys(directories).find(BOB, NOW);
    }

    private RecipientKeys keys(CertificateDirectory... directories) {
        PinnedTrust pinned = new PinnedTrust(AlgorithmPolicy.year2026(true, true));
        return new RecipientKeys(List.of(directories), trust, new VouchedTrust(trust, pinned));
    }

    private static CertificateDirectory directory(TestIdentity... identities) {
        return new Fixed(
                List.of(identities).stream().map(i -> partner(i, false)).toList());
    }

    private static CertificateDirectory pinned(TestIdentity identity) {
        return new Fixed(List.of(partner(identity, true)));
    }

    private static PartnerCertificate partner(TestIdentity identity, boolean pinned) {
        return new PartnerCertificate(
                identity.certificate(), List.of(), Coverage.of(identity.certificate(), true), Set.of(), pinned);
    }

    private record Fixed(List<PartnerCertificate> certificates) implements CertificateDirectory {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public List<PartnerCertificate> find(Address recipient) {
            return certificates.stream().filter(c -> c.covers(recipient)).toList();
        }
    }

    /** Counts how often it is asked. */
    private static final class Asked implements CertificateDirectory {
        private final CertificateDirectory directory;
        private int times;

        Asked(CertificateDirectory directory) {
            this.directory = directory;
        }

        @Override
        public String name() {
            return directory.name();
        }

        @Override
        public List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException {
            times++;
            return directory.find(recipient);
        }
    }

    private record Used(CertificateDirectory directory, List<X509Certificate> used) implements CertificateDirectory {
        Used(CertificateDirectory directory) {
            this(directory, new ArrayList<>());
        }

        @Override
        public String name() {
            return directory.name();
        }

        @Override
        public List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException {
            return directory.find(recipient);
        }

        @Override
        public void used(PartnerCertificate certificate) {
            used.add(certificate.certificate());
        }
    }

    private record Down() implements CertificateDirectory {
        @Override
        public String name() {
            return "ldap";
        }

        @Override
        public List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException {
            throw new DirectoryUnavailableException("connection refused", new IOException());
        }
    }
}
