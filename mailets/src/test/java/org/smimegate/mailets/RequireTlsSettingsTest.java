package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import javax.mail.MessagingException;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.mailets.tls.MailServer;
import org.smimegate.mailets.tls.Peer;

/** A parameter that would weaken TLS, or that RemoteDelivery would not obey, refuses to start. */
class RequireTlsSettingsTest {
    @Test
    void shouldEnforceWithAVerifiedPeer_whenNothingIsSaid() throws Exception {
        RequireTlsSettings settings = read();

        assertThat(settings.report()).isFalse();
        assertThat(settings.peer()).isEqualTo(Peer.VERIFIED);
        assertThat(settings.probe()).isFalse();
        assertThat(settings.routes().outgoing()).isEqualTo("outgoing-tls");
        assertThat(settings.routes().bounce()).isEqualTo("tls-bounce");
        assertThat(settings.delivery()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslEnable=true",
                "sslEnable=false",
                "SSLENABLE=true",
                "verifyServerIdentity=false",
                "verifyserveridentity=false",
                "sslTrustAllCerts=true",
                "mail.smtp.starttls.required=false",
                "mail.smtp.ssl.trust=*",
                "mail.smtp.ssl.socketFactory.class=x",
                "mail.debug=true",
                "Mail.smtp.class=x"
            })
    void shouldRefuseWhatWeakensTls(String parameter) {
        String name = parameter.substring(0, parameter.indexOf('='));

        assertThatThrownBy(() -> read(parameter))
                .isInstanceOf(MessagingException.class)
                .hasMessage("RequireTls: " + name + ": could weaken TLS, which is always STARTTLS (expected: nothing;"
                        + " parameter peer says what the server must show)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "outgoingQueue", "gatewayusername", "delaytime", "maxRetry", "profile"})
    void shouldRefuseWhatIsUnknown(String name) {
        assertThatThrownBy(() -> read(name + "=x"))
                .hasMessageStartingWith("RequireTls: " + name + ": unknown (expected: mode, peer, probe, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode                 | on             | enforce, report",
                "mode                 | Report         | enforce, report",
                "peer                 | none           | verified, any",
                "probe                | yes            | false, true",
                "startTLS             | false          | true, or nothing: TLS is always required",
                "startTLS             | yes            | true, or nothing: TLS is always required",
                "outgoing             | spool          | the name of a queue that nothing else uses; not spool",
                "outgoing             | SPOOL          | the name of a queue that nothing else uses; not spool",
                "outgoing             | a b            | the name of a queue that nothing else uses; not spool",
                "outgoing             | ''             | the name of a queue that nothing else uses; not spool",
                "bounceProcessor      | ignore         | the name of a processor",
                "bounceProcessor      | ''             | the name of a processor",
                "onSuccess            | propagate      | the name of a processor",
                "sendpartial          | yes            | true, false",
                "usePriority          | TRUE           | true, false",
                "loadBalancing        | 1              | true, false",
                "debug                | on             | true, false",
                "maxRetries           | five           | a number",
                "maxRetries           | -1             | a number",
                "maxRetries           | 0              | at least 1, the attempts of delayTime",
                "maxDnsProblemRetries | many           | a number",
                "timeout              | 30 s           | a number",
                "timeout              | ''             | a number",
                "connectiontimeout    | 99999999999    | a number",
                "deliveryThreads      | 0              | a number above 0",
                "deliveryThreads      | all            | a number above 0",
                "delayTime            | 5 moments      | delays such as 5 minutes, 3*1 hour",
                "delayTime            | ''             | delays such as 5 minutes, 3*1 hour",
                "delayTime            | 5 minutes,     | delays such as 5 minutes, 3*1 hour",
                "delayTime            | 2*3*1 s        | delays such as 5 minutes, 3*1 hour",
                "delayTime            | 0*1 s          | at least one attempt",
                "gateway              | ''             | HOST or HOST:PORT, separated by commas",
                "gateway              | a:b            | HOST or HOST:PORT, separated by commas",
                "gateway              | a:0            | HOST or HOST:PORT, separated by commas",
                "gateway              | a:70000        | HOST or HOST:PORT, separated by commas",
                "gateway              | a,,b           | HOST or HOST:PORT, separated by commas",
                "gateway              | ::1            | HOST or HOST:PORT, separated by commas",
                "gatewayPort          | smtp           | a port",
                "bind                 | a b            | a host name or an IPv4 address",
                "heloName             | ''             | a host name or an IPv4 address",
            })
    void shouldRefuseAValue(String name, String value, String expected) {
        assertThatThrownBy(() -> read(name + "=" + value))
                .isInstanceOf(MessagingException.class)
                .hasMessage("RequireTls: " + name + ": " + value + " (expected: " + expected + ")");
    }

    @Test
    void shouldRefuse_whenRemoteDeliveryWouldTryMoreOften() {
        assertThatThrownBy(() -> read("delayTime=2*1 s, 1 minute", "maxRetries=2"))
                .hasMessage("RequireTls: maxRetries: 2 (expected: at least 3, the attempts of delayTime)");
    }

    @Test
    void shouldRefuse_whenThereIsOnlyHalfALogin() {
        assertThatThrownBy(() -> read("gateway=smarthost.example.org", "gatewayUsername=u"))
                .hasMessage("RequireTls: gatewayUsername, gatewayPassword: one of them (expected: both or neither)");
        assertThatThrownBy(() -> read("gatewayUsername=u", "gatewayPassword=p"))
                .hasMessage("RequireTls: gatewayUsername: no gateway (expected: gateway)");
    }

    @Test
    void shouldRefuseToLetMailGoOnAfterAnException() {
        assertThatThrownBy(() -> read("onMailetException=ignore"))
                .hasMessageStartingWith("RequireTls: onMailetException: ignore (expected: ");
        assertThatThrownBy(() -> read("onMatchException=nomatch"))
                .hasMessageStartingWith("RequireTls: onMatchException: nomatch (expected: ");
    }

    @Test
    void shouldPassOnWhatIsRemoteDeliverys() throws Exception {
        RequireTlsSettings settings = read(
                "peer=any",
                "probe=true",
                "outgoing=protected",
                "bounceProcessor=no-tls",
                "gateway=a.example.org:2525, b.example.org",
                "gatewayPort=26",
                "delayTime=1 second, 3*5 minutes",
                "maxRetries=9",
                "startTLS=true");

        assertThat(settings.peer()).isEqualTo(Peer.ANY);
        assertThat(settings.probe()).isTrue();
        assertThat(settings.delivery())
                .isEqualTo(Map.of(
                        "gateway", "a.example.org:2525, b.example.org",
                        "gatewayPort", "26",
                        "delayTime", "1 second, 3*5 minutes",
                        "maxRetries", "9",
                        "startTLS", "true"));
        assertThat(settings.gateways())
                .containsExactly(new MailServer("a.example.org", 2525), new MailServer("b.example.org", 26));
    }

    @Test
    void shouldDeclareEveryProcessorItMayUse() throws Exception {
        assertThat(read("onSuccess=archive", "onMailetException=failed").processors())
                .extracting(ProcessingState::getValue)
                .containsExactly("archive", "error", "failed", "tls-bounce");
        assertThat(read("mode=report").processors())
                .extracting(ProcessingState::getValue)
                .containsExactly("error");
    }

    private static RequireTlsSettings read(String... parameters) throws MessagingException {
        FakeMailetConfig.Builder config = FakeMailetConfig.builder().mailetName("RequireTls");
        for (String parameter : parameters) {
            String[] parts = parameter.split("=", 2);
            config.setProperty(parts[0], parts[1]);
        }
        return RequireTlsSettings.read(config.build());
    }
}
