package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.testing.TurnedClock;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.Credential;
import org.smimegate.keys.Credentials;

class CredentialWatchTest {
    private final TestPki pki = TestPki.shared();
    private final List<String> warnings = new ArrayList<>();
    private final TurnedClock clock = new TurnedClock(NOW);

    @Test
    void shouldSayNothing_whenAllIsWell() {
        watch(credential("bob", pki.good("bob@example.org"))).get();

        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldWarnOnceADay_whenEndIsNear() {
        CredentialWatch watch = watch(credential(
                "bob", pki.leaf("bob@example.org").valid(days(-9), days(29)).build()));

        watch.get();
        watch.get();
        assertThat(warnings).containsExactly("credential bob: its certificate expires on " + days(29));
        clock.turn(Duration.ofHours(23));
        watch.get();
        assertThat(warnings).hasSize(1);
        clock.turn(Duration.ofHours(1));
        watch.get();
        assertThat(warnings).hasSize(2);
    }

    @Test
    void shouldNotWarn_whenEndIsFarOrPast() {
        watch(
                        credential(
                                "far",
                                pki.leaf("a@example.org")
                                        .valid(days(-9), days(31))
                                        .build()),
                        credential("past", pki.expired("b@example.org")))
                .get();

        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldWarnAgain_whenCredentialsWereReadAnew() {
        Credential near = credential(
                "bob", pki.leaf("bob@example.org").valid(days(-9), days(9)).build());
        List<Credentials> states = List.of(new Credentials(List.of(near)), new Credentials(List.of(near)));
        int[] state = {0};
        CredentialWatch watch = new CredentialWatch(() -> states.get(state[0]), clock, warnings::add);

        watch.get();
        state[0] = 1;
        watch.get();

        assertThat(warnings).hasSize(2);
    }

    @Test
    void shouldWarn_whenCredentialIsOfLittleUse() {
        watch(
                        credential("nobody", pki.issuing().issue("Nobody").build()),
                        credential("ca", TestPki.selfSigned("a@example.org")),
                        credential("tls", pki.wrongExtendedKeyUsage("b@example.org")),
                        credential("short", pki.rsa1024("c@example.org")))
                .get();

        assertThat(warnings)
                .hasSize(4)
                .anySatisfy(w -> assertThat(w).startsWith("credential nobody: covers nobody"))
                .anySatisfy(w -> assertThat(w).startsWith("credential ca: its certificate says that it is a CA"))
                .anySatisfy(w -> assertThat(w).startsWith("credential tls: can neither sign nor be encrypted to"))
                .anySatisfy(w -> assertThat(w).startsWith("credential short: can neither sign nor be encrypted to"));
    }

    @Test
    void shouldSummarise_whenCredentialIsLogged() {
        assertThat(summary(credential("g", pki.domain("example.org"))))
                .isEqualTo(
                        "credential g: covers example.org; valid until " + days(365) + "; signs and is encrypted to");
        assertThat(summary(credential("o", pki.expired("bob@example.org"))))
                .isEqualTo("credential o: covers bob@example.org; expired on " + days(-1) + "; opens mail only");
        assertThat(summary(credential("e", pki.good("bob@example.org", KeyKind.ED25519))))
                .endsWith("signs, is not encrypted to");
        assertThat(summary(credential("x", pki.splitPair("bob@example.org").encryption(), "*")))
                .contains("covers bob@example.org everybody;")
                .endsWith("is encrypted to, does not sign");
    }

    private static String summary(Credential credential) {
        return CredentialReport.summary(credential, NOW);
    }

    private CredentialWatch watch(Credential... credentials) {
        Credentials all = new Credentials(List.of(credentials));
        return new CredentialWatch(() -> all, clock, warnings::add);
    }

    private static Credential credential(String alias, TestIdentity identity, String... coveredToo) {
        Coverage coverage = Coverage.of(identity.certificate(), true).plus(List.of(coveredToo));
        return new Credential(alias, identity.key(), identity.certificate(), identity.intermediates(), coverage);
    }
}
