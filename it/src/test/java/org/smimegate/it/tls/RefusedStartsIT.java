package org.smimegate.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.it.harness.JamesSetup;
import org.smimegate.it.harness.Project;
import org.smimegate.it.harness.RefusedStart;

/** What would let labelled mail out in clear keeps conf/pspf from starting. */
class RefusedStartsIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<outgoing>outgoing</outgoing> | <outgoing>outgoing-tls</outgoing> | outgoing: outgoing-tls is shared by",
                "<outgoing>outgoing-tls</outgoing> | <outgoing>outgoing</outgoing> | outgoing: outgoing is shared by",
                "<peer>verified</peer> | <mail.smtp.ssl.trust>*</mail.smtp.ssl.trust> | mail.smtp.ssl.trust: could weaken TLS",
                "<peer>verified</peer> | <verifyServerIdentity>false</verifyServerIdentity> | verifyServerIdentity: could weaken TLS",
                "<probe>false</probe> | <startTLS>false</startTLS> | startTLS: false (expected: true",
                "<probe>false</probe> | <onMailetException>ignore</onMailetException> | onMailetException: ignore (expected:",
                "state=\"tls-bounce\" | state=\"tls-bounced\" | undefined processors",
                "<probe>false</probe> | <timeout>30 s</timeout> | timeout: 30 s (expected: a number)",
            })
    void shouldRefuseToStart(String text, String replacement, String message) {
        RefusedStart refused = JamesSetup.in(folder)
                .conf(Project.file("conf/pspf"))
                .replace("mailetcontainer.xml", text, replacement)
                .startRefused();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.log()).contains(message);
    }
}
