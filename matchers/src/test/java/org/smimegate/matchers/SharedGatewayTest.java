package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.mail.MessagingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.matchers.testing.TestConf;

class SharedGatewayTest {
    @TempDir
    Path folder;

    @Test
    void shouldOpenOnce() throws Exception {
        SharedGateway shared = new TestConf(folder).smimeXml().gateway();

        assertThat(shared.get().name()).isEqualTo("gw.example.org");
        assertThat(shared.get()).isSameAs(shared.get());
    }

    @Test
    void shouldRefuseToStart_whenThereIsNoSmimeXml() {
        SharedGateway shared = new TestConf(folder).gateway();

        assertThatThrownBy(shared::get).isInstanceOf(MessagingException.class).hasMessageContaining("smime.xml");
    }

    @Test
    void shouldRefuseToStartWithPlaceValueAndExpectation_whenSmimeXmlIsWrong() throws Exception {
        SharedGateway shared = new TestConf(folder)
                .smimeXml("<profile name='p' cipher='DES'/>")
                .gateway();

        assertThatThrownBy(shared::get)
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("smime.xml")
                .hasMessageContaining("cipher")
                .hasMessageContaining("DES (expected: auto, AES-256-GCM");
    }

    @Test
    void shouldRefusePathsThatJamesWouldFetch() throws Exception {
        TestConf conf = new TestConf(folder).smimeXml();
        Path xml = folder.resolve("conf/smime.xml");
        Files.writeString(xml, Files.readString(xml).replace("file://conf/smime/trust/", "http://example.org/trust/"));

        assertThatThrownBy(conf.gateway()::get)
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("http://example.org/trust/");
    }

    @Test
    void shouldOpenAgain_whenItWasClosed() throws Exception {
        SharedGateway shared = new TestConf(folder).smimeXml().gateway();
        Object first = shared.get();

        shared.close();

        assertThat(shared.get()).isNotSameAs(first);
    }
}
