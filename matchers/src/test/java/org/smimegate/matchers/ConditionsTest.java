package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import javax.mail.MessagingException;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.gateway.rules.MatcherRule;
import org.smimegate.matchers.testing.TestConf;

class ConditionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "SMimeGatewayMessage, sealed, sealed, 'no condition, or any of signed, encrypted, compressed, certs-only'",
        "SMimeGatewayMessage, 'signed,Encrypted', Encrypted, 'no condition, or any of signed, encrypted, compressed, certs-only'",
        "SMimeGatewayMessage, 'signed,,encrypted', '', 'no condition, or any of signed, encrypted, compressed, certs-only'",
        "SMimeGatewayMessage, '', '', 'no condition, or any of signed, encrypted, compressed, certs-only'",
        "SMimeGatewayVerified, encrypted, encrypted, 'no condition, or any of signed'",
        "RecipientKeyAvailable, x, x, no condition",
        "SenderKeyAvailable, x, x, no condition",
        "WasDecrypted, x, x, no condition",
    })
    void shouldRefuseToStart_whenTheConditionIsUnknown(String matcher, String condition, String word, String expected) {
        Matcher refused = create(matcher, new TestConf(folder).smimeXml());

        assertThatThrownBy(() -> refused.init(config(matcher, condition)))
                .isInstanceOf(MessagingException.class)
                .hasMessage(matcher + ": condition: " + word + " (expected: " + expected + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMimeGatewayMessage", "RecipientKeyAvailable", "SenderKeyAvailable"})
    void shouldRefuseToStart_whenSmimeXmlIsMissing(String matcher) {
        Matcher refused = create(matcher, new TestConf(folder));

        assertThatThrownBy(() -> refused.init(config(matcher, null)))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("smime.xml");
    }

    @Test
    void shouldAllowBlanksAfterCommas() throws Exception {
        assertThat(Conditions.read(config("x", "signed, encrypted"), MatcherRule.GATEWAY_MESSAGE))
                .containsExactly("signed", "encrypted");
    }

    private static Matcher create(String name, TestConf conf) {
        return switch (name) {
            case "SMimeGatewayMessage" -> new SMimeGatewayMessage(conf.gateway());
            case "SMimeGatewayVerified" -> new SMimeGatewayVerified();
            case "RecipientKeyAvailable" -> new RecipientKeyAvailable(conf.gateway());
            case "SenderKeyAvailable" -> new SenderKeyAvailable(conf.gateway());
            default -> new WasDecrypted();
        };
    }

    private static FakeMatcherConfig config(String name, String condition) {
        FakeMatcherConfig.Builder config = FakeMatcherConfig.builder().matcherName(name);
        return (condition == null ? config : config.condition(condition)).build();
    }
}
