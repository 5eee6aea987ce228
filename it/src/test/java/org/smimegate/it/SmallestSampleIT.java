package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.Project;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/** conf/smallest, which the README quotes as it is, in place of the larger files. */
class SmallestSampleIT {
    private static final RawMail LETTER = RawMail.of("""
            From: bob@example.org
            To: dave@b.example
            MIME-Version: 1.0
            Content-Type: text/plain

            the confidential figures
            """);

    @TempDir
    Path folder;

    @Test
    void shouldProtectWhatLeavesAndOpenWhatComesIn() throws Exception {
        TestPki pkiOfB = TestPki.of("b.example");
        try (SmtpSink outside = SmtpSink.start();
                Organisation organisation = new Organisation(folder, "example.org")) {
            organisation.user("bob").trust("b", pkiOfB).partnerCertificate("b", pkiOfB.domain("b.example"));
            for (String name : new String[] {"mailetcontainer.xml", "smime.xml"}) {
                organisation.setup().file(name, Files.readString(Project.file("conf/smallest/" + name)));
            }
            organisation
                    .setup()
                    .replace(
                            "mailetcontainer.xml",
                            "<outgoing>outgoing</outgoing>",
                            "<outgoing>outgoing</outgoing><gateway>127.0.0.1:" + outside.port() + "</gateway>");
            organisation.start();

            organisation.send("bob@example.org", "dave@b.example", LETTER);
            organisation.receive("dave@b.example", "bob@example.org", LETTER);

            assertThat(outside.awaitOne().mail().text())
                    .contains("application/pkcs7-mime")
                    .doesNotContain("the confidential figures");
            assertThat(organisation.inbox("bob@example.org").awaitOne().body()).isEqualTo(LETTER.body());
        }
    }
}
