package org.smimegate.keys.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;
import static org.smimegate.keys.keyring.Entries.add;
import static org.smimegate.keys.keyring.Entries.find;
import static org.smimegate.keys.keyring.Entries.harvested;
import static org.smimegate.keys.keyring.Entries.owner;
import static org.smimegate.keys.keyring.Entries.pending;
import static org.smimegate.keys.keyring.Entries.pinned;
import static org.smimegate.keys.keyring.Entries.read;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** What every key ring does, whatever database it is in. */
abstract class KeyRingContract {
    static final long PLENTY = 512L * 1024 * 1024;

    private KeyRing ring;

    /** Of the same database each time in one test. */
    abstract String url() throws Exception;

    /** Whether it is there again after it was closed. */
    boolean keeps() {
        return true;
    }

    KeyRingSettings settings(long quota, boolean domainCertificates) throws Exception {
        return new KeyRingSettings(url(), "", Optional.empty(), quota, domainCertificates);
    }

    @BeforeEach
    void open() throws Exception {
        ring = KeyRings.open(settings(PLENTY, true));
    }

    @AfterEach
    void close() throws Exception {
        ring.close();
    }

    @Test
    void shouldBeEmpty_whenNew() throws Exception {
        assertThat(ring.name()).isEqualTo("key ring");
        assertThat(ring.size()).isZero();
        assertThat(find(ring, "bob@example.org")).isEmpty();
        assertThat(read(ring, EntryFilter.all())).isEmpty();
        assertThat(ring.entry(1)).isEmpty();
        assertThat(ring.audit(owner("bob@example.org"), 10)).isEmpty();
        assertThat(ring.pinned(Entries.certificate("bob@example.org"))).isEmpty();
    }

    @Test
    void shouldKeepEverything_whenEntryIsStored() throws Exception {
        NewEntry entry = new NewEntry(
                "Bob at Example",
                owner("bob@example.org"),
                Entries.certificate("bob@example.org"),
                List.of(
                        TestPki.shared().issuing().certificate(),
                        TestPki.shared().root().certificate()),
                Origin.LDAP,
                State.PENDING,
                true,
                true,
                "looks odd",
                Set.of(ContentCipher.AES_256_GCM, ContentCipher.AES_128_CBC),
                Optional.of(days(-3)));

        KeyEntry stored = add(ring, entry);

        assertThat(stored).isEqualTo(new KeyEntry(stored.id(), entry, NOW, NOW, Optional.empty()));
        assertThat(ring.entry(stored.id())).contains(stored);
        assertThat(read(ring, EntryFilter.all())).containsExactly(stored);
        assertThat(ring.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "bob@example.org,  BOB@Example.ORG, true",
        "bob@example.org, rob@example.org, false",
        "example.net,      x@example.net,   true",
        "example.net,     x@a.example.net, false",
        "*.example.com,    x@a.example.com, true",
        "*.example.com,   x@example.com,   false",
        "*.example.com,    x@a.b.example.com, false",
        "*, x@localhost, true",
        "*, x@example.org, true",
        "bob@[192.0.2.1],  bob@[192.0.2.1], true",
        "bücher.example,  x@xn--bcher-kva.example, true",
    })
    void shouldFind_whenOwnerCoversRecipient(String owner, String recipient, boolean found) throws Exception {
        add(ring, owner.equals("*") ? everybody() : harvested(owner));

        assertThat(find(ring, recipient)).hasSize(found ? 1 : 0);
        assertThat(find(ring, recipient)).as("again, from memory").hasSize(found ? 1 : 0);
    }

    private static NewEntry everybody() {
        NewEntry domain = pinned("example.com");
        return new NewEntry(
                "",
                owner("*"),
                domain.certificate(),
                List.of(),
                Origin.MANUAL,
                State.ACTIVE,
                true,
                true,
                "",
                Set.of(),
                Optional.empty());
    }

    @Test
    void shouldFindAddressBeforeDomain_whenBothAreThere() throws Exception {
        NewEntry everybody = everybody();
        NewEntry parent = harvested("*.example.org");
        NewEntry domain = harvested("a.example.org");
        NewEntry address = harvested("bob@a.example.org");
        for (NewEntry entry : List.of(everybody, parent, domain, address)) {
            add(ring, entry);
        }

        assertThat(find(ring, "bob@a.example.org"))
                .containsExactly(
                        address.certificate(), domain.certificate(), parent.certificate(), everybody.certificate());
    }

