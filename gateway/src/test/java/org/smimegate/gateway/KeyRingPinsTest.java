package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.keyring.AuditAction;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.KeyRingSettings;
import org.smimegate.keys.keyring.KeyRings;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

class KeyRingPinsTest {
    private static final TestIdentity BOB = TestPki.shared().good("Bob@partner.example");

    @Test
    void shouldVouchForTheAddressAsTheCertificateWritesIt() throws Exception {
        try (KeyRing ring = ring()) {
            pin(ring, "bob@partner.example");

            Coverage coverage = new KeyRingPins(ring).of(BOB.certificate()).orElseThrow();

            assertThat(coverage.covers(new Address("Bob", "partner.example"))).isTrue();
            assertThat(coverage.covers(new Address("bob", "partner.example"))).isTrue();
            assertThat(coverage.covers(new Address("BOB", "partner.example"))).isFalse();
        }
    }

    @Test
    void shouldNotVouchForNamesInTheCertificate_whenItIsPinnedForSomebodyElse() throws Exception {
        try (KeyRing ring = ring()) {
            pin(ring, "eve@partner.example");

            Coverage coverage = new KeyRingPins(ring).of(BOB.certificate()).orElseThrow();

            assertThat(coverage.covers(new Address("Bob", "partner.example"))).isFalse();
        }
    }

    @Test
    void shouldVouchForNobody_whenNothingIsPinnedOrTheRingIsClosed() throws Exception {
        KeyRing ring = ring();
        assertThat(new KeyRingPins(ring).of(BOB.certificate())).isEmpty();

        ring.close();

        assertThat(new KeyRingPins(ring).of(BOB.certificate())).isEmpty();
    }

    private static KeyRing ring() throws Exception {
        return KeyRings.open(new KeyRingSettings("jdbc:h2:mem:", "", Optional.empty(), 1L << 20, true));
    }

    private static void pin(KeyRing ring, String address) throws Exception {
        Owner owner = Owner.parse(address).orElseThrow();
        NewEntry entry = new NewEntry(
                "",
                owner,
                BOB.certificate(),
                List.of(),
                Origin.MANUAL,
                State.ACTIVE,
                true,
                true,
                "",
                Set.of(),
                Optional.empty());
        ring.change(owner, "test", Instant.now(), entries -> entries.add(entry, AuditAction.ADDED, ""));
    }
}
