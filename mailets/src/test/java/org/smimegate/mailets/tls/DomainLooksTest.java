package org.smimegate.mailets.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.testing.TurnedClock;

/** Looking at domains must neither hold mail for long nor grow with what strangers make up. */
class DomainLooksTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicInteger asked = new AtomicInteger();
    private final TurnedClock clock = new TurnedClock(Instant.EPOCH);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<DomainLooks> opened = new ArrayList<>();

    @AfterEach
    void close() {
        release.countDown();
        opened.forEach(DomainLooks::close);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,               NONE",
        "NONE NONE,          NONE",
        "NONE UNKNOWN,       UNKNOWN",
        "NONE BROKEN,        BROKEN",
        "UNVERIFIED NONE,    UNVERIFIED",
        "UNKNOWN VERIFIED,   VERIFIED",
        "BROKEN UNVERIFIED,  UNVERIFIED",
        "NONE NONE NONE NONE NONE NONE, UNKNOWN",
        "'',                 UNKNOWN",
    })
    void shouldTakeTheBestServer(String servers, DomainTls expected) {
        List<String> tls =
                Stream.of(servers.split(" ")).filter(word -> !word.isEmpty()).toList();
        DomainLooks looks = looks(
                domain -> tls.stream().map(name -> new MailServer(name, 25)).toList(),
                server -> DomainTls.valueOf(server.host()));

        assertThat(looks.wait("partner.example", LONG)).isEqualTo(expected);
    }

    @Test
    void shouldAskOnce_untilTheAnswerIsOld() {
        DomainLooks looks = one(DomainTls.VERIFIED);

        looks.wait("partner.example", LONG);
        clock.turn(Duration.ofMinutes(59));
        looks.wait("partner.example", LONG);
        assertThat(asked).hasValue(1);

        clock.turn(Duration.ofMinutes(2));
        looks.wait("partner.example", LONG);
        assertThat(asked).hasValue(2);
    }

    @Test
    void shouldAskAgainSooner_whenTheAnswerWasBad() {
        DomainLooks looks = one(DomainTls.NONE);

        looks.wait("partner.example", LONG);
        clock.turn(Duration.ofMinutes(6));
        looks.wait("partner.example", LONG);

        assertThat(asked).hasValue(2);
    }

    @Test
    void shouldNotWaitLongerThanAMailShould() {
        DomainLooks looks = looks(this::server, server -> blocked());

        assertThat(looks.wait("slow.example", Duration.ofMillis(100))).isEqualTo(DomainTls.UNKNOWN);
    }

    @Test
    void shouldNotKnow_whenTooManyWait() {
        DomainLooks looks = looks(this::server, server -> blocked());
        List<DomainTls> told = Collections.synchronizedList(new ArrayList<>());

        IntStream.range(0, 300).forEach(i -> looks.tell("d" + i + ".example", told::add));

        assertThat(told).hasSize(300 - 204).containsOnly(DomainTls.UNKNOWN);
    }

    @Test
    void shouldNotKnow_whenLookingBreaks() {
        DomainLooks looks = looks(this::server, server -> {
            throw new StackOverflowError();
        });

        assertThat(looks.wait("odd.example", LONG)).isEqualTo(DomainTls.UNKNOWN);
    }

    @Test
    void shouldTellLater() throws Exception {
        DomainLooks looks = one(DomainTls.NONE);
        CompletableFuture<DomainTls> told = new CompletableFuture<>();

        looks.tell("partner.example", told::complete);

        assertThat(told.get()).isEqualTo(DomainTls.NONE);
    }

    private DomainLooks one(DomainTls tls) {
        return looks(this::server, server -> {
            asked.incrementAndGet();
            return tls;
        });
    }

    private DomainLooks looks(DomainLooks.Servers servers, MailServer.Look look) {
        DomainLooks looks = new DomainLooks(servers, look, clock);
        opened.add(looks);
        return looks;
    }

    private List<MailServer> server(String domain) {
        return List.of(new MailServer("mx." + domain, 25));
    }

    private DomainTls blocked() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DomainTls.NONE;
    }
}
