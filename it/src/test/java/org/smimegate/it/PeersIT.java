package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.it.harness.Peers;

/** The foreign tools that other tests compare us with. */
class PeersIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "openssl,   cms -help,  -encrypt",
        "certutil,  -H,         Add a certificate to the database",
        "cmsutil,   -H,         cmsutil",
        "gpgsm,     --version,  GnuPG",
        "gpg-agent, --version,  GnuPG",
        "postconf,  -d mail_version, mail_version"
    })
    void shouldRunEveryTool(String tool, String arguments, String said) {
        var result = Peers.in(folder).run(tool, arguments.split(" "));

        assertThat(result.text() + result.errors()).contains(said);
    }

    @Test
    void shouldPassBytesThrough() {
        byte[] input = {0, 'x', (byte) 0xff, '\r', '\n'};

        assertThat(Peers.in(folder).succeed(input, "openssl", "base64", "-A"))
                .isEqualTo("AHj/DQo=".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldFailWithWhatTheToolSaid_whenItDoesNotSucceed() {
        assertThatThrownBy(() -> Peers.in(folder).succeed("openssl", "cms", "-verify", "-in", "missing"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("openssl cms -verify -in missing ended with 2")
                .hasMessageContaining("No such file");
    }

    @Test
    void shouldNameTheDebianPackage_whenAToolIsMissing() {
        assertThatThrownBy(() -> Peers.in(folder).run("no-such-tool"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no-such-tool cannot be run; install it with: apt-get install no-such-tool");
        assertThat(Peers.debianPackage("cmsutil")).isEqualTo("libnss3-tools");
    }
}
