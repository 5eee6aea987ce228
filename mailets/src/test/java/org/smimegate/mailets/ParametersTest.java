package org.smimegate.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.mailet.Mailet;
import org.apache.mailet.ProcessingState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.keys.harvest.HarvestSettings;
import org.smimegate.keys.harvest.Updates;

/** Whatever is not known refuses to start, and says which mailet, parameter and value, and what was expected. */
class ParametersTest {
    @TempDir
    Path folder;

    Fixture fixture;

    @BeforeEach
    void open() {
        fixture = Fixture.bare(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "SMimeSign, signing, both, 'detached, opaque'",
        "SMimeSign, credential, nobody, 'sender, or '",
        "SMimeSign, credential, '', 'sender, or an alias'",
        "SMimeSign, alreadySigned, maybe, 'skip, wrap'",
        "SMimeSign, onFailure, ignore, 'bounce, drop, or the name of a processor'",
        "SMimeSign, onFailure, propagate, 'bounce, drop, or the name of a processor'",
        "SMimeSign, onFailure, nomatch, 'bounce, drop, or the name of a processor'",
        "SMimeSign, onFailure, matchall, 'bounce, drop, or the name of a processor'",
        "SMimeSign, onFailure, split, 'bounce, drop, or the name of a processor'",
        "SMimeEncrypt, onMissingKey, ignore, 'bounce, drop, split, clear, or the name of a processor'",
        "SMimeEncrypt, onMissingKey, skip, 'bounce, drop, split, clear, or the name of a processor'",
        "SMimeEncrypt, alreadyEncrypted, true, 'skip, wrap'",
        "SMimeEncrypt, cipher, DES, 'auto, AES-256-GCM, AES-128-GCM, AES-256-CBC, AES-128-CBC'",
        "SMimeEncrypt, cipher, aes-256-gcm, 'auto, AES-256-GCM, AES-128-GCM, AES-256-CBC, AES-128-CBC'",
        "SMimeEncrypt, keyTransport, oaep, 'auto, rsa-oaep, rsa-pkcs1'",
        "SMimeEncrypt, toSender, yes, 'false, true'",
        "SMimeEncrypt, onFailure, clear, 'bounce, drop, or the name of a processor'",
        "SMimeSend, profile, partnr, 'a profile of smime.xml: sign, encrypt, dropping'",
        "SMimeDecryptVerify, signature, strip, 'keep, remove'",
        "HarvestKey, onVerifyFailure, yes, 'true, false'",
        "HarvestKey, updates, always, 'accept, pending, reject'",
        "HarvestKey, updates, ACCEPT, 'accept, pending, reject'",
        "HarvestKey, expired, 1, 'true, false'",
        "HarvestKey, selfSigned, True, 'true, false'",
        "HarvestKey, alertUpdates, many, 'a number from 0 to 1000'",
        "HarvestKey, alertUpdates, -1, 'a number from 0 to 1000'",
        "HarvestKey, alertWindow, 48, 'a time such as 2 s, in ms, s, min, h or d'",
        "HarvestKey, alertWindow, 2 days, 'a time such as 2 s, in ms, s, min, h or d'",
        "HarvestKey, alertWindow, 0 h, 'a time such as 2 s, in ms, s, min, h or d'",
    })
    void shouldRefuseAValue(String mailet, String parameter, String value, String expected) {
        assertThatThrownBy(() -> start(mailet, parameter + "=" + value))
                .isInstanceOf(MessagingException.class)
                .hasMessageStartingWith(mailet + ": " + parameter + ": " + value + " (expected: " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SMimeSign, cipher, 'signing, credential, alreadySigned, onFailure'",
        "SMimeSign, mode, 'signing, credential, alreadySigned, onFailure'",
        "SMimeSign, onfailure, 'signing, credential, alreadySigned, onFailure'",
        "SMimeEncrypt, signing, 'onMissingKey, alreadyEncrypted, cipher, keyTransport, toSender, onFailure'",
        "SMimeEncrypt, a.b, 'onMissingKey, alreadyEncrypted, cipher, keyTransport, toSender, onFailure'",
        "SMimeEncrypt, onMatcherException, 'onMissingKey, alreadyEncrypted, cipher, keyTransport, toSender, onFailure'",
        "SMimeDecryptVerify, signatures, signature",
        "HarvestKey, onVerifyFailures, 'onVerifyFailure, updates, expired, selfSigned, alertUpdates, alertWindow'",
    })
    void shouldRefuseAnUnknownParameter(String mailet, String parameter, String expected) {
        assertThatThrownBy(() -> start(mailet, parameter + "=x"))
                .isInstanceOf(MessagingException.class)
                .hasMessage(mailet + ": " + parameter + ": unknown (expected: " + expected + ")");
    }

