package org.smimegate.keys.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.DirectoryUnavailableException;

class DecisionsTest {
    private static final String DAVE = "dave@partner.example";
    private static final String ROOT = "cli:root";

    private KeyRing ring;
    private Decisions decisions;

    @BeforeEach
    void openRing() throws Exception {
        ring = KeyRings.open(new KeyRingSettings("jdbc:h2:mem:", "", Optional.empty(), 1 << 20, true));
        decisions = new Decisions(ring, ROOT);
    }

    @AfterEach
    void closeRing() throws Exception {
        ring.close();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void shouldPutToUseAndPin(State state) throws Exception {
        KeyEntry entry = add(Origin.HARVESTED, state, false);

        Optional<KeyEntry> approved = decisions.approve(entry, NOW);

        assertThat(approved).isEqualTo(ring.entry(entry.id()));
        assertThat(approved.orElseThrow().state()).isEqualTo(State.ACTIVE);
        assertThat(approved.orElseThrow().content().pinned()).isTrue();
        assertThat(approved.orElseThrow().content().decided()).isTrue();
        assertThat(approved.orElseThrow().content().note()).isEmpty();
        assertThat(lastLine()).isEqualTo(entry.fingerprint() + " approved by cli:root");
    }

    @Test
    void shouldSupersedeTheOthers_butNotWhatAnAdministratorAdded() throws Exception {
        KeyEntry harvested = add(Origin.HARVESTED, State.ACTIVE, false);
        KeyEntry approvedEarlier = add(Origin.HARVESTED, State.ACTIVE, true);
        KeyEntry copied = add(Origin.LDAP, State.ACTIVE, true);
        KeyEntry added = add(Origin.MANUAL, State.ACTIVE, true);
        KeyEntry waiting = add(Origin.HARVESTED, State.PENDING, false);
        KeyEntry barred = add(Origin.HARVESTED, State.REJECTED, true);
        KeyEntry entry = add(Origin.HARVESTED, State.PENDING, false);

        decisions.approve(entry, NOW);

        assertThat(List.of(harvested, approvedEarlier, copied, added, waiting, barred, entry))
                .extracting(this::state)
                .containsExactly(
                        State.SUPERSEDED,
                        State.SUPERSEDED,
                        State.SUPERSEDED,
                        State.ACTIVE,
                        State.PENDING,
                        State.REJECTED,
                        State.ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void shouldBar(State state) throws Exception {
        KeyEntry entry = add(Origin.HARVESTED, state, false);

        Optional<KeyEntry> rejected = decisions.reject(entry, NOW);

        assertThat(rejected).isEqualTo(ring.entry(entry.id()));
        assertThat(rejected.orElseThrow().state()).isEqualTo(State.REJECTED);
        assertThat(rejected.orElseThrow().content().pinned()).isFalse();
        assertThat(rejected.orElseThrow().content().decided()).isTrue();
        assertThat(lastLine()).isEqualTo(entry.fingerprint() + " rejected by cli:root");
    }

    @Test
    void shouldForget() throws Exception {
        KeyEntry entry = add(Origin.HARVESTED, State.REJECTED, true);
        KeyEntry other = add(Origin.HARVESTED, State.ACTIVE, false);

        assertThat(decisions.remove(entry, NOW)).contains(entry);

        assertThat(ring.entry(entry.id())).isEmpty();
        assertThat(ring.entry(other.id())).contains(other);
        assertThat(lastLine()).isEqualTo(entry.fingerprint() + " removed by cli:root");
    }

    @Test
    void shouldDoNothing_whenTheEntryIsGone() throws Exception {
        KeyEntry entry = add(Origin.HARVESTED, State.PENDING, false);
        KeyEntry other = add(Origin.HARVESTED, State.ACTIVE, false);
        decisions.remove(entry, NOW);

        assertThat(decisions.approve(entry, NOW)).isEmpty();
        assertThat(decisions.reject(entry, NOW)).isEmpty();
        assertThat(decisions.remove(entry, NOW)).isEmpty();
        assertThat(ring.entry(other.id())).contains(other);
    }

    private KeyEntry add(Origin origin, State state, boolean decided) throws Exception {
        Address address = Address.parse(DAVE).orElseThrow();
        NewEntry entry = new NewEntry(
                "",
                Owner.of(address),
                TestPki.shared().good(DAVE).certificate(),
                List.of(),
                origin,
                state,
                false,
                decided,
                "why",
                Set.of(),
                Optional.empty());
        return ring.change(entry.owner(), "test", NOW, entries -> entries.add(entry, AuditAction.ADDED, ""));
    }

    private State state(KeyEntry entry) {
        try {
            return ring.entry(entry.id()).orElseThrow().state();
        } catch (DirectoryUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private String lastLine() throws Exception {
        Owner owner = Owner.parse(DAVE).orElseThrow();
        AuditRecord line = ring.audit(owner, 1).get(0);
        return line.fingerprint() + " " + line.action().token() + " by " + line.actor();
    }
}
