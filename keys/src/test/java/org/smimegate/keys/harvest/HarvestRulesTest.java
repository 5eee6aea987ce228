package org.smimegate.keys.harvest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/** What an offered certificate becomes, by what its owner has already. */
class HarvestRulesTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity OFFERED = from(-5);
    private static final TestIdentity OLDER = from(-9);
    private static final TestIdentity NEWER = from(-2);
    private static final TestIdentity AS_OLD = from(-5);

    /**
     * How far it is believed; the entries, each a state, what its certificate is ({@code same, older, newer, as-old}) and
     * what else is to be said of it; the outcome for each value of {@code updates}.
     */
    @ParameterizedTest
    @CsvSource({
        // the first one
        "verified, '',                                  stored,          stored,         stored",
        "unsigned, '',                                  stored,          stored,         stored",
        "doubtful, '',                                  pending,         pending,        pending",
        "refused,  '',                                  refused,         refused,        refused",
        "verified, 'pending older',                     stored,          stored,         stored",
        "verified, 'rejected older, superseded newer',  stored,          stored,         stored",
        "doubtful, 'pending older',                     pending,         pending,        pending",
        // a changed one
        "verified, 'active older',                      update-accepted, update-pending, update-rejected",
        "verified, 'active as-old',                     older,           update-pending, update-rejected",
        "verified, 'active newer',                      older,           update-pending, update-rejected",
        "verified, 'active older, active newer',        older,           update-pending, update-rejected",
        "verified, 'active older, pending newer',       update-accepted, update-pending, update-rejected",
        "verified, 'active older decided',              update-pending,  update-pending, update-rejected",
        "verified, 'active older manual',               update-pending,  update-pending, update-rejected",
        "verified, 'active older ldap',                 update-pending,  update-pending, update-rejected",
        "verified, 'active older, active older ldap',   update-pending,  update-pending, update-rejected",
        "verified, 'active older, rejected older decided', update-accepted, update-pending, update-rejected",
        "unsigned, 'active older',                      update-pending,  update-pending, update-pending",
        "unsigned, 'active newer',                      update-pending,  update-pending, update-pending",
        "unsigned, 'rejected older decided',            update-pending,  update-pending, update-pending",
        "unsigned, 'pending older',                     update-pending,  update-pending, update-pending",
        "unsigned, 'superseded older',                  update-pending,  update-pending, update-pending",
        "doubtful, 'active older',                      update-pending,  update-pending, update-rejected",
        "doubtful, 'active newer',                      update-pending,  update-pending, update-rejected",
        "refused,  'active older',                      refused,         refused,        refused",
        // the same one again
        "verified, 'active same',                       known,           known,          known",
        "refused,  'active same',                       known,           known,          known",
        "verified, 'rejected same',                     known,           known,          known",
        "verified, 'rejected same decided',             known,           known,          known",
        "verified, 'superseded same, active newer',     known,           known,          known",
        "verified, 'superseded same',                   known,           known,          known",
        "unsigned, 'active same',                       known,           known,          known",
        // one that waits
        "verified, 'pending same',                      activated,       activated,      activated",
        "unsigned, 'pending same',                      known,           known,          known",
        "doubtful, 'pending same',                      known,           known,          known",
        "refused,  'pending same',                      known,           known,          known",
        "verified, 'pending same, active older',        known,           known,          known",
        "verified, 'pending same changed',              known,           known,          known",
        "verified, 'pending same changed, active older', known,          known,          known",
        "verified, 'pending same decided',              known,           known,          known",
    })
    void shouldDecide(String admission, String entries, String accept, String pending, String reject) {
        assertThat(decide(admission, entries, Updates.ACCEPT)).isEqualTo(accept);
        assertThat(decide(admission, entries, Updates.PENDING)).isEqualTo(pending);
        assertThat(decide(admission, entries, Updates.REJECT)).isEqualTo(reject);
    }

    @ParameterizedTest
    @CsvSource({"pending", "rejected"})
    void shouldKeepNoMore_whenTooManyWait(String state) {
        List<KeyEntry> entries = new ArrayList<>();
        for (int i = 0; i < HarvestRules.MOST_UNDECIDED; i++) {
            assertThat(outcome("doubtful", entries)).isEqualTo(HarvestOutcome.PENDING);
            entries.add(entry(state + " older"));
        }

        assertThat(outcome("doubtful", entries)).isEqualTo(HarvestOutcome.REFUSED);
        assertThat(outcome("verified", entries)).isEqualTo(HarvestOutcome.STORED);
    }

    @Test
    void shouldKeepMore_whenTheyAreDecidedOn() {
        List<KeyEntry> entries = new ArrayList<>();
        for (int i = 0; i <= HarvestRules.MOST_UNDECIDED; i++) {
            entries.add(entry("rejected older decided"));
        }

        assertThat(outcome("doubtful", entries)).isEqualTo(HarvestOutcome.PENDING);
    }

    private static HarvestOutcome outcome(String admission, List<KeyEntry> entries) {
        return HarvestRules.decide(admission(admission), OFFERED.certificate(), entries, Updates.ACCEPT);
    }

    private static String decide(String admission, String entries, Updates updates) {
        List<KeyEntry> all = entries.isEmpty()
                ? List.of()
                : List.of(entries.split(", *")).stream()
                        .map(HarvestRulesTest::entry)
                        .toList();
        return HarvestRules.decide(admission(admission), OFFERED.certificate(), all, updates)
                .token();
    }

    private static Admission admission(String word) {
        return switch (word) {
            case "verified" -> new Admission.Verified();
            case "unsigned" -> new Admission.Unsigned();
            case "doubtful" -> new Admission.Doubtful("why");
            default -> new Admission.Refused("why");
        };
    }

    private static KeyEntry entry(String text) {
        List<String> words = List.of(text.split(" "));
        Origin origin =
                words.contains("manual") ? Origin.MANUAL : words.contains("ldap") ? Origin.LDAP : Origin.HARVESTED;
        String note = words.contains("changed")
                ? HarvestRules.note(HarvestOutcome.UPDATE_PENDING, new Admission.Verified())
                : "";
        NewEntry content = new NewEntry(
                "",
                Owner.of(Offers.AUTHOR),
                certificate(words.get(1)),
                List.of(),
                origin,
                State.ofToken(words.get(0)).orElseThrow(),
                false,
                words.contains("decided"),
                note,
                Set.of(),
                Optional.empty());
        return new KeyEntry(1, content, NOW, NOW, Optional.empty());
    }

    private static X509Certificate certificate(String word) {
        return switch (word) {
            case "same" -> OFFERED.certificate();
            case "older" -> OLDER.certificate();
            case "newer" -> NEWER.certificate();
            default -> AS_OLD.certificate();
        };
    }

    private static TestIdentity from(int day) {
        return PKI.leaf(Offers.DAVE).valid(days(day), days(100)).build();
    }
}
