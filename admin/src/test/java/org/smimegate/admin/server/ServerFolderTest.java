package org.smimegate.admin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.admin.cert.CertificateRequest;
import org.smimegate.admin.cert.Certifier;
import org.smimegate.admin.cert.KeyType;
import org.smimegate.admin.console.CannotRunException;

class ServerFolderTest {
    private static final Path CONF = Path.of("..", "conf").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mail-server", "relay"})
    void shouldMoveEveryListenerToAFreeLoopbackPort(String sample) throws Exception {
        ServerFolder server = open();

        server.configure(CONF.resolve(sample), new Ports(), 20_000);

        Map<String, Integer> ports = server.ports();
        assertThat(ports).containsKeys("smtpserver", "webadmin");
        assertThat(ports.values()).doesNotHaveDuplicates().allMatch(port -> port > 20_000);
        for (String file : List.of("smtpserver.xml", "imapserver.xml")) {
            assertThat(server.conf().resolve(file)).content().doesNotContain("0.0.0.0");
        }
    }

    @Test
    void shouldKeepTheTempFolderPrivateAndEmpty_whenOpenedAgain() throws Exception {
        Path left = open().path().resolve("tmp/left-over");
        Files.createDirectories(left);

        ServerFolder again = open();

        Path temp = again.path().resolve("tmp");
        assertThat(temp).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp)))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldPutAKeyThatOnlyItsOwnerReads() throws Exception {
        ServerFolder server = open();
        server.configure(CONF.resolve("mail-server"), new Ports(), 20_000);

        server.putCredential(new Certifier()
                .selfSigned(CertificateRequest.forDomain("a", "a.example", Duration.ofDays(1)), KeyType.EC_P256));

        for (String name : List.of("gateway.p12", "gateway.secret")) {
            Path file = server.conf().resolve("smime").resolve(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(server.conf().resolve("smime/gateway.pem")).content().startsWith("-----BEGIN CERTIFICATE");
    }

    @Test
    void shouldGiveTheNextPort_whenOneIsTakenOrGiven() throws Exception {
        Ports ports = new Ports();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int busy = taken.getLocalPort();
            int wished = Math.min(busy, 31_900);

            int first = ports.freeFrom(wished);
            int second = ports.freeFrom(wished);

            assertThat(first).isGreaterThanOrEqualTo(wished).isNotEqualTo(busy);
            assertThat(second).isGreaterThan(first);
        }
    }

    @Test
    void shouldSayHowToBuild_whenTheJarIsMissing() {
        assertThatThrownBy(() -> ServerFolder.open(folder.resolve("server"), new Installation(folder)))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("smimegate-james-3.8.jar")
                .hasMessageContaining("mvn");
    }

    private ServerFolder open() throws Exception {
        Path jar = folder.resolve("home/bundle/target/smimegate-james-3.8.jar");
        Files.createDirectories(jar.getParent());
        Files.write(jar, new byte[0]);
        return ServerFolder.open(folder.resolve("server"), new Installation(folder.resolve("home")));
    }
}
