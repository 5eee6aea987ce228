package org.smimegate.keys.harvest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;
import static org.smimegate.keys.harvest.Offers.DAVE;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.DEROctetString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.keys.keyring.AuditAction;
import org.smimegate.keys.keyring.AuditRecord;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/** Offers of real certificates under the real trust, into a real key ring. */
class HarvesterTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity FIRST = from(-9);
    private static final TestIdentity SECOND = from(-5);
    private static final TestIdentity THIRD = from(-3);
    private static final TestIdentity SELF_SIGNED = TestPki.selfSigned(DAVE);
    private static final HarvestSettings DEFAULTS = HarvestSettings.defaults();
    private static final HarvestSettings EVERYTHING =
            new HarvestSettings(true, Updates.ACCEPT, true, true, 2, Duration.ofHours(48));

    private final TestRing ring = new TestRing();
    private final AlgorithmPolicy policy = AlgorithmPolicy.year2026(true, true);
    private final TrustStore anchors = PKI.anchorsOnly();
    private final CertificateTrust trust = new AnchoredTrust(() -> anchors, policy);
    private Harvester harvester = new Harvester(ring.ring, trust, true);

    @AfterEach
    void close() throws Exception {
        ring.close();
    }

    @Test
    void shouldLearnTheFirstCertificate() {
        KeyOffer offer = Offers.announcing(Offers.passed(FIRST), NOW, ContentCipher.AES_256_GCM);

        assertThat(harvest(offer)).containsExactly("dave@partner.example stored");

        KeyEntry entry = only(DAVE);
        assertThat(entry.content())
                .isEqualTo(new NewEntry(
                        "",
                        Owner.of(Offers.AUTHOR),
                        FIRST.certificate(),
                        FIRST.intermediates(),
                        Origin.HARVESTED,
                        State.ACTIVE,
                        false,
                        false,
                        "",
                        Set.of(ContentCipher.AES_256_GCM),
                        Optional.of(NOW)));
        assertThat(entry.firstSeen()).isEqualTo(NOW);
        assertThat(actions()).containsExactly(AuditAction.HARVESTED);
        assertThat(ring.audit(DAVE)).allMatch(line -> line.actor().equals("harvest"));
    }

    @Test
    void shouldLearnForNamesOfTheAuthorOnly() {
        TestIdentity many = PKI.leaf("mallory@elsewhere.example")
                .address("DAVE@partner.example")
                .address("erin@partner.example")
                .domain("partner.example")
                .domain("*.example")
                .domain("elsewhere.example")
                .build();

        assertThat(harvest(Offers.passed(many)))
                .containsExactly("dave@partner.example stored", "partner.example stored");
    }

    @Test
    void shouldLearnForDomainsOneLabelHigher() {
        TestIdentity gateway = PKI.domain("*.partner.example");

        assertThat(harvest(Offers.by("Dave@mail.partner.example", Offers.passed(gateway))))
                .containsExactly("*.partner.example stored");
        assertThat(harvest(Offers.by("dave@a.mail.partner.example", Offers.passed(gateway))))
                .containsExactly("dave@a.mail.partner.example refused");
    }

    @Test
    void shouldNotLearnForDomains_whenThePolicyIsAgainstIt() {
        harvester = new Harvester(ring.ring, trust, false);

        assertThat(harvest(Offers.passed(PKI.domain("partner.example")))).containsExactly(DAVE + " refused");
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void shouldLearnNothing_whenTheCertificateIsSomebodyElses() {
        TestIdentity mallory = PKI.good("mallory@partner.example");

        assertThat(harvester.harvest(Offers.passed(mallory), EVERYTHING, NOW))
                .containsExactly(HarvestResult.of(
                        Owner.of(Offers.AUTHOR), HarvestOutcome.REFUSED, "no name in the certificate is the author's"));
        assertThat(ring.isEmpty()).isTrue();
    }

    /** A signer who is not the author, with a certificate of the author's in the luggage. */
    @Test
    void shouldLearnNothing_whenSomebodyElseSigned() {
        assertThat(harvest(Offers.failed(FIRST, Reason.ADDRESS_MISMATCH), EVERYTHING))
                .containsExactly(DAVE + " refused");
        assertThat(ring.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"good, stored", "unknown-root, refused", "self-signed, refused", "expired, refused"})
    void shouldTakeCertsOnlyMessagesByTheirPath_whateverTheSwitches(String certificate, String outcome) {
        assertThat(harvest(Offers.certsOnly(identity(certificate)), EVERYTHING)).containsExactly(DAVE + " " + outcome);
    }

    @Test
    void shouldNotTakeDomainsFromCertsOnlyMessages() {
        TestIdentity both = PKI.leaf(DAVE).domain("partner.example").build();

        assertThat(harvest(Offers.certsOnly(PKI.domain("partner.example")))).containsExactly(DAVE + " refused");
        assertThat(harvest(Offers.certsOnly(both))).containsExactly(DAVE + " stored");
    }

    @Test
    void shouldLetCertsOnlyMessagesOfAKnownAuthorWait() {
        harvest(Offers.passed(FIRST));

        assertThat(harvest(Offers.certsOnly(SECOND))).containsExactly(DAVE + " update-pending");
        assertThat(states()).containsExactly(State.PENDING, State.ACTIVE);
        assertThat(newest().content().note()).isEqualTo("changed key, not signed");
        assertThat(newest().content().capabilities()).isEmpty();
    }

    /** What {@code openssl req -x509} makes, and the others that the switches are for. */
    @ParameterizedTest
    @CsvSource({
        "self-signed,  UNTRUSTED, selfSigned",
        "expired,      EXPIRED,   expired",
        "unknown-root, UNTRUSTED, onVerifyFailure",
        "good,         ALTERED,   onVerifyFailure",
    })
    void shouldKeepForApproval_whatItsSwitchLetsIn(String certificate, Reason reason, String parameter) {
        KeyOffer offer =
                Offers.announcing(Offers.failed(identity(certificate), reason), NOW, ContentCipher.AES_256_GCM);

        assertThat(harvest(offer)).containsExactly(DAVE + " refused");
        assertThat(ring.isEmpty()).isTrue();
        assertThat(actions()).isEmpty();
        assertThat(harvest(offer, on(parameter))).containsExactly(DAVE + " pending");

        KeyEntry entry = only(DAVE);
        assertThat(entry.state()).isEqualTo(State.PENDING);
        assertThat(entry.content().pinned()).isFalse();
        assertThat(entry.content().decided()).isFalse();
        assertThat(entry.content().note()).contains("(" + reason.token() + ")");
        assertThat(entry.content().capabilities())
                .as("nobody is sure who said so")
                .isEmpty();
    }

    @Test
    void shouldAcceptANewerOne() {
        harvest(Offers.passed(FIRST));

        assertThat(harvest(Offers.passed(SECOND))).containsExactly(DAVE + " update-accepted");
        assertThat(states()).containsExactly(State.ACTIVE, State.SUPERSEDED);
        assertThat(harvest(Offers.passed(FIRST))).as("replayed").containsExactly(DAVE + " known");
        assertThat(states()).containsExactly(State.ACTIVE, State.SUPERSEDED);
        assertThat(actions()).containsExactly(AuditAction.HARVESTED, AuditAction.UPDATED, AuditAction.SUPERSEDED);
    }

    @Test
    void shouldNotKeepAnOlderOne() {
        harvest(Offers.passed(SECOND));

        assertThat(harvest(Offers.passed(FIRST))).containsExactly(DAVE + " older");
        assertThat(states()).containsExactly(State.ACTIVE);
        assertThat(actions()).containsExactly(AuditAction.HARVESTED);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, update-pending, PENDING", "REJECT, update-rejected, REJECTED"})
    void shouldFollowUpdates(Updates updates, String outcome, State state) {
        harvest(Offers.passed(FIRST));
        HarvestSettings settings = new HarvestSettings(false, updates, false, false, 2, Duration.ofHours(48));

        assertThat(harvest(Offers.passed(SECOND), settings)).containsExactly(DAVE + " " + outcome);

        assertThat(states()).containsExactly(state, State.ACTIVE);
        assertThat(newest().content().decided()).isFalse();
        assertThat(actions()).containsExactly(AuditAction.HARVESTED, AuditAction.UPDATED);
        assertThat(harvest(Offers.passed(SECOND), settings)).containsExactly(DAVE + " known");
        assertThat(actions()).hasSize(2);
    }

    @Test
    void shouldNeverReplaceWhatAnAdministratorAdded() {
        NewEntry manual = new NewEntry(
                "Dave",
                Owner.of(Offers.AUTHOR),
                SELF_SIGNED.certificate(),
                List.of(),
                Origin.MANUAL,
                State.ACTIVE,
                true,
                true,
                "",
                Set.of(),
                Optional.empty());
        ring.change(manual.owner(), entries -> entries.add(manual, AuditAction.ADDED, ""));

        TestIdentity newer = PKI.leaf(DAVE).valid(NOW, days(90)).build();
        assertThat(harvest(Offers.passed(newer))).containsExactly(DAVE + " update-pending");

        assertThat(states()).containsExactly(State.PENDING, State.ACTIVE);
    }

    @Test
    void shouldPutToUse_whatWaitedForAPath() {
        KeyOffer withoutIssuer = Offers.with(Offers.failed(FIRST, Reason.UNTRUSTED), List.of());
        harvest(withoutIssuer, on("onVerifyFailure"));

        assertThat(harvest(Offers.passed(FIRST), on("onVerifyFailure"))).containsExactly(DAVE + " activated");

        assertThat(only(DAVE).state()).isEqualTo(State.ACTIVE);
        assertThat(only(DAVE).content().chain()).isEqualTo(FIRST.intermediates());
        assertThat(only(DAVE).content().note()).isEmpty();
    }

    /** Else an entry is of no use once its issuer's certificate was renewed. */
    @Test
    void shouldTakeOtherIssuers_whenTheStoredOnesNoLongerLeadToAnAnchor() {
        TestIdentity oldIssuer =
                PKI.root().issue("Renewed CA").ca().valid(days(-9), days(1)).build();
        TestIdentity newIssuer = PKI.root().issue("Renewed CA").ca().build();
        TestIdentity leaf = oldIssuer.issue("CN=" + DAVE).address(DAVE).build();
        KeyOffer old = Offers.passed(leaf);
        KeyOffer renewed = Offers.with(old, List.of(newIssuer.certificate()));

        harvest(old);
        harvest(renewed);
        assertThat(only(DAVE).content().chain()).containsExactly(oldIssuer.certificate());
        harvester.harvest(renewed, DEFAULTS, days(2));

        assertThat(only(DAVE).content().chain()).containsExactly(newIssuer.certificate());
    }

    @Test
    void shouldKeepIssuersOnly_andNotEndlesslyMany() {
        List<X509Certificate> others = new ArrayList<>();
        TestPki.sameSubjectCas(3).forEach(ca -> {
            for (int i = 0; i < 8; i++) {
                others.add(ca.issue("Strange CA " + i).ca().build().certificate());
            }
        });
        others.add(SECOND.certificate());
        others.add(PKI.root().certificate());
        others.addAll(FIRST.intermediates());

        harvest(Offers.with(Offers.passed(FIRST), others));

        assertThat(only(DAVE).content().chain())
                .hasSize(10)
                .startsWith(FIRST.intermediates().get(0))
                .doesNotContain(SECOND.certificate(), PKI.root().certificate());
    }

    @Test
    void shouldNotKeepHugeCertificates() {
        TestIdentity huge = PKI.leaf(DAVE)
                .extension("1.3.6.1.4.1.99999.1", false, new DEROctetString(new byte[64 * 1024]))
                .build();

        assertThat(harvest(Offers.passed(huge))).containsExactly(DAVE + " refused");
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void shouldTakeCapabilitiesFromNewerMessagesOnly() {
        Instant monday = days(-4);
        harvest(announcing(FIRST, monday, ContentCipher.AES_128_CBC));
        assertThat(harvest(announcing(FIRST, monday.plusSeconds(1), ContentCipher.AES_256_GCM)))
                .containsExactly(DAVE + " known");
        assertCapabilities(monday.plusSeconds(1), ContentCipher.AES_256_GCM);

        harvest(announcing(FIRST, monday, ContentCipher.AES_128_CBC));
        harvest(announcing(FIRST, NOW.plusSeconds(3601), ContentCipher.AES_128_CBC));
        harvest(announcing(FIRST, NOW));
        KeyOffer altered = Offers.announcing(Offers.failed(FIRST, Reason.ALTERED), NOW, ContentCipher.AES_128_CBC);
        harvest(altered);
        harvest(altered, EVERYTHING);
        assertCapabilities(monday.plusSeconds(1), ContentCipher.AES_256_GCM);

        harvest(announcing(FIRST, NOW.plusSeconds(3599), ContentCipher.AES_256_CBC));
        assertCapabilities(NOW.plusSeconds(3599), ContentCipher.AES_256_CBC);
    }

    @Test
    void shouldNotBelieveFirstCapabilitiesFromTheFuture() {
        harvest(announcing(FIRST, days(1), ContentCipher.AES_256_GCM));

        assertThat(only(DAVE).state()).isEqualTo(State.ACTIVE);
        assertThat(only(DAVE).content().capabilities()).isEmpty();
        assertThat(only(DAVE).content().capabilitiesSigned()).isEmpty();
    }

    /** An administrator pinned it: the signature passes by the pin, though there is no path. */
    @Test
    void shouldTakeCapabilitiesForAPinnedOne() {
        harvest(Offers.failed(SELF_SIGNED, Reason.UNTRUSTED), on("selfSigned"));
        ring.change(Owner.of(Offers.AUTHOR), entries -> {
            KeyEntry approved = entries.all().get(0).decided(State.ACTIVE, true, "");
            entries.change(approved, AuditAction.APPROVED, "");
            return approved;
        });

        assertThat(harvest(announcing(SELF_SIGNED, NOW, ContentCipher.AES_256_GCM)))
                .containsExactly(DAVE + " known");

        assertCapabilities(NOW, ContentCipher.AES_256_GCM);
    }

    @Test
    void shouldNoteThatItWasSeenAgain() {
        harvest(Offers.passed(FIRST));

        harvester.harvest(Offers.passed(FIRST), DEFAULTS, days(3));

        assertThat(only(DAVE).lastSeen()).isEqualTo(days(3));
        assertThat(only(DAVE).firstSeen()).isEqualTo(NOW);
        assertThat(actions()).containsExactly(AuditAction.HARVESTED);
    }

    @Test
    void shouldAlertOnce_whenSeveralUpdatesComeWithinTheWindow() {
        harvest(Offers.passed(FIRST));
        assertThat(alerts(Offers.passed(SECOND), NOW)).isEmpty();

        List<HarvestAlert> alerts = alerts(Offers.passed(THIRD), NOW.plus(Duration.ofHours(47)));

        assertThat(alerts).hasSize(1);
        HarvestAlert alert = alerts.get(0);
        assertThat(alert.owner()).isEqualTo(Owner.of(Offers.AUTHOR));
        assertThat(alert.updates()).isEqualTo(2);
        assertThat(alert.window()).isEqualTo(Duration.ofHours(48));
        assertThat(alert.offered()).isEqualTo(THIRD.certificate());
        assertThat(alert.outcome()).isEqualTo(HarvestOutcome.UPDATE_ACCEPTED);
        assertThat(alert.others())
                .extracting(entry -> entry.content().certificate())
                .containsExactly(SECOND.certificate(), FIRST.certificate());
        assertThat(actions()).containsOnlyOnce(AuditAction.ALERTED);
        assertThat(alerts(Offers.passed(from(-2)), NOW.plus(Duration.ofHours(47))))
                .isEmpty();
        assertThat(alerts(Offers.passed(from(-1)), NOW.plus(Duration.ofHours(96))))
                .isEmpty();
        assertThat(alerts(Offers.passed(from(0)), NOW.plus(Duration.ofHours(97))))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 1", "3, 1", "4, 0"})
    void shouldAlertAtTheNumberThatIsSet(int alertUpdates, int expected) {
        HarvestSettings settings =
                new HarvestSettings(false, Updates.REJECT, false, false, alertUpdates, Duration.ofHours(48));
        List<HarvestAlert> alerts = new ArrayList<>();
        for (TestIdentity identity : List.of(FIRST, SECOND, THIRD, from(-2))) {
            harvester
                    .harvest(Offers.passed(identity), settings, NOW)
                    .forEach(result -> result.alert().ifPresent(alerts::add));
        }

        assertThat(alerts).hasSize(expected);
    }

    @Test
    void shouldNotAlert_whenTheUpdatesLieFarApart() {
        harvest(Offers.passed(FIRST));
        alerts(Offers.passed(SECOND), NOW);

        assertThat(alerts(Offers.passed(THIRD), NOW.plus(Duration.ofHours(49)))).isEmpty();
    }

    @Test
    void shouldSayThatTheKeyRingIsDown() throws Exception {
        ring.close();

        assertThat(harvest(Offers.passed(FIRST))).containsExactly(DAVE + " unavailable");
        assertThat(harvester.harvest(Offers.passed(FIRST), DEFAULTS, NOW).get(0).detail())
                .isNotEmpty();
    }

    /** Mail that proves nothing does not even reach the database. */
    @Test
    void shouldNotAskTheKeyRing_whenAStrangersMailProvesNothing() throws Exception {
        ring.close();

        assertThat(harvest(Offers.failed(SELF_SIGNED, Reason.UNTRUSTED))).containsExactly(DAVE + " refused");
    }

    private List<String> harvest(KeyOffer offer) {
        return harvest(offer, DEFAULTS);
    }

    private List<String> harvest(KeyOffer offer, HarvestSettings settings) {
        return harvester.harvest(offer, settings, NOW).stream()
                .map(result -> result.owner() + " " + result.outcome().token())
                .toList();
    }

    private List<HarvestAlert> alerts(KeyOffer offer, Instant at) {
        return harvester.harvest(offer, DEFAULTS, at).stream()
                .flatMap(result -> result.alert().stream())
                .toList();
    }

    private static KeyOffer announcing(TestIdentity identity, Instant signed, ContentCipher... capabilities) {
        return Offers.announcing(Offers.passed(identity), signed, capabilities);
    }

    private void assertCapabilities(Instant signed, ContentCipher... capabilities) {
        assertThat(only(DAVE).content().capabilities()).containsExactlyInAnyOrder(capabilities);
        assertThat(only(DAVE).content().capabilitiesSigned()).contains(signed);
    }

    private KeyEntry only(String owner) {
        assertThat(ring.of(owner)).hasSize(1);
        return ring.of(owner).get(0);
    }

    private KeyEntry newest() {
        return ring.of(DAVE).get(0);
    }

    private List<State> states() {
        return ring.of(DAVE).stream().map(KeyEntry::state).toList();
    }

    private List<AuditAction> actions() {
        return ring.audit(DAVE).stream().map(AuditRecord::action).toList();
    }

    private static HarvestSettings on(String parameter) {
        return new HarvestSettings(
                parameter.equals("onVerifyFailure"),
                Updates.ACCEPT,
                parameter.equals("expired"),
                parameter.equals("selfSigned"),
                2,
                Duration.ofHours(48));
    }

    private static TestIdentity identity(String name) {
        return switch (name) {
            case "self-signed" -> SELF_SIGNED;
            case "expired" -> PKI.expired(DAVE);
            case "unknown-root" -> PKI.unknownRoot(DAVE);
            default -> FIRST;
        };
    }

    private static TestIdentity from(int day) {
        return PKI.leaf(DAVE).valid(days(day), days(100)).build();
    }
}
