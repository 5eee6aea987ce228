package org.smimegate.core.trust;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.trust.TrustAssertions.POLICY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.Pkits;
import org.smimegate.core.testing.TestPki;

/**
 * NIST PKITS: 224 paths, tried with 249 sets of inputs. Its certificates are for general use, so our rules for
 * certificates of mail are left out here; {@code PkitsMailTest} has them.
 */
class PkitsTest {
    /** Where we judge otherwise on purpose, and what we say. */
    private static final Map<String, Optional<Reason>> EXCEPTIONS = Map.ofEntries(
            // The algorithm policy knows no DSA keys.
            entry("4.1.4", Optional.of(Reason.WEAK_ALGORITHM)),
            entry("4.1.5", Optional.of(Reason.WEAK_ALGORITHM)),
            // The JDK keeps a policy that came of a mapping, RFC 5280 section 6.1.5 (g) does not; we ask for none.
            entry("4.10.13.3", Optional.empty()),
            // Nothing but a list that it signed itself clears the issuer of the list.
            entry("4.14.30", Optional.of(Reason.REVOCATION_UNKNOWN)));

    private Pkits pkits;

    @BeforeEach
    void findSuite() {
        pkits = Pkits.installed();
    }

    static List<Pkits.Case> cases() throws Exception {
        return Pkits.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldJudgeThePathAsPkitsWants(Pkits.Case pkitsCase) throws Exception {
        Optional<TrustDecision.Refused> refused = refusal(judge(pkitsCase));

        Optional<Reason> expected =
                EXCEPTIONS.containsKey(pkitsCase.number()) ? EXCEPTIONS.get(pkitsCase.number()) : pkitsCase.refusal();
        assertThat(refused.map(TrustDecision.Refused::reason))
                .as("%s, refused: %s", pkitsCase, refused.map(TrustDecision.Refused::detail))
                .isEqualTo(expected);
    }

    @Test
    void shouldBeRightInAtLeast245Of249Cases() throws Exception {
        assertThat(Pkits.cases()).hasSize(249);
        assertThat(Pkits.cases())
                .filteredOn(c -> EXCEPTIONS.containsKey(c.number()))
                .hasSize(EXCEPTIONS.size())
                .hasSizeLessThanOrEqualTo(249 - 245);
    }

    private static Optional<TrustDecision.Refused> refusal(TrustDecision decision) {
        return decision instanceof TrustDecision.Refused refused ? Optional.of(refused) : Optional.empty();
    }

    private TrustDecision judge(Pkits.Case pkitsCase) throws Exception {
        PkitsPath path = PkitsPath.of(pkits.mail(pkitsCase));
        TrustStore store = TrustStore.of(Set.of(pkits.anchor()), List.of());
        RevocationChecking hard = new RevocationChecking(path::lists, Set.of(CertificateUse.SIGNING));
        AnchoredTrust trust = new AnchoredTrust(() -> store, judgeFor(pkitsCase), Optional.of(hard));
        return trust.check(path.target(), path.others(), CertificateUse.SIGNING, TestPki.NOW);
    }

    private static PathJudge judgeFor(Pkits.Case pkitsCase) {
        PolicyInputs inputs = new PolicyInputs(
                pkitsCase.policies(), pkitsCase.explicitPolicy(), pkitsCase.noMapping(), pkitsCase.noAnyPolicy());
        return new PathJudge(POLICY, inputs, (leaf, use) -> Optional.empty());
    }
}