    @Test
    void shouldRefuseAnUnknownParameter_whenTheProfileIsKnown() {
        assertThatThrownBy(() -> fixture.send("profile=sign", "cipher=auto"))
                .hasMessage("SMimeSend: cipher: unknown (expected: profile)");
    }

    @Test
    void shouldRefuse_whenNoProfileIsNamed() {
        assertThatThrownBy(fixture::send)
                .hasMessage("SMimeSend: profile:  (expected: a profile of smime.xml: sign, encrypt, dropping)");
    }

    /** An outbound mailet that fails must not let mail go on. */
    @ParameterizedTest
    @CsvSource({
        "SMimeSign, onMailetException, ignore",
        "SMimeSign, onMailetException, IGNORE",
        "SMimeSign, onMailetException, ' ignore '",
        "SMimeEncrypt, onMailetException, ignore",
        "SMimeEncrypt, onMailetException, propagate",
        "SMimeEncrypt, onMailetException, nomatch",
        "SMimeEncrypt, onMatchException, nomatch",
        "SMimeEncrypt, onMatchException, NoMatch",
        "SMimeEncrypt, onMatchException, ignore",
        "SMimeEncrypt, onMatchException, propagate",
        "SMimeEncrypt, onMailetException, Failed",
        "SMimeEncrypt, onMailetException, ''",
        "SMimeSend, onMailetException, ignore",
        "SMimeSend, onMatchException, nomatch",
    })
    void shouldRefuseToLetMailGoOnAfterAnException(String mailet, String parameter, String value) {
        String[] profile = mailet.equals("SMimeSend") ? new String[] {"profile=encrypt"} : new String[0];
        String[] parameters = Stream.concat(Stream.of(profile), Stream.of(parameter + "=" + value))
                .toArray(String[]::new);

        assertThatThrownBy(() -> start(mailet, parameters))
                .isInstanceOf(MessagingException.class)
                .hasMessage(mailet + ": " + parameter + ": " + value.strip()
                        + " (expected: the name of a processor, in lower case; not ignore, propagate, nomatch)");
    }

    @Test
    void shouldAllowInboundMailToGoOnAfterAnException() throws Exception {
        fixture.open("onMailetException=ignore", "onMatchException=matchall");
    }

    @Test
    void shouldReadWhatIsLearned() throws Exception {
        List<HarvestSettings> read = new ArrayList<>();
        fixture.learning((gateway, settings) -> {
            read.add(settings);
            return (offer, at) -> List.of();
        });

        fixture.harvest();
        fixture.harvest(
                "onVerifyFailure=true",
                "updates=pending",
                "expired=true",
                "selfSigned=true",
                "alertUpdates=0",
                "alertWindow=30 min",
                "onMailetException=ignore");

        assertThat(read)
                .containsExactly(
                        new HarvestSettings(false, Updates.ACCEPT, false, false, 2, Duration.ofHours(48)),
                        new HarvestSettings(true, Updates.PENDING, true, true, 0, Duration.ofMinutes(30)));
    }

    @Test
    void shouldDeclareDefaultProcessors() throws Exception {
        assertThat(processors(fixture.sign())).containsExactlyInAnyOrder("error", "smime-bounce");
        assertThat(processors(fixture.encrypt())).containsExactlyInAnyOrder("error", "smime-bounce", "smime-retry");
        assertThat(processors(fixture.send("profile=sign"))).containsExactlyInAnyOrder("error", "smime-bounce");
        assertThat(processors(fixture.open())).containsExactly("error");
    }

    @Test
    void shouldDeclareNamedProcessors() throws Exception {
        assertThat(processors(fixture.encrypt(
                        "onMissingKey=no-key",
                        "onFailure=failed",
                        "onMailetException=broken",
                        "onMatchException=unmatched")))
                .containsExactlyInAnyOrder("error", "smime-retry", "no-key", "failed", "broken", "unmatched");
        assertThat(processors(fixture.send("profile=dropping", "onMatchException=matchall")))
                .containsExactlyInAnyOrder("error", "smime-retry");
    }

    private Mailet start(String mailet, String... parameters) throws MessagingException {
        return switch (mailet) {
            case "SMimeSign" -> fixture.sign(parameters);
            case "SMimeEncrypt" -> fixture.encrypt(parameters);
            case "SMimeSend" -> fixture.send(parameters);
            case "HarvestKey" -> fixture.harvest(parameters);
            default -> fixture.open(parameters);
        };
    }

    private static Stream<String> processors(Mailet mailet) {
        return mailet.requiredProcessingState().stream().map(ProcessingState::getValue);
    }
}
