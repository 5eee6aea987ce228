package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.harness.Gateways.BOB;
import static org.smimegate.it.harness.Gateways.DAVE;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.it.harness.Gateways;
import org.smimegate.it.harness.RawMail;

/** Two organisations with conf/mail-server, one domain certificate each. */
class GatewaysIT {
    private static final RawMail MAIL = RawMail.of("""
            From: Bob <bob@a.example>
            To: dave@b.example
            Subject: figures
            Message-ID: <figures@a.example>
            Date: Mon, 05 Jan 2026 10:00:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            the confidential figures
            """);

    @TempDir
    static Path folder;

    private static Gateways gateways;

    @BeforeAll
    static void start() {
        gateways = Gateways.b2b(folder);
    }

    @BeforeEach
    void clear() {
        gateways.clear();
    }

    @AfterAll
    static void stop() {
        gateways.close();
    }

    @Test
    void shouldCrossTheWireEncryptedAndArriveOpened() {
        gateways.a().send(BOB, DAVE, MAIL);

        RawMail received = gateways.b().inbox(DAVE).awaitOne();
        assertThat(received.bodyText()).contains("the confidential figures");
        assertThat(received.header("Message-ID")).contains("<figures@a.example>");
        assertThat(received.header("Authentication-Results"))
                .hasValueSatisfying(results -> assertThat(results).contains("gw.b.example", "smime=pass"));
        assertThat(gateways.wireToB().seen())
                .contains("Content-Type: application/pkcs7-mime")
                .doesNotContain("the confidential figures");
    }

    @Test
    void shouldDeliverPlainMailUntouched_whenItStaysInside() {
        gateways.a().send(BOB, BOB, MAIL);

        assertThat(gateways.a().inbox(BOB).awaitOne().body()).isEqualTo(MAIL.body());
        assertThat(gateways.wireToB().connections()).isEmpty();
    }

    @Test
    void shouldDeliverPlainMailUntouched_whenItComesFromOutside() {
        gateways.b().receive("eve@elsewhere.example", DAVE, MAIL);

        assertThat(gateways.b().inbox(DAVE).awaitOne().body()).isEqualTo(MAIL.body());
    }
}
