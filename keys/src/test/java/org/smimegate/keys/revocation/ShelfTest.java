package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When things are fetched, and what is kept, in a time of the test's own. */
class ShelfTest {
    private static final Duration INTEREST = Duration.ofDays(7);

    private final Shelf<String, String> shelf = new Shelf<>(new Shelf.Limits(10, 1_000, 5, INTEREST));
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void shouldFetchOnce_whenAskedOftenMeanwhile() {
        assertThat(claim("a")).isTrue();
        assertThat(claim("a")).isFalse();
        assertThat(claim("a")).isFalse();
        assertThat(claim("b")).isTrue();
    }

    @Test
    void shouldPauseLonger_whenItFailsAgain() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            assertThat(claim("a")).isTrue();
            Duration pause = shelf.fail("a", now);
            pass(pause.minusSeconds(1));
            assertThat(claim("a")).isFalse();
            assertThat(due()).isEmpty();
            pass(Duration.ofSeconds(1));
            pauses.add(pause.toMinutes());
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L);
    }

    @Test
    void shouldBeginWithShortPause_whenItSucceededMeanwhile() {
        fetch("a", Duration.ofHours(4));
        pass(Duration.ofHours(4));
        assertThat(claim("a")).isTrue();

        assertThat(shelf.fail("a", now)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldFetchAgain_whenThreeQuartersOfItsTimeAreOver() {
        fetch("a", Duration.ofHours(4));

        pass(Duration.ofHours(3).minusSeconds(1));
        assertThat(due()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(due()).containsExactly("a");
        assertThat(due()).as("being fetched").isEmpty();
        assertThat(shelf.ask("a", now)).contains("a");
    }

    /** Of a CA that lives off line, a list can be good for a year. */
    @Test
    void shouldFetchAgainEveryDay_whenItsTimeIsLong() {
        fetch("a", Duration.ofDays(365));

        pass(Duration.ofDays(1).minusSeconds(1));
        assertThat(due()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(due()).containsExactly("a");
    }

    @Test
    void shouldFetchAgainFromMinuteToMinuteAtMost_whenItsTimeIsShort() {
        fetch("a", Duration.ofSeconds(2));

        pass(Duration.ofSeconds(59));
        assertThat(due()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(due()).containsExactly("a");
    }

    @Test
    void shouldNotFetchAgain_whenNobodyAsksAnyMore() {
        fetch("a", Duration.ofDays(30));
        pass(INTEREST.minusSeconds(1));
        assertThat(due()).containsExactly("a");
        shelf.succeed("a", holding("a", Duration.ofDays(30)), now);

        pass(Duration.ofDays(1));
        assertThat(due()).isEmpty();
        assertThat(shelf.held("a")).as("still good").contains("a");
    }

    @Test
    void shouldForget_whenItIsOverAndNobodyAsksAnyMore() {
        fetch("a", Duration.ofDays(1));
        pass(INTEREST);
        due();

        assertThat(shelf.held("a")).isEmpty();
        assertThat(shelf.keys()).isEmpty();
    }

    /** The time that it names says when there is a newer one, not that it has become untrue. */
    @Test
    void shouldKeep_whenItIsOverButAskedFor() {
        fetch("a", Duration.ofDays(1));
        pass(Duration.ofDays(2));
        due();

        assertThat(shelf.ask("a", now)).contains("a");
        assertThat(shelf.askForAll(value -> true, now)).containsExactly("a");
    }

    @Test
    void shouldPauseAsAfterFailure_whenOnlyAnOldOneCanBeFetched() {
        claim("a");
        shelf.succeed("a", holding("a", Duration.ofDays(-1)), now);
        pass(Duration.ofMinutes(1));
        assertThat(due()).containsExactly("a");
        shelf.succeed("a", holding("a", Duration.ofDays(-1)), now);

        pass(Duration.ofMinutes(1));
        assertThat(due()).isEmpty();
        assertThat(claim("a")).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(due()).containsExactly("a");
    }

    /** As somebody on the way could put there. */
    @Test
    void shouldFetchAgainAfterAnHour_whenWhatIsHeldDoesNotHelp() {
        fetch("a", Duration.ofDays(3_650));

        pass(Duration.ofMinutes(59));
        assertThat(claim("a")).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(claim("a")).isTrue();
    }

    @Test
    void shouldLetFewWait_whenAskedForMany() {
        for (int i = 0; i < 5; i++) {
            assertThat(claim("a" + i)).isTrue();
        }
        assertThat(claim("b")).isFalse();

        shelf.fail("a0", now);
        assertThat(due()).containsExactly("b");
    }

    @Test
    void shouldForgetWhatWasAskedForTheLongestTime_whenThereAreTooMany() {
        for (int i = 0; i < 10; i++) {
            fetch("a" + i, Duration.ofDays(1));
            pass(Duration.ofSeconds(1));
        }
        shelf.ask("a0", now);
        fetch("b", Duration.ofDays(1));

        assertThat(shelf.keys()).hasSize(10).contains("a0", "b").doesNotContain("a1");
    }

    /** Two large ones in turn must not be fetched over and over. */
    @Test
    void shouldGiveUpWhatNobodyAskedForLatelyForAnHour_whenAllIsTooLarge() {
        fetch("a", Duration.ofDays(9), 400);
        pass(Duration.ofDays(2));
        fetch("b", Duration.ofDays(1), 400);
        fetch("c", Duration.ofDays(1), 400);

        assertThat(shelf.keys()).containsExactlyInAnyOrder("b", "c");
        pass(Duration.ofMinutes(59));
        assertThat(claim("a")).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(claim("a")).isTrue();
    }

    /** One publisher must not drive out the lists of all others. */
    @Test
    void shouldGiveUpTheNewcomer_whenAllOthersAreInUse() {
        fetch("a", Duration.ofDays(1), 400);
        fetch("b", Duration.ofDays(1), 400);
        fetch("c", Duration.ofDays(1), 400);

        assertThat(shelf.keys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldNotForgetWhatIsBeingFetched_whenThereAreTooMany() {
        claim("a");
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(1));
            fetch("b" + i, Duration.ofDays(1));
        }
        shelf.succeed("a", holding("a", Duration.ofDays(1)), now);

        assertThat(shelf.held("a")).contains("a");
        assertThat(shelf.keys()).hasSize(10);
    }

    @Test
    void shouldFetchRestored_whenItsTimeComes() {
        shelf.restore("a", holding("a", Duration.ofHours(4)), now);

        assertThat(shelf.ask("a", now)).contains("a");
        assertThat(due()).isEmpty();
        pass(Duration.ofHours(3));
        assertThat(due()).containsExactly("a");
    }

    private boolean claim(String key) {
        return shelf.claim(key, now);
    }

    private List<String> due() {
        return shelf.claimDue(now);
    }

    private void fetch(String key, Duration good) {
        fetch(key, good, 10);
    }

    private void fetch(String key, Duration good, int bytes) {
        assertThat(claim(key)).isTrue();
        shelf.succeed(key, new Holding<>(key, URI.create("http://a/"), bytes, now.plus(good)), now);
    }

    private Holding<String> holding(String key, Duration good) {
        return new Holding<>(key, URI.create("http://a/"), 10, now.plus(good));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
