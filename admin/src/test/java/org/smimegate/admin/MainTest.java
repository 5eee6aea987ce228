package org.smimegate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void shouldListCommands_whenAskedForHelp() {
        var result = Cli.run("--help");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("demo", "serve", "open", "protect", "cert", "keys", "profiles", "Exit status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "cert",
                "cert nonsense",
                "open",
                "protect",
                "profiles",
                "profiles list",
                "keys",
                "keys list",
                "keys add"
            })
    void shouldEndWithTwo_whenCalledWrongly(String line) {
        var result = Cli.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("smimegate: ").contains("--help").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "serve",
                "open",
                "protect",
                "cert show",
                "cert csr",
                "cert import",
                "cert self-signed",
                "profiles list",
                "profiles show",
                "keys list",
                "keys search",
                "keys show",
                "keys add",
                "keys import",
                "keys export",
                "keys remove",
                "keys approve",
                "keys reject"
            })
    void shouldOfferJson_whateverTheCommand(String line) {
        var result = Cli.run((Object[]) (line + " --help").split(" "));

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("--json");
    }
}
