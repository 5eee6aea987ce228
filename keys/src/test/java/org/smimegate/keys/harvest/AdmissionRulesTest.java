package org.smimegate.keys.harvest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.TrustDecision;

/** Each thing that is wrong needs its own switch. */
class AdmissionRulesTest {
    private static final TestIdentity GOOD = TestPki.shared().good(Offers.DAVE);
    private static final TestIdentity OLD = TestPki.shared().expired(Offers.DAVE);
    private static final TestIdentity SELF_SIGNED = TestPki.selfSigned(Offers.DAVE);

    /**
     * The certificate offered; why the signature did not pass, {@code -} if it did; why the certificate is not trusted,
     * {@code -} if it is; the switches that must be on, {@code none} if nothing is wrong, {@code never} if none helps.
     */
    @ParameterizedTest
    @CsvSource({
        "good,        -,                  -,                  none",
        "good,        altered,            -,                  onVerifyFailure",
        "good,        revoked,            -,                  never",
        "good,        -,                  revoked,            never",
        "good,        altered,            revoked,            never",
        "good,        partially-signed,   -,                  onVerifyFailure",
        "good,        malformed,          -,                  onVerifyFailure",
        "good,        untrusted,          -,                  onVerifyFailure",
        "good,        untrusted,          untrusted,          onVerifyFailure",
        "good,        -,                  untrusted,          onVerifyFailure",
        "good,        -,                  not-yet-valid,      onVerifyFailure",
        "good,        revocation-unknown, -,                  onVerifyFailure",
        "good,        -,                  unknown-but-soft,   none",
        "good,        revocation-unknown, unknown-but-soft,   onVerifyFailure",
        "good,        -,                  revocation-unknown, never",
        "good,        altered,            revocation-unknown, never",
        "good,        address-mismatch,   -,                  never",
        "good,        expired,            -,                  expired",
        "old,         -,                  expired,            expired",
        "old,         expired,            expired,            expired",
        "old,         altered,            expired,            onVerifyFailure expired",
        "old,         untrusted,          untrusted,          onVerifyFailure expired",
        "old,         address-mismatch,   expired,            never",
        "old,         expired,            revoked,            never",
        "self-signed, untrusted,          untrusted,          selfSigned",
        "self-signed, -,                  untrusted,          selfSigned",
        "self-signed, -,                  -,                  none",
        "self-signed, expired,            untrusted,          selfSigned expired",
        "self-signed, altered,            untrusted,          onVerifyFailure selfSigned",
        "self-signed, not-yet-valid,      not-yet-valid,      onVerifyFailure selfSigned",
        "self-signed, altered,            -,                  onVerifyFailure",
        "self-signed, untrusted,          -,                  onVerifyFailure",
    })
    void shouldNeedASwitchForEachDoubt(String certificate, String signature, String trust, String switches) {
        KeyOffer offer = signature.equals("-")
                ? Offers.passed(identity(certificate))
                : Offers.failed(identity(certificate), reason(signature));

        for (int bits = 0; bits < 8; bits++) {
            HarvestSettings settings = settings((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
            assertThat(AdmissionRules.judge(offer, decision(trust), settings, NOW))
                    .as("%s", settings)
                    .isInstanceOf(expected(switches, settings));
        }
    }

    private static Class<? extends Admission> expected(String switches, HarvestSettings settings) {
        if (switches.equals("none")) {
            return Admission.Verified.class;
        }
        boolean on = List.of(switches.split(" ")).stream().allMatch(name -> isOn(name, settings));
        return on ? Admission.Doubtful.class : Admission.Refused.class;
    }

    private static boolean isOn(String name, HarvestSettings settings) {
        return switch (name) {
            case "onVerifyFailure" -> settings.onVerifyFailure();
            case "expired" -> settings.expired();
            case "selfSigned" -> settings.selfSigned();
            default -> false;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "-, true",
        "untrusted, false",
        "expired, false",
        "revoked, false",
        "revocation-unknown, false",
        "unknown-but-soft, true"
    })
    void shouldTakeCertsOnlyMessagesByTheirPathAlone(String trust, boolean taken) {
        Admission admission =
                AdmissionRules.judge(Offers.certsOnly(GOOD), decision(trust), settings(true, true, true), NOW);

        assertThat(admission).isInstanceOf(taken ? Admission.Unsigned.class : Admission.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(value = SignatureResult.class, names = "PASS", mode = EnumSource.Mode.EXCLUDE)
    void shouldNotBelieveASignatureThatDidNotPass_whenNoReasonIsGiven(SignatureResult result) {
        KeyOffer passed = Offers.passed(GOOD);
        KeyOffer offer = new KeyOffer(
                passed.author(),
                Optional.of(result),
                Optional.empty(),
                passed.certificate(),
                passed.others(),
                passed.capabilities(),
                passed.signed());

        assertThat(AdmissionRules.judge(offer, decision("-"), settings(false, true, true), NOW))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void shouldSayWhatIsWrongAndWhatWouldHelp() {
        Admission refused = AdmissionRules.judge(
                Offers.failed(SELF_SIGNED, Reason.ALTERED), decision("untrusted"), settings(false, true, false), NOW);
        Admission doubtful = AdmissionRules.judge(
                Offers.failed(SELF_SIGNED, Reason.ALTERED), decision("untrusted"), settings(true, true, true), NOW);

        assertThat(refused.trouble())
                .isEqualTo("signature fail (altered); certificate untrusted: detail;"
                        + " not kept without selfSigned and onVerifyFailure");
        assertThat(doubtful.trouble()).isEqualTo("signature fail (altered); certificate untrusted: detail");
    }

    private static TestIdentity identity(String name) {
        return switch (name) {
            case "old" -> OLD;
            case "self-signed" -> SELF_SIGNED;
            default -> GOOD;
        };
    }

    private static TrustDecision decision(String word) {
        return switch (word) {
            case "-" -> new TrustDecision.Trusted(List.of());
            case "unknown-but-soft" -> new TrustDecision.RevocationUnknown(List.of(), "detail");
            default -> new TrustDecision.Refused(reason(word), "detail", List.of());
        };
    }

    private static Reason reason(String token) {
        return List.of(Reason.values()).stream()
                .filter(reason -> reason.token().equals(token))
                .findFirst()
                .orElseThrow();
    }

    private static HarvestSettings settings(boolean onVerifyFailure, boolean expired, boolean selfSigned) {
        return new HarvestSettings(onVerifyFailure, Updates.ACCEPT, expired, selfSigned, 2, Duration.ofHours(48));
    }
}
