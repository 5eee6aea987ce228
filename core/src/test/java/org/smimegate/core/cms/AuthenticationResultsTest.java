package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.message.HeaderField;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;

/** RFC 8601 and RFC 7281, and rule 18. */
class AuthenticationResultsTest {
    @Test
    void shouldBeAbsent_whenMessageIsNotSmime() {
        assertThat(AuthenticationResults.of("gw.example.net", MessageVerdict.notSmime(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void shouldNameResultSignerAndPart_whenSignaturePassed() {
        assertThat(value(SignatureResult.PASS, Optional.empty(), "bob.o'neill+x@example.org"))
                .isEqualTo("gw.example.net; smime=pass body.smime-identifier=bob.o'neill+x@example.org"
                        + " body.smime-part=2");
    }

    @Test
    void shouldNameReason_whenSignatureIsRejected() {
        assertThat(value(SignatureResult.POLICY, Optional.of(Reason.NOT_YET_VALID), "bob@example.org"))
                .startsWith("gw.example.net; smime=policy reason=not-yet-valid ");
    }

    /** What would need quoting is left out: nobody gets to write a second result. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"bob;smime=pass\"@example.org",
                "bob;x@example.org",
                "bob(c)@example.org",
                "b\u00f6b@example.org",
                "bob@[192.0.2.1]",
                "bob\"@example.org"
            })
    void shouldLeaveOutSigner_whenAddressIsNotPlain(String address) {
        assertThat(value(SignatureResult.PASS, Optional.empty(), address))
                .isEqualTo("gw.example.net; smime=pass body.smime-part=2");
    }

    private static String value(SignatureResult result, Optional<Reason> reason, String signer) {
        MessageVerdict verdict = new MessageVerdict(
                List.of(), Optional.empty(), Optional.of(result), reason, Address.parse(signer), Optional.empty());
        return AuthenticationResults.of("gw.example.net", verdict, Optional.of("2")).stream()
                .map(HeaderField::value)
                .findFirst()
                .orElseThrow();
    }
}
