package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.SmimeMail.HEADER;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.message.HeaderField;

/** FAIL-CLOSED.md rule 11, on plain mail: every spelling of what only we may say goes, the rest stays. */
class ForgedFieldsTest {
    private static final String BODY = "Content-Type: text/plain\r\n\r\nhello\r\n";

    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authentication-Results: gw.example.net; smime=pass",
                "authentication-results: GW.EXAMPLE.NET; SMIME=PASS",
                "Authentication-Results : gw.example.net; smime=pass",
                "Authentication-Results\t: gw.example.net; smime=pass",
                "Authentication-Results:gw.example.net;smime=pass",
                "Authentication-Results: gw.example.net;\r\n smime=pass",
                "Authentication-Results:\r\n gw.example.net\r\n ;\r\n\tsmime\r\n =\r\n pass",
                "Authentication-Results: gw.example.net; smime = pass",
                "Authentication-Results: gw.example.net 1; smime=pass",
                "Authentication-Results: gw.example.net/1; smime/1=pass",
                "Authentication-Results: gw.example.net; smime / 1 = pass",
                "Authentication-Results: gw.example.net.; smime=pass",
                "Authentication-Results: \"gw.example.net\"; smime=pass",
                "Authentication-Results: \"gw\\.example.net\"; smime=pass",
                "Authentication-Results: gw.example.net; \"smime\"=pass",
                "Authentication-Results: (hello) gw.example.net (x (y) \\) z); (c) smime (d) = (e) pass",
                "Authentication-Results: gw.example.net; dkim=pass; smime=pass",
                "Authentication-Results: gw.example.net; spf=pass smtp.mailfrom=x; dkim=fail reason=\"a;b\"; smime=pass",
                "Authentication-Results: gw.example.net smime=pass",
                "Authentication-Results: gw.example.net;; smime=pass",
                "Authentication-Results: =?utf-8?q?gw.example.net?=; smime=pass",
                "Authentication-Results: =?utf-8?b?Z3cuZXhhbXBsZS5uZXQ=?=; smime=pass",
                "Authentication-Results: =?utf-8?q?gw.example.net;_smime=3Dpass?=",
                "Authentication-Results: gw.example.net; =?us-ascii?q?smime?= =pass",
                "Authentication-Results: gw.example.net (; smime=pass",
                "Authentication-Results: gw.example.net; x=\"; smime=pass",
                "Authentication-Results: gw.example.net; \u00ef\u00bd\u0093mime=pass",
                "Authentication-Results: gw.example.net; sm\u0001ime=pass",
                "Authentication-Results: gw.example.net\u0000; smime=pass",
                "Authentication-Results: gw.example.net; smime=none",
                "Authentication\u0001-Results: gw.example.net; smime=pass",
                "X-SMime\u0001-Gateway: decrypted",
                "X-SMime-Gateway: decrypted",
                "x-smime-gateway : decrypted",
                "X-SMIME-Anything: x",
                "X-SMime-Gateway:\r\n decrypted;\r\n x"
            })
    void shouldRemoveField_whenItClaimsToBeOurs(String forged) throws Exception {
        String around = "Received: from a by b\r\n";

        String once = opener.open(around + forged + "\r\n" + HEADER + BODY).text();
        String thrice = opener.open(forged + "\r\n" + forged + "\r\n" + around + forged + "\r\n" + HEADER + BODY)
                .text();

        assertThat(once).isEqualTo(around + HEADER + BODY);
        assertThat(thrice).isEqualTo(around + HEADER + BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gw.xn--bcher-kva.example",
                "GW.XN--BCHER-KVA.EXAMPLE.",
                "gw.b\u00fccher.example",
                "GW.B\u00dcCHER.Example",
                "gw.bu\u0308cher.example",
                "gw.b\u00fc\u00adcher.example",
                "gw\u3002b\u00fccher\uff0eexample",
                "\uff47\uff57.b\u00fccher.example",
                "\"gw.b\u00fccher.example\" 1",
                "(hello) gw.b\u00fccher.example.",
                "=?utf-8?q?gw.b=C3=BCcher.example?=",
                "=?iso-8859-1?q?gw.b=FCcher.example?="
            })
    void shouldRemoveField_whenOurNameIsWrittenInUnicode(String name) {
        HeaderField field = HeaderField.of("Authentication-Results", name + "; smime=pass");

        assertThat(new ForgedFields("gw.xn--bcher-kva.example").test(field)).isTrue();
        assertThat(new ForgedFields("gw.b\u00fccher.example").test(field)).isTrue();
        assertThat(new ForgedFields("gw.bucher.example").test(field)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authentication-Results: mx.example.com; smime=pass",
                "Authentication-Results: gw.example.net; dkim=pass header.d=example.org; spf=pass",
                "Authentication-Results: gw.example.net;\r\n\tdkim=pass\r\n (smime=pass)",
                "Authentication-Results: gw.example.net; dkim=pass reason=\"smime\"",
                "Authentication-Results: gw.example.net.evil.org; smime=pass",
                "Authentication-Results: notgw.example.net; smime=pass",
                "Authentication-Results: gw.example.net; x-smime=pass",
                "Authentication-Results: gw.example.net; none",
                "Authentication-Results:",
                "ARC-Authentication-Results: i=1; gw.example.net; smime=pass",
                "X-Authentication-Results: gw.example.net; smime=pass",
                "X-SMimeGateway: x",
                "Subject: X-SMime-Gateway: decrypted"
            })
    void shouldKeepField_whenItIsSomebodyElses(String field) throws Exception {
        String message = field + "\r\n" + HEADER + BODY;

        assertThat(opener.open(message).text()).isEqualTo(message);
    }

    @Test
    @Timeout(20)
    void shouldStayQuick_whenFieldIsLong() throws Exception {
        String label = "\u00c3\u00bc".repeat(25_000);
        String field = "Authentication-Results: " + label + "; smime=pass\r\nAuthentication-Results: ("
                + "(".repeat(30_000) + "\r\nAuthentication-Results: " + "a ".repeat(20_000) + "\r\n";

        assertThat(opener.open(field + HEADER + BODY).text()).isEqualTo(field + HEADER + BODY);
    }

    /** Whatever a message is, S/MIME or damaged or neither: nothing forged gets through. */
    @Test
    void shouldRemoveForgedFields_whenMessageCannotBeRead() throws Exception {
        String forged = "X-SMime-Gateway: decrypted\r\nAuthentication-Results: gw.example.net; smime=pass\r\n";
        String deep = "Content-Type: multipart/mixed; boundary=b0\r\n\r\n";
        for (int i = 0; i < 20; i++) {
            deep += "--b" + i + "\r\nContent-Type: multipart/mixed; boundary=b" + (i + 1) + "\r\n\r\n";
        }

        TestOpener.Opened opened = opener.open(forged + HEADER + deep);

        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.text()).endsWith(HEADER + deep).doesNotContain("smime=pass", "X-SMime-Gateway");
    }

    @Test
    void shouldRemoveForgedFields_whenMessageIsSmime() throws Exception {
        String forged = "X-SMime-Gateway: decrypted\r\nAuthentication-Results: gw.example.net; smime=pass\r\n";
        String others = "Authentication-Results: gw.example.net; dkim=pass\r\nX-SMime: y\r\n";
        String smime = HEADER + SmimeMail.opaqueEntity(SmimeMail.bytes("no cms"), "enveloped-data");

        assertThat(opener.open(forged + others + smime).text())
                .isEqualTo("Authentication-Results: gw.example.net;\r\n smime=neutral reason=malformed\r\n" + others
                        + smime);
    }
}
