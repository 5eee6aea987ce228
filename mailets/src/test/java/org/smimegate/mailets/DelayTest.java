package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.james.transport.mailets.remote.delivery.Delay;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.rules.MailetParameters;
import org.smimegate.gateway.rules.RequireTlsParameters;

/** RequireTls takes the delays that James' RemoteDelivery can read, and counts the attempts as it does. */
class DelayTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5", "5 ms", "5 msec", "5msecs", "1 s", "1 sec", "2 secs", "1 second", "2 seconds", "1 m", "1 min",
                "2 mins", "1 minute", "5 minutes", "1 h", "1 hour", "2 hours", "1 d", "1 day", "2 days", "1 w",
                        "1 week",
                "2 weeks", "1 month", "2 months", "1 y", "1 year", "2 years", "3*1 hour", "3 * 10 MINUTES"
            })
    void shouldTakeWhatJamesTakes(String delay) throws Exception {
        int attempts = Delay.from(delay).getAttempts();

        assertThat(read(delay, attempts).delivery()).containsEntry("delayTime", delay);
        if (attempts > 1) {
            assertThatThrownBy(() -> read(delay, attempts - 1)).hasMessageContaining("at least " + attempts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "5 moments", "*5 s", "3*", "2*3*1 s", "-1*5 s", "-5 s", "5,5 s s"})
    void shouldRefuseWhatJamesDoesNotTake(String delay) {
        assertThatThrownBy(() -> Delay.from(delay)).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> read(delay, 9)).isInstanceOf(ConfigurationException.class);
    }

    private static RequireTlsParameters read(String delay, int retries) throws ConfigurationException {
        return RequireTlsParameters.read(
                new MailetParameters("RequireTls", Map.of("delayTime", delay, "maxRetries", String.valueOf(retries))));
    }
}
