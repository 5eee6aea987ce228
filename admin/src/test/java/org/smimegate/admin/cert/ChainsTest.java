package org.smimegate.admin.cert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class ChainsTest {
    private final TestPki pki = TestPki.shared();

    @Test
    void shouldFindTheLeaf_whereverItStands() {
        TestIdentity alice = pki.good("alice@example.org");
        X509Certificate leaf = alice.certificate();
        X509Certificate issuing = pki.issuing().certificate();
        X509Certificate root = pki.root().certificate();

        assertThat(Chains.leaves(List.of(leaf, issuing, root))).containsExactly(leaf);
        assertThat(Chains.leaves(List.of(root, leaf, issuing))).containsExactly(leaf);
        assertThat(Chains.leaves(List.of(issuing, root))).containsExactly(issuing);
        assertThat(Chains.leaves(List.of(root))).containsExactly(root);
    }

    /** A name alone makes nobody an issuer. */
    @Test
    void shouldFindBoth_whenOneHasTheNameOfTheOthersIssuer() {
        List<TestIdentity> twins = TestPki.sameSubjectCas(2);
        X509Certificate other = twins.get(0).certificate();
        X509Certificate alice = twins.get(1).issue("alice").build().certificate();

        assertThat(Chains.leaves(List.of(other, alice))).containsExactly(other, alice);
    }

    // every one has the name of everyone's issuer, and nobody's key
    @Test
    void shouldEndAndLeaveNoneOut_whenHundredsHaveOneName() {
        TestIdentity issuer =
                CertificateBuilder.selfSigned("CN=Same").freshKey().build();
        KeyPair keys = KeyKind.RSA_2048.fresh();
        List<X509Certificate> crowd = IntStream.range(0, 200)
                .mapToObj(i -> issuer.issue("CN=Same")
                        .key(KeyKind.RSA_2048, keys)
                        .serial(i)
                        .build()
                        .certificate())
                .toList();

        List<X509Certificate> leaves = assertTimeout(Duration.ofSeconds(20), () -> Chains.leaves(crowd));

        assertThat(leaves).isEqualTo(crowd);
    }
}