    @Test
    void shouldGivePartner_whenFound() throws Exception {
        NewEntry entry = pinned("bob@example.org");
        KeyEntry stored = add(ring, entry);
        Address bob = Address.parse("bob@example.org").orElseThrow();
        ring.change(entry.owner(), "test", NOW, e -> {
            e.seen(stored.reading(Set.of(ContentCipher.AES_128_GCM), NOW));
            return 0;
        });

        PartnerCertificate expected = new PartnerCertificate(
                entry.certificate(),
                entry.chain(),
                new Coverage(Set.of(bob), Set.of(), false),
                Set.of(ContentCipher.AES_128_GCM),
                true);
        assertThat(ring.find(bob)).containsExactly(expected);
        assertThat(ring.find(bob)).containsExactly(expected);
    }

    @Test
    void shouldFindActiveOnly_whenStatesDiffer() throws Exception {
        KeyEntry stored = add(ring, pending("bob@example.org"));
        assertThat(find(ring, "bob@example.org")).isEmpty();

        for (State state : State.values()) {
            change(stored.in(state, "test"), AuditAction.UPDATED);

            assertThat(find(ring, "bob@example.org")).hasSize(state == State.ACTIVE ? 1 : 0);
            assertThat(ring.entry(stored.id()).orElseThrow().state()).isEqualTo(state);
        }
    }

    @Test
    void shouldFindNoDomain_whenPolicyForbidsAndNobodyDecided() throws Exception {
        KeyEntry stored = add(ring, harvested("example.org"));
        NewEntry address = harvested("bob@example.org");
        add(ring, address);

        try (KeyRing strict = KeyRings.open(settings(PLENTY, false))) {
            assertThat(find(strict, "bob@example.org")).containsExactly(address.certificate());
            assertThat(find(strict, "eve@example.org")).isEmpty();

            decide(strict, stored.decided(State.ACTIVE, true, ""));

            assertThat(find(strict, "eve@example.org"))
                    .containsExactly(stored.content().certificate());
            assertThat(strict.pinned(stored.content().certificate())).isPresent();
        }
    }

    private static void decide(KeyRing ring, KeyEntry entry) throws Exception {
        ring.change(entry.owner(), "test", NOW, e -> {
            e.change(entry, AuditAction.APPROVED, "");
            return 0;
        });
    }

    @Test
    void shouldVouchForAllOwners_whenPinned() throws Exception {
        NewEntry address = pinned("bob@example.org");
        X509Certificate certificate = address.certificate();
        assertThat(ring.pinned(certificate)).isEmpty();

        add(ring, address);
        KeyEntry domain = add(ring, ofOwner(address, "example.net"));
        assertThat(ring.pinned(certificate)).contains(coverage(List.of("bob@example.org"), Set.of("example.net")));

        change(domain.in(State.SUPERSEDED, ""), AuditAction.SUPERSEDED);
        assertThat(ring.pinned(certificate)).contains(coverage(List.of("bob@example.org"), Set.of()));

        change(add(ring, harvested("eve@example.org")), AuditAction.UPDATED);
        ring.change(address.owner(), "test", NOW, e -> {
            e.remove(e.all().get(0), "");
            return 0;
        });
        assertThat(ring.pinned(certificate)).isEmpty();
    }

    private static NewEntry ofOwner(NewEntry entry, String owner) {
        return new NewEntry(
                entry.name(),
                owner(owner),
                entry.certificate(),
                entry.chain(),
                entry.origin(),
                entry.state(),
                entry.pinned(),
                entry.decided(),
                entry.note(),
                entry.capabilities(),
                entry.capabilitiesSigned());
    }

    private static Coverage coverage(List<String> addresses, Set<String> domains) {
        return Coverage.none().plus(addresses).plus(List.copyOf(domains));
    }

    @Test
    void shouldStoreNothing_whenWorkFails() throws Exception {
        assertThatThrownBy(() -> ring.change(owner("bob@example.org"), "test", NOW, e -> {
                    e.add(harvested("bob@example.org"), AuditAction.HARVESTED, "");
                    e.record(AuditAction.ALERTED, "", "");
                    throw new IllegalStateException("thought better of it");
                }))
                .hasMessage("thought better of it");

        assertThat(ring.size()).isZero();
        assertThat(ring.audit(owner("bob@example.org"), 10)).isEmpty();
        add(ring, harvested("bob@example.org"));
    }

