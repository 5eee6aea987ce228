package org.smimegate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;
import static org.smimegate.keys.CredentialsTest.credential;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

class SuccessionTest {
    private final TestPki pki = TestPki.shared();
    private final Credential expired = credential("old", pki.expired("bob@example.org"));

    @Test
    void shouldBeAbandoned_whenOnlyOneExpired() {
        assertThat(abandoned(expired)).isTrue();
    }

    @Test
    void shouldBeAbandoned_whenNotYetValid() {
        assertThat(abandoned(credential("early", pki.notYetValid("bob@example.org"))))
                .isTrue();
    }

    @Test
    void shouldBeAbandoned_whenOthersCoverSomebodyElse() {
        assertThat(abandoned(expired, credential("eve", pki.good("eve@example.org"))))
                .isTrue();
    }

    @Test
    void shouldBeAbandoned_whenSuccessorCanOnlySign() {
        assertThat(abandoned(
                        expired,
                        credential("s", pki.splitPair("bob@example.org").signing())))
                .isTrue();
    }

    @Test
    void shouldBeSucceeded_whenTwoTogetherDoTheSameForParts() {
        TestIdentity both = pki.leaf("bob@example.org")
                .address("eve@example.org")
                .valid(days(-9), days(-1))
                .build();

        assertThat(abandoned(credential("old", both), credential("b", pki.good("bob@example.org"))))
                .isTrue();
        assertThat(abandoned(
                        credential("old", both),
                        credential("b", pki.good("bob@example.org")),
                        credential("e", pki.good("eve@example.org"))))
                .isFalse();
    }

    @Test
    void shouldBeSucceeded_whenDomainCovers() {
        assertThat(abandoned(expired, credential("gate", pki.domain("example.org"))))
                .isFalse();
    }

    @Test
    void shouldBeAbandoned_whenDomainIsCoveredByAddressOnly() {
        TestIdentity gate = pki.issuing()
                .issue("g")
                .domain("example.org")
                .valid(days(-9), days(-1))
                .build();

        assertThat(abandoned(credential("old", gate), credential("bob", pki.good("bob@example.org"))))
                .isTrue();
        assertThat(abandoned(credential("old", gate), credential("new", pki.domain("example.org"))))
                .isFalse();
    }

    @Test
    void shouldBeAbandoned_whenNobodyElseIsForEverybody() {
        Credential all = credential("old", pki.expired("bob@example.org"), "*");

        assertThat(abandoned(all, credential("gate", pki.domain("example.org"))))
                .isTrue();
        assertThat(abandoned(all, credential("gate", pki.domain("example.org"), "*")))
                .isFalse();
    }

    @Test
    void shouldBeFine_whenOneOfKeystoreIsValid() {
        Credential valid = credential("new", pki.good("eve@example.org"));
        Credentials all = new Credentials(List.of(expired, valid));

        assertThat(new Succession(all, NOW).abandoned(List.of(expired, valid))).isEmpty();
    }

    private static boolean abandoned(Credential old, Credential... others) {
        List<Credential> all = new ArrayList<>(List.of(others));
        all.add(old);
        return new Succession(new Credentials(all), NOW).abandoned(List.of(old)).isPresent();
    }
}
