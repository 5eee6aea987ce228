package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    @Test
    void shouldGrowFromAMinuteToAnHour_andEndAfterTwoDays() {
        List<Long> minutes = new ArrayList<>();
        Duration elapsed = Duration.ZERO;
        Optional<Duration> next = RetrySchedule.STANDARD.next(0, elapsed);
        while (next.isPresent()) {
            minutes.add(next.get().toMinutes());
            elapsed = elapsed.plus(next.get());
            next = RetrySchedule.STANDARD.next(minutes.size(), elapsed);
        }

        assertThat(minutes).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(minutes.subList(6, minutes.size() - 1)).containsOnly(60L);
        assertThat(elapsed).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void shouldEnd_whenAQueueKnowsNoDelays() {
        assertThat(RetrySchedule.STANDARD.next(100, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void shouldStillTry_whenTheClockWentBack() {
        assertThat(RetrySchedule.STANDARD.next(3, Duration.ofMinutes(-10))).contains(Duration.ofMinutes(8));
    }
}