    @Test
    void shouldRefuse_whenEntryIsAnotherOwnersOrThereAlready() throws Exception {
        NewEntry bob = harvested("bob@example.org");
        KeyEntry stored = add(ring, bob);

        assertThatThrownBy(() -> add(ring, bob)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        ring.change(owner("eve@example.org"), "test", NOW, e -> e.add(bob, AuditAction.ADDED, "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring.change(owner("eve@example.org"), "test", NOW, e -> {
                    e.remove(stored, "");
                    return 0;
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ring.size()).isEqualTo(1);
    }

    @Test
    void shouldNeverReuseId_whenEntryIsRemoved() throws Exception {
        KeyEntry first = add(ring, harvested("bob@example.org"));
        ring.change(first.owner(), "test", NOW, e -> {
            e.remove(first, "moved away");
            return 0;
        });

        assertThat(find(ring, "bob@example.org")).isEmpty();
        assertThat(add(ring, harvested("bob@example.org")).id()).isGreaterThan(first.id());
    }

    @Test
    void shouldListNewestFirst_whenOwnerHasSeveral() throws Exception {
        List<KeyEntry> stored = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stored.add(0, add(ring, harvested("bob@example.org")));
        }
        stored.add(add(ring, harvested("eve@example.org")));
        stored.add(0, add(ring, harvested("Z.example.org")));
        stored.add(0, add(ring, harvested("*.example.org")));

        assertThat(read(ring, EntryFilter.all()))
                .extracting(KeyEntry::owner)
                .extracting(Owner::text)
                .containsExactly(
                        "*.example.org",
                        "bob@example.org",
                        "bob@example.org",
                        "bob@example.org",
                        "eve@example.org",
                        "z.example.org");
        assertThat(read(ring, filter(owner("bob@example.org")))).containsExactlyElementsOf(stored.subList(2, 5));
        assertThat(ring.change(owner("bob@example.org"), "test", NOW, OwnerEntries::all))
                .containsExactlyElementsOf(stored.subList(2, 5));
    }

    private static EntryFilter filter(Owner owner) {
        return new EntryFilter(Optional.empty(), Optional.empty(), Optional.of(owner), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "BOB@, 1",
        "example, 3",
        "müller, 1",
        "'CN=eve', 1",
        "100%, 1",
        "%, 1",
        "_, 0",
        "!, 0",
        "'\\', 0",
        "'''', 1",
    })
    void shouldSearch_whenTextIsGiven(String text, int found) throws Exception {
        add(ring, named(harvested("bob@example.org"), "Jürgen MÜLLER"));
        add(ring, named(harvested("eve@example.org"), "100% 'sure'"));
        add(ring, named(harvested("example.net"), ""));

        assertThat(read(ring, filter(text))).hasSize(found);
    }

    private static NewEntry named(NewEntry entry, String name) {
        return new NewEntry(
                name,
                entry.owner(),
                entry.certificate(),
                entry.chain(),
                entry.origin(),
                entry.state(),
                entry.pinned(),
                entry.decided(),
                entry.note(),
                entry.capabilities(),
                entry.capabilitiesSigned());
    }

    private static EntryFilter filter(String text) {
        return new EntryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text));
    }

    @Test
    void shouldSelect_whenStateOriginOrFingerprintIsGiven() throws Exception {
        KeyEntry harvested = add(ring, harvested("bob@example.org"));
        KeyEntry pending = add(ring, pending("bob@example.org"));
        KeyEntry manual = add(ring, pinned("eve@example.org"));

        assertThat(read(
                        ring,
                        new EntryFilter(
                                Optional.of(State.ACTIVE),
                                Optional.of(Origin.HARVESTED),
                                Optional.empty(),
                                Optional.empty())))
                .containsExactly(harvested);
        assertThat(read(
                        ring,
                        new EntryFilter(
                                Optional.of(State.PENDING), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly(pending);
        assertThat(read(ring, filter(manual.fingerprint().substring(0, 20).toUpperCase(java.util.Locale.ROOT))))
                .containsExactly(manual);
    }

    @Test
    void shouldTell_whenThingsHappened() throws Exception {
        Owner bob = owner("bob@example.org");
        KeyEntry stored = add(ring, harvested("bob@example.org"));
        ring.change(bob, "cli:root", NOW.plusSeconds(1), e -> {
            e.change(stored.in(State.REJECTED, "no"), AuditAction.REJECTED, "said no");
            e.record(AuditAction.ALERTED, "", "three times");
            return 0;
        });

        assertThat(ring.audit(bob, 10))
                .containsExactly(
                        new AuditRecord(NOW.plusSeconds(1), AuditAction.ALERTED, bob, "", "cli:root", "three times"),
                        new AuditRecord(
                                NOW.plusSeconds(1),
                                AuditAction.REJECTED,
                                bob,
                                stored.fingerprint(),
                                "cli:root",
                                "said no"),
                        new AuditRecord(NOW, AuditAction.HARVESTED, bob, stored.fingerprint(), "test", "for a test"));
        assertThat(ring.audit(bob, 1)).hasSize(1);
        assertThat(ring.audit(owner("eve@example.org"), 10)).isEmpty();
    }

    @Test
    void shouldCountOwnLinesToo_whenAskedInsideWork() throws Exception {
        Owner bob = owner("bob@example.org");
        ring.change(bob, "test", days(-3), e -> record(e, AuditAction.UPDATED));
        ring.change(bob, "test", days(-1), e -> record(e, AuditAction.UPDATED));

        int count = ring.change(bob, "test", NOW, e -> {
            record(e, AuditAction.UPDATED);
            record(e, AuditAction.ALERTED);
            return e.count(AuditAction.UPDATED, days(-2));
        });

        assertThat(count).isEqualTo(2);
    }

    private static int record(OwnerEntries entries, AuditAction action) {
        entries.record(action, "", "");
        return 0;
    }

    @Test
    void shouldNoteTimeAndCapabilities_whenSeenAgain() throws Exception {
        KeyEntry stored = add(ring, harvested("bob@example.org"));
        ring.change(stored.owner(), "test", days(1), e -> {
            e.seen(stored.reading(Set.of(ContentCipher.AES_256_CBC), NOW));
            return 0;
        });

        KeyEntry seen = ring.entry(stored.id()).orElseThrow();
        assertThat(seen.firstSeen()).isEqualTo(NOW);
        assertThat(seen.lastSeen()).isEqualTo(days(1));
        assertThat(seen.content().capabilities()).containsExactly(ContentCipher.AES_256_CBC);
        assertThat(seen.content().capabilitiesSigned()).contains(NOW);
        assertThat(ring.audit(stored.owner(), 10)).hasSize(1);
    }

    @Test
    void shouldWriteLastUse_whenClosed() throws Exception {
        KeyEntry stored = add(ring, harvested("bob@example.org"));
        KeyEntry domain = add(ring, harvested("example.org"));

        try (KeyRing other = KeyRings.open(settings(PLENTY, true))) {
            Address bob = Address.parse("bob@example.org").orElseThrow();
            other.used(other.find(bob).get(0));
        }

        assertThat(ring.entry(stored.id()).orElseThrow().lastUsed())
                .hasValueSatisfying(at -> assertThat(Duration.between(at, java.time.Instant.now()))
                        .isBetween(Duration.ZERO, Duration.ofMinutes(1)));
        assertThat(ring.entry(domain.id()).orElseThrow().lastUsed()).isEmpty();
    }

    @Test
    void shouldStoreAllAndTellProgress_whenManyAreLoaded() throws Exception {
        NewEntry known = pending("bob@example.org");
        add(ring, known);
        X509Certificate certificate = Entries.certificate("many@example.org");
        List<NewEntry> many = new ArrayList<>(IntStream.range(0, 1_200)
                .mapToObj(i -> ofOwner(
                        new NewEntry(
                                "",
                                known.owner(),
                                certificate,
                                List.of(),
                                Origin.MANUAL,
                                State.ACTIVE,
                                false,
                                true,
                                "",
                                Set.of(),
                                Optional.empty()),
                        "user" + i + "@example.org"))
                .toList());
        many.add(named(
                new NewEntry(
                        "",
                        known.owner(),
                        known.certificate(),
                        List.of(),
                        Origin.MANUAL,
                        State.ACTIVE,
                        true,
                        true,
                        "",
                        Set.of(),
                        Optional.empty()),
                "Bob"));
        many.add(many.get(0));
        List<Long> progress = new ArrayList<>();

        long stored = ring.load(many.iterator(), "cli:root", days(1), progress::add);

        assertThat(stored).isBetween(1_201L, 1_202L);
        assertThat(progress).isSorted().hasSizeGreaterThan(1).endsWith(stored);
        assertThat(ring.size()).isEqualTo(1_201);
        assertThat(read(ring, EntryFilter.all())).hasSize(1_201).doesNotHaveDuplicates();
        assertThat(find(ring, "user1199@example.org")).containsExactly(certificate);
        KeyEntry bob = read(ring, filter(known.owner())).get(0);
        assertThat(bob.content().name()).isEqualTo("Bob");
        assertThat(bob.state()).isEqualTo(State.ACTIVE);
        assertThat(bob.content().chain()).isEmpty();
        assertThat(bob.firstSeen()).isEqualTo(NOW);
        assertThat(bob.lastSeen()).isEqualTo(days(1));
        assertThat(ring.audit(known.owner(), 1).get(0).action()).isEqualTo(AuditAction.IMPORTED);
    }

    @Test
    void shouldReadAndWriteOnTheWay_whenReaderUsesTheRing() throws Exception {
        for (String owner : List.of("a@example.org", "b@example.org", "c@example.org")) {
            add(ring, pending(owner));
        }

        ring.read(EntryFilter.all(), entry -> {
            try {
                decide(ring, entry.decided(State.ACTIVE, false, ""));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(read(ring, EntryFilter.all())).hasSize(3).allMatch(e -> e.state() == State.ACTIVE);
    }

    @Test
    void shouldBeThere_whenClosedAndOpenedAgain() throws Exception {
        NewEntry entry = harvested("bob@example.org");
        add(ring, entry);
        ring.close();

        assertThatThrownBy(() -> ring.size()).isInstanceOf(DirectoryUnavailableException.class);
        open();

        assertThat(find(ring, "bob@example.org")).hasSize(keeps() ? 1 : 0);
    }

    @Test
    void shouldEvictLongestUnused_whenFull() throws Exception {
        NewEntry sample = harvested("bob@example.org");
        int size = sample.certificate().getEncoded().length;
        try (KeyRing small = KeyRings.open(settings(size * 6L, true))) {
            KeyEntry manual = add(small, pinned("manual@example.org"));
            KeyEntry decided = add(small, harvested("decided@example.org"));
            decide(small, decided.decided(State.REJECTED, false, ""));
            KeyEntry oldest = addAt(small, "oldest@example.org", -9);
            KeyEntry used = addAt(small, "used@example.org", -8);
            try (KeyRing other = KeyRings.open(settings(PLENTY, true))) {
                other.used(other.find(Address.parse("used@example.org").orElseThrow())
                        .get(0));
            }

            KeyEntry newer = addAt(small, "newer@example.org", -7);
            assertThat(small.entry(oldest.id())).as("evicted").isEmpty();
            KeyEntry newest = addAt(small, "newest@example.org", -10);
            assertThat(small.entry(newer.id())).as("evicted").isEmpty();

            assertThat(read(small, EntryFilter.all()))
                    .extracting(KeyEntry::id)
                    .containsExactlyInAnyOrder(manual.id(), decided.id(), used.id(), newest.id());
            assertThat(find(small, "oldest@example.org")).isEmpty();
            assertThat(small.audit(oldest.owner(), 1))
                    .singleElement()
                    .satisfies(a -> assertThat(a.action()).isEqualTo(AuditAction.EVICTED))
                    .satisfies(a -> assertThat(a.actor()).isEqualTo("quota"));
        }
    }

    @Test
    void shouldEvictWaitingBeforeActive_whenFull() throws Exception {
        int size = harvested("bob@example.org").certificate().getEncoded().length;
        try (KeyRing small = KeyRings.open(settings(size * 9L / 2, true))) {
            KeyEntry active = addAt(small, "active@example.org", -9);
            KeyEntry waiting = addAt(small, "waiting@example.org", -1);
            small.change(waiting.owner(), "test", Instant.now(), entries -> {
                entries.change(waiting.in(State.PENDING, "not trusted"), AuditAction.UPDATED, "");
                return waiting;
            });

            addAt(small, "next@example.org", 0);
            addAt(small, "last@example.org", 0);

            assertThat(small.entry(waiting.id())).as("evicted").isEmpty();
            assertThat(small.entry(active.id())).isPresent();
        }
    }

    /** About as large as the one of the contract; without a chain. */
    private static KeyEntry addAt(KeyRing ring, String owner, int days) throws Exception {
        NewEntry entry = harvested(owner);
        return ring.change(entry.owner(), "test", days(days), e -> e.add(entry, AuditAction.HARVESTED, ""));
    }

    @Test
    void shouldCountChainOnce_whenManyShareIt() throws Exception {
        int chain = TestPki.shared().issuing().certificate().getEncoded().length;
        int leaf = Entries.certificate("user0@example.org").getEncoded().length;
        try (KeyRing small = KeyRings.open(settings(chain + 20L * leaf, true))) {
            for (int i = 0; i < 18; i++) {
                addAt(small, "user" + i + "@example.org", i - 20);
            }
            assertThat(small.size()).isEqualTo(18);
        }
        try (KeyRing tiny = KeyRings.open(settings(chain / 2, true))) {
            KeyEntry last = addAt(tiny, "last@example.org", 0);
            assertThat(read(tiny, EntryFilter.all())).as("its own victim never").containsExactly(last);
            assertThat(last.content().chain()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; drop table smime_entry; --", "bob@example.org\0", "\uD800", "€\uD83D\uDE00", "\\ % _ !"})
    void shouldKeepTextHarmless_whenItIsHostile(String text) throws Exception {
        NewEntry entry = named(harvested("bob@example.org"), text);
        KeyEntry stored = ring.change(entry.owner(), text, NOW, e -> {
            KeyEntry added = e.add(entry, AuditAction.ADDED, text);
            e.change(added.in(State.ACTIVE, text), AuditAction.APPROVED, text);
            return added;
        });
        String kept = text.replace('\0', '\uFFFD').replace('\uD800', '\uFFFD').replace("\uFFFD\uDE00", "\uD83D\uDE00");

        assertThat(stored.content().name()).isEqualTo(kept);
        assertThat(ring.entry(stored.id()).orElseThrow().content().note()).isEqualTo(kept);
        assertThat(ring.audit(entry.owner(), 1).get(0).detail()).isEqualTo(kept);
        assertThat(read(ring, filter(text))).hasSize(1);
        assertThat(ring.find(new Address(text, "example.org"))).isEmpty();
        assertThat(ring.audit(new Owner(text), 1)).isEmpty();
        assertThat(read(ring, filter(new Owner(text)))).isEmpty();
        assertThatThrownBy(() -> ring.change(new Owner(text), "test", NOW, OwnerEntries::all))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'brien@example.org", "\"a@b\"@example.org", "jürgen@example.org", "a%_\\\\b@example.org"})
    void shouldFindOddAddress_whenItIsStored(String address) throws Exception {
        Address odd = Address.parse(address.replace("\\\\", "")).orElseThrow();
        NewEntry entry = ofOwner(harvested("bob@example.org"), odd.toString());
        add(ring, entry);

        assertThat(ring.find(odd)).hasSize(1);
        assertThat(read(ring, filter(Owner.of(odd)))).hasSize(1);
    }

    @Test
    void shouldLoseNothing_whenManyWriteAtOnce() throws Exception {
        int writers = 8;
        int each = 10;
        AtomicInteger inside = new AtomicInteger();
        List<X509Certificate> certificates = IntStream.range(0, writers * each)
                .mapToObj(i -> Entries.certificate("bob@example.org"))
                .toList();
        NewEntry bob = harvested("bob@example.org");

        atOnce(writers, w -> {
            try (KeyRing own = KeyRings.open(settings(PLENTY, true))) {
                for (int i = 0; i < each; i++) {
                    X509Certificate certificate = certificates.get(w * each + i);
                    int before = i;
                    (before % 2 == 0 ? own : ring).change(bob.owner(), "test", NOW, e -> {
                        assertThat(inside.incrementAndGet()).isEqualTo(1);
                        int known = e.all().size();
                        e.add(with(bob, certificate), AuditAction.ADDED, "");
                        assertThat(e.all()).hasSize(known + 1);
                        inside.decrementAndGet();
                        return 0;
                    });
                }
            }
            return 0;
        });

        assertThat(ring.size()).isEqualTo(writers * each);
        assertThat(ring.audit(bob.owner(), 1_000)).hasSize(writers * each);
        assertThat(find(ring, "bob@example.org")).containsExactlyInAnyOrderElementsOf(certificates);
    }

    private static NewEntry with(NewEntry entry, X509Certificate certificate) {
        return new NewEntry(
                "",
                entry.owner(),
                certificate,
                entry.chain(),
                entry.origin(),
                entry.state(),
                false,
                false,
                "",
                Set.of(),
                Optional.empty());
    }

    interface Part {
        int run(int number) throws Exception;
    }

    static void atOnce(int parts, Part part) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts);
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            IntStream.range(0, parts).forEach(i -> all.add(() -> part.run(i)));
            for (Future<Integer> future : threads.invokeAll(all)) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void change(KeyEntry entry, AuditAction action) throws Exception {
        ring.change(entry.owner(), "test", NOW, e -> {
            e.change(entry, action, "");
            return 0;
        });
    }
}
