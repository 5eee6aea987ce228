package org.smimegate.keys.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.smimegate.core.testing.Slapd.PASSWORD;
import static org.smimegate.core.testing.Slapd.PEOPLE;
import static org.smimegate.core.testing.Slapd.READER;
import static org.smimegate.core.testing.Slapd.attribute;
import static org.smimegate.core.testing.Slapd.person;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.LoopbackPort;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;
import org.smimegate.keys.Secret;

class MemoryLdapTest extends LdapContract {
    private MemoryLdap server;

    @Override
    LdapPeer start(TestIdentity certificate) throws Exception {
        server = new MemoryLdap(certificate);
        return server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userCertificate",
                "userCertificate;binary",
                "usersmimecertificate",
                "userSMIMECertificate;binary",
                "userCertificate;lang-en"
            })
    void shouldFind_whenServerNamesItsAttributeLikeThat(String name) throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        server.add(person(PEOPLE, "bob", "bob@example.org", attribute(name, TestFiles.der(bob.certificate()))));

        assertThat(open().find(address("bob@example.org"))).hasSize(1);
    }

    @Test
    void shouldFindEitherKind_whenAttributeHasAnyName() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        TestIdentity domain = pki.domain("example.org");
        server.add(person(
                PEOPLE,
                "bob",
                "bob@example.org",
                attribute("mailKey;binary", pkcs7(bob, "-nodetach")),
                attribute("mailKey;binary", TestFiles.der(domain.certificate()))));
        LdapSettings.Query query = new LdapSettings.Query(PEOPLE, "(mail={address})", List.of("mailKey;binary"));

        LdapDirectory directory = open(settings(server.url(), Optional.empty(), noTls(), query));

        assertThat(certificates(directory.find(address("bob@example.org"))))
                .containsExactlyInAnyOrder(bob.certificate(), domain.certificate());
    }

    @Test
    void shouldPutAddressEverywhere_whenFilterNamesItTwice() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        server.add(person(
                PEOPLE,
                "bob",
                "robert@example.org",
                certificate(bob),
                attribute("proxyAddresses", "smtp:bob@example.org".getBytes(StandardCharsets.US_ASCII))));
        LdapSettings.Query query = new LdapSettings.Query(
                PEOPLE, "(|(mail={address})(proxyAddresses=smtp:{address}))", List.of("userCertificate"));

        LdapDirectory directory = open(settings(server.url(), Optional.empty(), noTls(), query));

        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
    }

    @Test
    void shouldSkipValue_whenItIsHuge() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        server.add(person(
                PEOPLE,
                "bob",
                "bob@example.org",
                certificate(bob),
                attribute("userSMIMECertificate", new byte[300 * 1024])));

        assertThat(open().find(address("bob@example.org"))).hasSize(1);
    }

    static Stream<String> tooMuch() {
        String many = IntStream.rangeClosed(0, EntryCertificates.MOST_VALUES)
                .mapToObj(i -> attribute("userCertificate", ("v" + i).getBytes(StandardCharsets.US_ASCII)))
                .collect(Collectors.joining());
        return Stream.of(many, attribute("userCertificate;range=0-1499", new byte[] {1}));
    }

    /** The one certificate that is good might be among those that nobody reads. */
    @ParameterizedTest
    @MethodSource("tooMuch")
    void shouldBeUnavailable_whenEntryHasTooManyValues(String values) throws Exception {
        server.add(person(PEOPLE, "bob", "bob@example.org", values));

        assertThatThrownBy(() -> open().find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessage("more than 500 certificates in one entry (expected: old ones removed)");
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                arguments(ResultCode.BUSY, "busy: text?of the server"),
                arguments(ResultCode.UNAVAILABLE, "unavailable: text?of the server"),
                arguments(ResultCode.UNWILLING_TO_PERFORM, "unwilling to perform: text?of the server"),
                arguments(ResultCode.OPERATIONS_ERROR, "operations error: text?of the server"),
                arguments(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "insufficient access rights: text?of the server"),
                arguments(ResultCode.TIME_LIMIT_EXCEEDED, "no answer within 1 s"),
                arguments(ResultCode.ADMIN_LIMIT_EXCEEDED, "admin limit exceeded: text?of the server"),
                arguments(ResultCode.REFERRAL, "another server was named, which is not asked"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void shouldBeUnavailableAndRememberNothing_whenServerSaysSo(ResultCode code, String expected) throws Exception {
        server.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        LdapDirectory directory = open();
        server.behave(request -> {
            throw new LDAPException(code, "text\nof the server", null, new String[] {"ldap://other.example/"});
        });

        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessageStartingWith(expected);
        server.behave(request -> {});
        turn(Duration.ofSeconds(1));
        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
    }

    @Test
    void shouldNotAskForAWhile_whenServerIsSlow() throws Exception {
        server.behave(request -> sleep(TIMEOUT.multipliedBy(3)));
        LdapDirectory directory = open();
        long begin = System.nanoTime();

        for (int i = 0; i < 500; i++) {
            String recipient = "r" + i + "@example.org";
            assertThatThrownBy(() -> directory.find(address(recipient)))
                    .isInstanceOf(DirectoryUnavailableException.class)
                    .hasMessage("no answer within 1 s");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(3));
        assertThat(server.searches()).isEqualTo(1);
        turn(Duration.ofSeconds(1));
        server.behave(request -> {});
        assertThat(directory.find(address("bob@example.org"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap", "ldaps", "startTls", "login"})
    void shouldTimeOut_whenServerTakesConnectionsOnly(String way) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = (way.equals("ldaps") ? "ldaps" : "ldap") + "://127.0.0.1:" + silent.getLocalPort();
            LdapSettings.Tls tls = tls(pki, way.equals("startTls"));
            LdapDirectory directory =
                    open(settings(url, way.equals("login") ? login(PASSWORD) : Optional.empty(), tls));
            long begin = System.nanoTime();

            assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                    .isInstanceOf(DirectoryUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(TIMEOUT.dividedBy(2), TIMEOUT.multipliedBy(2));
        }
    }

    @Test
    void shouldAskOnce_whenManyWantOneAddress() throws Exception {
        server.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        server.behave(request -> sleep(TIMEOUT.dividedBy(5)));
        LdapDirectory directory = open();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            Callable<List<PartnerCertificate>> find = () -> directory.find(address("bob@example.org"));
            for (Future<List<PartnerCertificate>> found : threads.invokeAll(Collections.nCopies(16, find))) {
                assertThat(found.get()).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(server.searches()).isEqualTo(1);
    }

    @Test
    void shouldAskNextServer_whenFirstIsDown() throws Exception {
        server.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        String urls = "ldap://localhost:" + LoopbackPort.free() + " " + server.url();

        LdapDirectory directory = open(settings(urls, login(PASSWORD), noTls()));

        assertThat(directory.name()).isEqualTo("ldap " + urls);
        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
    }

    @Test
    void shouldLogInWithNewPassword_whenItChanges() throws Exception {
        server.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        AtomicReference<String> password = new AtomicReference<>("falsch");
        LdapSettings.Login login =
                new LdapSettings.Login(READER, () -> new Secret(password.get().toCharArray()));
        LdapDirectory directory = open(settings(server.url(), Optional.of(login), noTls()));
        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class);

        password.set(PASSWORD);
        turn(Duration.ofSeconds(1));

        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
    }

    @Test
    void shouldBelieveNewAnchor_whenItComesLater() throws Exception {
        AtomicReference<List<X509Certificate>> anchors = new AtomicReference<>(List.of());
        LdapSettings.Tls tls = new LdapSettings.Tls(Optional.of(anchors::get), false);
        LdapDirectory directory = open(settings(server.tlsUrl(), Optional.empty(), tls));
        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessageContaining("no anchors");

        anchors.set(List.of(pki.root().certificate()));
        turn(Duration.ofSeconds(1));

        assertThat(directory.find(address("bob@example.org"))).isEmpty();
    }

    @Test
    void shouldBeUnavailable_whenCertificateOfServerIsExpired() throws Exception {
        TestIdentity expired = pki.issuing()
                .issue("LDAP server")
                .domain("localhost")
                .noExtendedKeyUsage()
                .valid(TestPki.days(-9), TestPki.days(-1))
                .build();
        try (MemoryLdap other = new MemoryLdap(expired)) {
            LdapDirectory directory = open(settings(other.tlsUrl(), Optional.empty(), tls(pki, false)));

            assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                    .isInstanceOf(DirectoryUnavailableException.class)
                    .hasMessageStartingWith("cannot be reached: NotAfter");
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
