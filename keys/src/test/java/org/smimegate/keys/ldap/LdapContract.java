package org.smimegate.keys.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.smimegate.core.testing.Slapd.PASSWORD;
import static org.smimegate.core.testing.Slapd.PEOPLE;
import static org.smimegate.core.testing.Slapd.READER;
import static org.smimegate.core.testing.Slapd.attribute;
import static org.smimegate.core.testing.Slapd.person;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.Slapd;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;
import org.smimegate.keys.Secret;

/** What the directory does whoever wrote the server. */
abstract class LdapContract {
    private static final Duration CACHE = Duration.ofMinutes(10);
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    final TestPki pki = TestPki.shared();
    final AtomicLong now = new AtomicLong();
    private final List<LdapDirectory> opened = new ArrayList<>();

    @TempDir
    Path folder;

    private LdapPeer peer;

    abstract LdapPeer start(TestIdentity certificate) throws Exception;

    @BeforeEach
    void startPeer() throws Exception {
        peer = start(Slapd.certificate(pki));
    }

    @AfterEach
    void stopPeer() {
        opened.forEach(LdapDirectory::close);
        peer.close();
    }

    @Test
    void shouldFind_whenValueIsCertificate() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(bob)));

        assertThat(open().find(address("BOB@Example.org"))).singleElement().satisfies(found -> {
            assertThat(found.certificate()).isEqualTo(bob.certificate());
            assertThat(found.chain()).isEmpty();
            assertThat(found.capabilities()).isEmpty();
            assertThat(found.pinned()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-nodetach", "-binary", "-stream", "-keyid"})
    void shouldFindLeafWithChain_whenValueIsPkcs7(String option) throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        peer.add(person(PEOPLE, "bob", "bob@example.org", attribute("userSMIMECertificate", pkcs7(bob, option))));

        assertThat(open().find(address("bob@example.org"))).singleElement().satisfies(found -> {
            assertThat(found.certificate()).isEqualTo(bob.certificate());
            assertThat(found.chain()).containsExactly(pki.issuing().certificate());
            assertThat(found.capabilities()).isEmpty();
        });
    }

    @Test
    void shouldFindEachOnce_whenAttributesRepeatIt() throws Exception {
        TestIdentity old = pki.leaf("bob@example.org").serial(77).build();
        TestIdentity bob = pki.good("bob@example.org");
        peer.add(person(
                PEOPLE,
                "bob",
                "bob@example.org",
                certificate(old),
                certificate(bob),
                attribute("userSMIMECertificate", pkcs7(bob, "-nodetach"))));

        assertThat(certificates(open().find(address("bob@example.org"))))
                .containsExactlyInAnyOrder(old.certificate(), bob.certificate());
    }

    @Test
    void shouldSkipValue_whenItCannotBeRead() throws Exception {
        TestIdentity bob = pki.good("bob@example.org");
        byte[] cut = pkcs7(bob, "-nodetach");
        cut[10] = 0;
        peer.add(person(
                PEOPLE,
                "bob",
                "bob@example.org",
                certificate(bob),
                attribute("userSMIMECertificate", new byte[] {1, 2, 3}),
                attribute("userSMIMECertificate", cut)));

        assertThat(open().find(address("bob@example.org"))).hasSize(1);
    }

    @Test
    void shouldNotFind_whenCertificateIsForSomebodyElse() throws Exception {
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("eve@example.org"))));

        assertThat(open().find(address("bob@example.org"))).isEmpty();
    }

    @Test
    void shouldNotFind_whenNobodyHasThatAddress() throws Exception {
        peer.add(person(PEOPLE, "bob", "bob@example.org"));

        assertThat(open().find(address("bob@example.org"))).isEmpty();
        assertThat(open().find(address("eve@example.org"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void shouldFindCertificateOfDomain_whenThoseCount(boolean domainCertificates, int found) throws Exception {
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.domain("example.org"))));
        LdapSettings s = settings(peer.url(), Optional.empty(), noTls());

        assertThat(open(new LdapSettings(
                                s.servers(), s.query(), s.login(), s.tls(), s.timeout(), s.cache(), domainCertificates))
                        .find(address("bob@example.org")))
                .hasSize(found);
    }

    static Stream<Arguments> addresses() {
        return Stream.of(
                arguments("a*b", 1),
                arguments("axb", 1),
                arguments("a\\b", 1),
                arguments("(cn=*)", 1),
                arguments("a=b,c;d<e>f#g\"h+i", 1),
                arguments("*", 0),
                arguments("a*", 0),
                arguments("a\\2ab", 0),
                arguments("b)(cn=*", 0),
                arguments("axb@example.org)(|(cn=*", 0),
                arguments("\0", 0),
                arguments("a\0b", 0),
                arguments("\u00fcber", 0));
    }

    /** All have a certificate for everybody of the domain: only the filter tells them apart. */
    @ParameterizedTest
    @MethodSource("addresses")
    void shouldFindThatAddressOnly_whenItLooksLikeFilter(String localPart, int found) throws Exception {
        List<String> people = List.of("a*b", "axb", "a\\b", "(cn=*)", "a=b,c;d<e>f#g\"h+i");
        for (String one : people) {
            String uid = "p" + people.indexOf(one);
            peer.add(person(PEOPLE, uid, one + "@example.org", certificate(serial(people.indexOf(one)))));
        }

        assertThat(open().find(new Address(localPart, "example.org"))).hasSize(found);
    }

    private TestIdentity serial(int i) {
        return pki.issuing()
                .issue("CN=example.org")
                .domain("example.org")
                .serial(900 + i)
                .build();
    }

    @Test
    void shouldFind_whenLoggedIn() throws Exception {
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));

        assertThat(open(settings(peer.url(), login(PASSWORD), noTls())).find(address("bob@example.org")))
                .hasSize(1);
    }

    @Test
    void shouldBeUnavailable_whenPasswordIsWrong() throws Exception {
        LdapDirectory directory = open(settings(peer.url(), login("falsch-1234"), noTls()));

        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessageStartingWith("log-in refused")
                .hasMessageNotContaining("falsch-1234")
                .hasStackTraceContaining("invalid credentials")
                .matches(e -> !stackTrace(e).contains("falsch-1234"));
    }

    @Test
    void shouldFind_whenServerProvesItself() throws Exception {
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));

        assertThat(open(settings(peer.tlsUrl(), login(PASSWORD), tls(pki, false)))
                        .find(address("bob@example.org")))
                .hasSize(1);
        assertThat(open(settings(peer.url(), login(PASSWORD), tls(pki, true))).find(address("bob@example.org")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeUnavailable_whenServerHasAnotherName(boolean startTls) {
        String url = (startTls ? peer.url() : peer.tlsUrl()).replace("localhost", "127.0.0.1");
        LdapDirectory directory = open(settings(url, login(PASSWORD), tls(pki, startTls)));

        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeUnavailable_whenCaIsUnknown(boolean startTls) {
        String url = startTls ? peer.url() : peer.tlsUrl();
        LdapDirectory directory = open(settings(url, login(PASSWORD), tls(TestPki.of("Other"), startTls)));

        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessageContaining("certification path");
    }

    @Test
    void shouldBeUnavailable_whenOnlyTheJvmsRootsAreBelieved() {
        LdapSettings.Tls jvm = new LdapSettings.Tls(Optional.empty(), false);
        LdapDirectory directory = open(settings(peer.tlsUrl(), Optional.empty(), jvm));

        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessageContaining("certification path");
    }

    @Test
    void shouldBeUnavailable_whenBaseIsNotThere() {
        LdapSettings.Query query = query("ou=nobody," + Slapd.BASE);
        LdapDirectory directory = open(settings(peer.url(), Optional.empty(), noTls(), query));

        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessage("base: ou=nobody,dc=example,dc=org: no such entry (expected: one that everybody may read)");
    }

    @Test
    void shouldBeUnavailable_whenTooManyEntriesHaveTheAddress() throws Exception {
        for (int i = 0; i < 21; i++) {
            peer.add(person(PEOPLE, "bob" + i, "bob@example.org"));
        }
        peer.add(person(PEOPLE, "eve", "eve@example.org", certificate(pki.good("eve@example.org"))));
        LdapDirectory directory = open();

        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessage("more than 20 entries for one address (expected: a filter that finds one person)");
        assertThat(directory.find(address("eve@example.org"))).hasSize(1);
    }

    @Test
    void shouldBeUnavailable_whenServerIsDownAndFind_whenItIsUpAgain() throws Exception {
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        peer.stop();
        LdapDirectory directory = open();

        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessageStartingWith("cannot be reached: ");
        peer.start();
        turn(Duration.ofSeconds(1));
        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
    }

    /** The connection of the first look-up is dead, which the second must not suffer from. */
    @Test
    void shouldFind_whenServerWasStartedAnew() throws Exception {
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        LdapDirectory directory = open();
        assertThat(directory.find(address("eve@example.org"))).isEmpty();

        peer.stop();
        peer.start();

        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
    }

    @Test
    void shouldAnswerFromMemory_whenServerIsDown() throws Exception {
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        LdapDirectory directory = open();
        directory.find(address("bob@example.org"));
        directory.find(address("eve@example.org"));
        peer.stop();

        turn(CACHE.minusNanos(1));
        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
        assertThat(directory.find(address("eve@example.org"))).isEmpty();

        turn(Duration.ofNanos(1));
        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class);
        assertThatThrownBy(() -> directory.find(address("eve@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class);
    }

    @Test
    void shouldSeeChange_whenAnswerIsTooOld() throws Exception {
        LdapDirectory directory = open();
        assertThat(directory.find(address("bob@example.org"))).isEmpty();
        peer.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        assertThat(directory.find(address("bob@example.org"))).isEmpty();

        turn(CACHE);

        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
    }

    final LdapDirectory open() {
        return open(settings(peer.url(), Optional.empty(), noTls()));
    }

    final LdapDirectory open(LdapSettings settings) {
        LdapDirectory directory = LdapDirectory.open(settings, now::get);
        opened.add(directory);
        return directory;
    }

    final void turn(Duration time) {
        now.addAndGet(time.toNanos());
    }

    static LdapSettings settings(String url, Optional<LdapSettings.Login> login, LdapSettings.Tls tls) {
        return settings(url, login, tls, query(PEOPLE));
    }

    static LdapSettings settings(
            String urls, Optional<LdapSettings.Login> login, LdapSettings.Tls tls, LdapSettings.Query query) {
        List<LdapServer> servers =
                List.of(urls.split(" ")).stream().map(LdapServer::parse).toList();
        return new LdapSettings(servers, query, login, tls, TIMEOUT, CACHE, true);
    }

    static LdapSettings.Query query(String base) {
        return new LdapSettings.Query(base, "(mail={address})", List.of("userCertificate", "userSMIMECertificate"));
    }

    static Optional<LdapSettings.Login> login(String password) {
        return Optional.of(new LdapSettings.Login(READER, () -> new Secret(password.toCharArray())));
    }

    static LdapSettings.Tls noTls() {
        return new LdapSettings.Tls(Optional.empty(), false);
    }

    static LdapSettings.Tls tls(TestPki believed, boolean startTls) {
        return new LdapSettings.Tls(Optional.of(() -> List.of(believed.root().certificate())), startTls);
    }

    static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    static String certificate(TestIdentity identity) {
        return attribute("userCertificate;binary", TestFiles.der(identity.certificate()));
    }

    /** As mail clients publish it: signed by the key of the first certificate, its chain without the root inside. */
    final byte[] pkcs7(TestIdentity identity, String option) throws IOException {
        OpenSsl openSsl = OpenSsl.in(folder);
        return openSsl.cmsOutput(
                "x".getBytes(StandardCharsets.US_ASCII),
                "-sign",
                "-signer",
                openSsl.certificate(identity),
                "-inkey",
                openSsl.key(identity),
                "-certfile",
                openSsl.certificates(identity.intermediates()),
                "-outform",
                "DER",
                option);
    }

    static List<X509Certificate> certificates(List<PartnerCertificate> found) {
        return found.stream().map(PartnerCertificate::certificate).toList();
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
