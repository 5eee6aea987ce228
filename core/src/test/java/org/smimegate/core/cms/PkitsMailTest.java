package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.Pkits;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.RevocationChecking;
import org.smimegate.core.trust.RevocationSource;
import org.smimegate.core.trust.TrustStore;

/**
 * The 224 signed mails of NIST PKITS through the whole engine. Only few of their certificates name the address in From,
 * so most good ones end in address-mismatch, which says that all else was in order; whether nothing is revoked, the
 * evidence says.
 */
class PkitsMailTest {
    /** Good, and the certificate is for the From address. */
    private static final Set<String> PASSING = Set.of("4.13.4", "4.13.14", "4.13.21", "4.13.23", "4.13.25", "4.13.27");

    /** Whatever the path is worth, it ends at a CA: a CA that signs mail is not how CAs work (rule 8). */
    private static final Set<String> SIGNED_BY_A_CA = Set.of(
            "4.6.6", "4.6.8", "4.6.10", "4.6.12", "4.6.14", "4.8.6.1", "4.8.7", "4.8.8", "4.12.10", "4.14.11",
            "4.14.13");

    /** The list that would clear the signer is signed by a key that only this list clears. */
    private static final String CIRCULAR = "4.14.30";

    /** We know no DSA. */
    private static final Set<String> DSA = Set.of("4.1.4", "4.1.5");

    private Pkits pkits;
    private TestOpener opener;

    @BeforeEach
    void findSuite(@TempDir Path spool) throws Exception {
        pkits = Pkits.installed();
        AlgorithmPolicy policy = AlgorithmPolicy.year2026(true, true);
        TrustStore store = TrustStore.of(Set.of(pkits.anchor()), List.of());
        RevocationChecking hard = new RevocationChecking(RevocationSource.NONE, Set.of(CertificateUse.SIGNING));
        opener = TestOpener.in(spool).trusting(new AnchoredTrust(() -> store, policy, hard));
    }

    /** A mail program gives no policy inputs; what is valid for some policy is valid for any. */
    static List<Pkits.Case> mails() throws Exception {
        Map<String, Pkits.Case> mails = new LinkedHashMap<>();
        for (Pkits.Case each : Pkits.cases()) {
            mails.merge(each.message(), each, (one, other) -> isBetter(other, one) ? other : one);
        }
        return List.copyOf(mails.values());
    }

    private static boolean isBetter(Pkits.Case other, Pkits.Case one) {
        return !one.hasDefaultInputs()
                && (other.hasDefaultInputs() || other.refusal().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mails")
    void shouldJudgeTheMailAsPkitsWants(Pkits.Case mail) throws Exception {
        TestOpener.Opened opened = opener.open(pkits.mail(mail));

        Optional<Reason> reason = expected(mail);
        assertThat(opened.verdict().reason()).as(mail.toString()).isEqualTo(reason);
        assertThat(opened.verdict().signature())
                .contains(reason.map(Reason::result).orElse(SignatureResult.PASS));
        assertThat(revocation(opened).isEmpty())
                .as("%s, not revoked says: %s", mail, revocation(opened))
                .isEqualTo(isRefused(mail));
        assertThat(opened.body()).contains("This is a sample signed message.");
    }

    @Test
    void shouldHold224Mails() throws Exception {
        assertThat(mails()).hasSize(224);
    }

    private static String revocation(TestOpener.Opened opened) {
        return opened.verdict().layers().get(0).signatures().get(0).evidence().revocation();
    }

    private static boolean isRefused(Pkits.Case mail) {
        return mail.refusal().isPresent()
                || SIGNED_BY_A_CA.contains(mail.number())
                || DSA.contains(mail.number())
                || mail.number().equals(CIRCULAR);
    }

    private static Optional<Reason> expected(Pkits.Case mail) {
        String number = mail.number();
        if (PASSING.contains(number)) {
            return Optional.empty();
        }
        if (SIGNED_BY_A_CA.contains(number)) {
            return Optional.of(Reason.BAD_KEY_USAGE);
        }
        if (DSA.contains(number)) {
            return Optional.of(Reason.WEAK_ALGORITHM);
        }
        return mail.refusal()
                .filter(why -> why != Reason.REVOCATION_UNKNOWN)
                .or(() -> Optional.of(Reason.ADDRESS_MISMATCH));
    }
}
