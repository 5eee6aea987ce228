package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** What the tests of this package ask and expect. */
final class TrustAssertions {
    static final AlgorithmPolicy POLICY = AlgorithmPolicy.year2026(true, true);

    private TrustAssertions() {}

    static AnchoredTrust trustIn(TrustStore store) {
        return new AnchoredTrust(() -> store, POLICY);
    }

    /** Trust in these anchors alone. */
    static AnchoredTrust anchoredIn(TestIdentity... anchors) {
        return trustIn(TrustStore.of(TestPki.certificates(anchors), List.of()));
    }

    /** Checked for signing, now, with the issuers that a sender would put into the message. */
    static TrustDecision check(CertificateTrust trust, TestIdentity leaf) {
        return check(trust, leaf, CertificateUse.SIGNING);
    }

    static TrustDecision check(CertificateTrust trust, TestIdentity leaf, CertificateUse use) {
        return trust.check(leaf.certificate(), leaf.intermediates(), use, TestPki.NOW);
    }

    static void assertTrusted(TrustDecision decision, Collection<X509Certificate> chain) {
        assertThat(describe(decision)).isEqualTo("trusted");
        assertThat(names(decision.chain())).isEqualTo(names(chain));
        assertThat(decision.chain()).containsExactlyElementsOf(chain);
    }

    static void assertTrusted(TrustDecision decision) {
        assertThat(describe(decision)).isEqualTo("trusted");
    }

    static void assertRefused(TrustDecision decision, Reason reason, String... words) {
        assertThat(describe(decision)).startsWith(reason + ": ");
        assertThat(Arrays.stream(words))
                .allSatisfy(w -> assertThat(describe(decision)).contains(w));
    }

    /** Short, so that a failing test does not print certificates over pages. */
    private static String describe(TrustDecision decision) {
        if (decision instanceof TrustDecision.Refused refused) {
            return refused.reason() + ": " + refused.detail();
        }
        return decision instanceof TrustDecision.Trusted ? "trusted" : decision.toString();
    }

    private static List<String> names(Collection<X509Certificate> chain) {
        return chain.stream().map(Certificates::subject).toList();
    }
}
