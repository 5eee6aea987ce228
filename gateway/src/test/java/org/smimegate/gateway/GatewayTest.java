package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.smimegate.core.testing.TestPki.NOW;
import static org.smimegate.core.testing.TestPki.days;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.gateway.tls.ServerTrust;
import org.smimegate.keys.Credential;
import org.smimegate.keys.KeyLookup;

class GatewayTest {
    private static final Address BOB = Address.parse("bob@example.org").orElseThrow();
    private static final Address DAVE = Address.parse("dave@example.com").orElseThrow();
    private static final Path SAMPLES = Path.of("..", "conf");

    private final TestPki own = TestPki.of("Own");
    private final TestPki partner = TestPki.of("Partner");

    @TempDir
    Path folder;

    private Path smime;

    /** What the README asks an administrator to make, for the sample configurations. */
    @BeforeEach
    void write() throws Exception {
        smime = folder.resolve("conf/smime");
        for (String name : List.of("trust", "intermediates", "partners", "crls", "tls")) {
            Files.createDirectories(smime.resolve(name));
        }
        keystore("gateway", own.domain("example.org"));
        TestFiles.writePem(smime.resolve("trust/partner.pem"), partner.root().certificate());
        TestFiles.writePem(
                smime.resolve("intermediates/partner.pem"), partner.issuing().certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail-server", "relay"})
    void shouldOpen_whenConfigurationIsSample(String sample) throws Exception {
        Files.copy(SAMPLES.resolve(sample).resolve("smime.xml"), folder.resolve("conf/smime.xml"));

        try (Gateway gateway = open()) {
            assertThat(gateway.name()).isEqualTo("gw.example.org");
            assertThat(gateway.postmaster()).hasToString("postmaster@example.org");
            assertThat(gateway.profiles()).extracting(SendingProfile::name).containsExactly("partner", "signed");
            assertThat(gateway.profile("signed").orElseThrow().mode()).isEqualTo(SendingProfile.Mode.SIGN);
            assertThat(gateway.profile("other")).isEmpty();
            assertThat(gateway.credentials().signerFor(BOB, NOW)).isPresent();
            assertThat(gateway.outbound()).isNotNull();
            assertThat(gateway.inbound()).isNotNull();
        }
    }

    /** No server is asked at start, so none of these needs to be there. */
    @ParameterizedTest
    @ValueSource(strings = {"openldap", "active-directory"})
    void shouldOpen_whenConfigurationIsSampleWithLdap(String sample) throws Exception {
        Files.copy(SAMPLES.resolve("ldap/" + sample + ".xml"), folder.resolve("conf/smime.xml"));
        TestFiles.writeSecret(smime.resolve("ldap.secret"), "geheim");
        TestFiles.writePem(smime.resolve("ldap-cas/ca.pem"), own.root().certificate());

        try (Gateway gateway = open()) {
            assertThat(gateway.settings().directories()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, true",
        "EXAMPLE.org, true",
        "a.example.org, true",
        "a.b.example.org, false",
        "example.com, false",
        "xexample.org, false",
        "example.net, true",
        "a.example.net, false"
    })
    void shouldBeInside_whenDomainIsListed(String domain, boolean inside) throws Exception {
        Gateway gateway = open("<gateway name='gw' domains='example.org *.example.org Example.NET'/>");

        assertThat(gateway.isInside(domain)).isEqualTo(inside);
    }

    @Test
    void shouldWorkByDefaults_whenOnlyGatewayIsWritten() throws Exception {
        TestFiles.writePem(
                smime.resolve("partners/dave.pem"),
                partner.good("dave@example.com").certificate());
        Gateway gateway = open("<gateway name='gw.example.org'/>");

        assertThat(gateway.credentials().named("gateway")).isPresent();
        assertThat(gateway.recipientKeys().find(DAVE, NOW)).isInstanceOf(KeyLookup.Found.class);
    }

    @Test
    void shouldOpen_whenDefaultFilesAreMissing() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty/conf"));
        Files.writeString(empty.resolve("smime.xml"), "<smime><gateway name='gw'/></smime>");

        Gateway gateway = Gateway.open(empty.resolve("smime.xml"), FileLocator.below(empty), folder.resolve("spool"));

        assertThat(gateway.credentials().all()).isEmpty();
        assertThat(gateway.recipientKeys().find(DAVE, NOW)).isInstanceOf(KeyLookup.Missing.class);
        assertThat(isTrusted(gateway, partner.good("dave@example.com"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <trust anchors='file://conf/no/'/>                                        | trust/@anchors: | conf/no: no such folder
                    <trust intermediates='file://conf/no/'/>                                  | trust/@intermediates: | conf/no: no such folder
                    <trust anchors='file://conf/smime.xml'/>                                  | trust/@anchors: | smime.xml: not a folder
                    <trust><revocation crls='file://conf/no/'/></trust>                       | revocation/@crls: | conf/no: no such folder
                    <directories><folder path='file://conf/no/'/></directories>               | directories/folder/@path: | conf/no: no such folder
                    <directories><ldap url='ldaps://a' base='dc=b' anchors='file://conf/no/'/></directories>                   | directories/ldap/@anchors: | conf/no: no such folder
                    <directories><ldap url='ldaps://a' base='dc=b' bindDn='cn=x' secret='file://conf/no'/></directories>       | directories/ldap/@secret: | conf/no: no such file
                    <directories><ldap url='ldaps://a:x' base='dc=b'/></directories>          | directories/ldap/@url: | ldaps://a:x (expected: ldaps://HOST
                    <directories><ldap url='ldaps://a' base='b'/></directories>               | directories/ldap/@base: | b (expected: a distinguished name
                    <directories><ldap url='ldaps://a' base='dc=b' filter='(a={address}b'/></directories>                      | directories/ldap/@filter: | (expected: a filter
                    <directories><ldap url='ldaps://a' base='dc=b' filter='(a=({address})'/></directories>                   | directories/ldap/@filter: | (a=({address}) (expected: an LDAP filter
                    <directories><ldap url='ldaps://a' base='dc=b' attributes='a,b'/></directories>                            | directories/ldap/@attributes: | a,b (expected: names
                    <directories><ldap url='ldap://b ldaps://a' base='dc=b' startTls='true'/></directories>                    | directories/ldap/@startTls: | true (expected: false with ldaps://
                    <tls anchors='file://conf/no/'/>                                          | tls/@anchors: | conf/no: no such folder
                    <tls anchors='file://conf/smime/tls/'/>                                   | tls/@anchors: | no certificates, so no server would be believed
                    <credentials><keystore file='file://conf/no.p12' secret='file://conf/smime/gateway.secret'/></credentials> | keystore/@file: | no.p12: no such file
                    <credentials><keystore file='file://conf/smime/gateway.p12' secret='file://conf/no'/></credentials>        | keystore/@secret: | conf/no: no such file
                    <credentials><keystore file='file://conf/smime/gateway.p12' secret='env:SMIMEGATE_UNSET'/></credentials>   | keystore/@secret: | env:SMIMEGATE_UNSET: not set
                    <credentials default='other'><keystore file='file://conf/smime/gateway.p12' secret='file://conf/smime/gateway.secret'/></credentials> | credentials/@default: | other (expected: one of gateway)
                    <credentials default='x'/>                                                | credentials/@default: | none, for there is no key
                    <profiles><profile name='p' credential='other'/></profiles>               | profiles/profile/@credential: | other (expected: sender, or one of gateway)
                    """)
    void shouldRefuse_whenWhatIsNamedIsMissing(String body, String place, String problem) {
        assertThatThrownBy(() -> open("<gateway name='gw'/>" + body))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("smime.xml:1: ")
                .hasMessageContaining(place)
                .hasMessageContaining(problem);
    }

    /** As the samples do: a newcomer has no intermediates yet, and no partners. */
    @Test
    void shouldOpen_whenDefaultFoldersAreNamedAndMissing(@TempDir Path empty) throws Exception {
        Path conf = Files.createDirectories(empty.resolve("conf"));
        Path smimeXml = Files.writeString(conf.resolve("smime.xml"), """
                <smime><gateway name='gw'/>
                  <trust anchors='file://conf/smime/trust/' intermediates='file://conf/smime/intermediates/'>
                    <revocation crls='file://conf/smime/crls/'/>
                  </trust>
                  <directories><folder path='file://conf/smime/partners/'/></directories>
                </smime>
                """);

        try (Gateway gateway = Gateway.open(smimeXml, FileLocator.below(conf), empty)) {
            assertThat(gateway.recipientKeys().find(new Address("dave", "b.example"), Instant.now()))
                    .isInstanceOf(KeyLookup.Missing.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<trust><revocation verify='soft' encrypt='soft' fetch='false'/></trust>",
                "<keyring url='jdbc:h2:file:var/smime/keyring' user='' secret='' quota='512 MB'/>",
                "<labels site='00000000-0000-0000-0000-000000000001'/>"
            })
    void shouldOpen_whenLaterElementAsksNothing(String body) throws Exception {
        assertThat(open("<gateway name='gw'/>" + body)).isNotNull();
    }

    @Test
    void shouldBelieveMailServersOfTheFolder_andFollowItsChanges() throws Exception {
        TestFiles.writePem(smime.resolve("tls/own.pem"), own.root().certificate());
        Gateway gateway = open("<gateway name='gw'/><tls anchors='file://conf/smime/tls/'/>");
        assertThat(gateway.tlsTrust().get().anchors())
                .containsExactly(own.root().certificate());

        TestFiles.writePem(smime.resolve("tls/partner.pem"), partner.root().certificate());

        Awaitility.await().until(() -> gateway.tlsTrust().get().anchors().size() == 2);
    }

    @Test
    void shouldKeepBelieving_whenTheFolderBecomesEmpty() throws Exception {
        Path file = TestFiles.writePem(smime.resolve("tls/own.pem"), own.root().certificate());
        Gateway gateway = open("<gateway name='gw'/><tls anchors='file://conf/smime/tls/'/>");
        Files.delete(file);

        Awaitility.await()
                .during(Duration.ofMillis(1_500))
                .until(() -> gateway.tlsTrust()
                        .get()
                        .anchors()
                        .equals(List.of(own.root().certificate())));
    }

    @Test
    void shouldBelieveMailServersThatTheJvmBelieves_whenNoFolderIsNamed() throws Exception {
        assertThat(open("<gateway name='gw'/>").tlsTrust().get().anchors())
                .contains(ServerTrust.ofJvm().anchors().get(0));
    }

    @Test
    void shouldRefuse_whenSecretIsOpenToOthers() throws Exception {
        Files.setPosixFilePermissions(smime.resolve("gateway.secret"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> open("<gateway name='gw'/>"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("credentials/keystore/@secret: ")
                .hasMessageContaining("gateway.secret: mode rw-r--r--");
    }

    @Test
    void shouldRefuse_whenPasswordIsWrong() throws Exception {
        TestFiles.writeSecret(smime.resolve("gateway.secret"), "falsch");

        assertThatThrownBy(() -> open("<gateway name='gw'/>"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("credentials/keystore/@file: ")
                .hasMessageContaining("gateway.p12: the secret does not open it")
                .hasMessageNotContaining("falsch");
    }

    @Test
    void shouldRefuse_whenOnlyKeyIsExpired() throws Exception {
        keystore("gateway", own.expired("bob@example.org"));

        assertThatThrownBy(() -> open("<gateway name='gw'/>"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gateway.p12: gateway: the certificate expired on " + days(-1));
    }

    @Test
    void shouldRefuse_whenOnlyKeyIsNotYetValid() throws Exception {
        keystore("gateway", own.notYetValid("bob@example.org"));

        assertThatThrownBy(() -> open("<gateway name='gw'/>"))
                .hasMessageContaining("gateway: the certificate is not valid before " + days(1));
    }

    /** A key that was replaced stays to open old mail. */
    @Test
    void shouldOpen_whenExpiredKeyHasSuccessor() throws Exception {
        keystore("old", own.expired("bob@example.org"));

        Gateway gateway = open(twoKeystores("gateway", "old", "gateway"));

        assertThat(gateway.credentials().openersFor(BOB)).hasSize(2);
        assertThat(gateway.credentials().signerFor(BOB, NOW)).isPresent();
    }

    @Test
    void shouldOpen_whenDefaultExpiredButHasSuccessor() throws Exception {
        keystore("old", own.expired("bob@example.org"));

        assertThat(open(twoKeystores("gateway", "old", "old"))).isNotNull();
    }

    @Test
    void shouldRefuse_whenExpiredKeyHasNoSuccessor() throws Exception {
        keystore("old", own.expired("eve@example.net"));

        assertThatThrownBy(() -> open(twoKeystores("gateway", "old", "gateway")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("old.p12: old: the certificate expired on");
    }

    @Test
    void shouldRefuse_whenKeyAndCertificateDiffer() throws Exception {
        Files.delete(smime.resolve("gateway.p12"));
        TestFiles.writePkcs12(
                smime.resolve("gateway.p12"),
                "geheim",
                "gateway",
                own.good("eve@example.org").key(),
                own.good("bob@example.org").fullChain());

        assertThatThrownBy(() -> open("<gateway name='gw'/>"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keystore/@file: ")
                .hasMessageContaining("the private key gateway does not belong to its certificate");
    }

    @Test
    void shouldRefuse_whenAliasStandsInTwoFiles() throws Exception {
        TestFiles.writePkcs12(smime.resolve("old.p12"), "geheim", "gateway", own.good("bob@example.org"));
        TestFiles.writeSecret(smime.resolve("old.secret"), "geheim");

        assertThatThrownBy(() -> open(twoKeystores("gateway", "old", "gateway")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("alias gateway stands in " + smime.resolve("gateway.p12") + " too");
    }

    @Test
    void shouldRefuse_whenAnchorFileIsBroken() throws Exception {
        Files.writeString(smime.resolve("trust/bad.pem"), "broken");

        assertThatThrownBy(() -> open("<gateway name='gw'/>"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("trust/@anchors: ")
                .hasMessageContaining("bad.pem");
    }

    @Test
    void shouldCoverMore_whenForIsWritten() throws Exception {
        Gateway gateway =
                open("<gateway name='gw'/><credentials>" + keystoreXml("gateway", "example.net") + "</credentials>");

        assertThat(gateway.credentials()
                        .signerFor(Address.parse("x@example.net").orElseThrow(), NOW))
                .isPresent();
    }

    /** root -> issuing -> gateway: the key file has the leaf only. */
    @Test
    void shouldSendIssuersAlong_whenTheyAreInIntermediates() throws Exception {
        TestIdentity gate = own.domain("example.org");
        Files.delete(smime.resolve("gateway.p12"));
        TestFiles.writePkcs12(
                smime.resolve("gateway.p12"), "geheim", "gateway", gate.key(), List.of(gate.certificate()));
        TestFiles.writePem(smime.resolve("intermediates/own.pem"), own.issuing().certificate());

        Gateway gateway = open("<gateway name='gw'/>");

        assertThat(gateway.credentials().signerFor(BOB, NOW).orElseThrow().chain())
                .containsExactly(own.issuing().certificate());
    }

    @Test
    void shouldUseNewKey_whenKeystoreIsReplaced() throws Exception {
        Gateway gateway = open("<gateway name='gw'/>");
        TestIdentity renewed =
                own.issuing().issue("Renewed").domain("example.org").build();

        keystore("gateway", renewed);

        await().until(() -> gateway.credentials().all().stream()
                .map(Credential::certificate)
                .anyMatch(renewed.certificate()::equals));
    }

    @Test
    void shouldKeepOldKey_whenNewKeystoreIsBroken() throws Exception {
        Gateway gateway = open("<gateway name='gw'/>");
        Files.writeString(smime.resolve("gateway.p12"), "broken");
        // The trust folder is looked at as often: its change shows that a second has passed.
        Files.delete(smime.resolve("trust/partner.pem"));

        await().until(() ->
                gateway.credentials().all().size() == 1 && !isTrusted(gateway, partner.good("dave@example.com")));
        assertThat(gateway.credentials().signerFor(BOB, NOW)).isPresent();
    }

    @Test
    void shouldBelieve_whenAnchorComesLater() throws Exception {
        Gateway gateway = open("<gateway name='gw'/>");
        TestPki other = TestPki.of("Other");
        TestIdentity eve = other.good("eve@example.net");
        assertThat(isTrusted(gateway, eve)).isFalse();

        TestFiles.writePem(smime.resolve("trust/other.pem"), other.root().certificate());

        await().until(() -> isTrusted(gateway, eve));
    }

    @Test
    void shouldEncrypt_whenPartnerComesLater() throws Exception {
        Gateway gateway = open("<gateway name='gw'/>");
        assertThat(gateway.recipientKeys().find(DAVE, NOW)).isInstanceOf(KeyLookup.Missing.class);

        TestFiles.writePem(
                smime.resolve("partners/dave.pem"),
                partner.good("dave@example.com").certificate());

        await().until(() -> gateway.recipientKeys().find(DAVE, NOW) instanceof KeyLookup.Found);
    }

    private boolean isTrusted(Gateway gateway, TestIdentity identity) {
        TrustDecision decision =
                gateway.trust().check(identity.certificate(), identity.intermediates(), CertificateUse.SIGNING, NOW);
        return !(decision instanceof TrustDecision.Refused);
    }

    private String twoKeystores(String one, String two, String standard) {
        return "<gateway name='gw'/><credentials default='" + standard + "'>" + keystoreXml(one, "")
                + keystoreXml(two, "") + "</credentials>";
    }

    private static String keystoreXml(String name, String coveredToo) {
        return "<keystore file='file://conf/smime/" + name + ".p12' secret='file://conf/smime/" + name
                + ".secret' for='" + coveredToo + "'/>";
    }

    private void keystore(String name, TestIdentity identity) throws Exception {
        Files.deleteIfExists(smime.resolve(name + ".p12"));
        TestFiles.writePkcs12(smime.resolve(name + ".p12"), "geheim", name, identity);
        TestFiles.writeSecret(smime.resolve(name + ".secret"), "geheim");
    }

    private Gateway open(String body) throws Exception {
        Files.writeString(folder.resolve("conf/smime.xml"), "<smime>" + body + "</smime>");
        return open();
    }

    private Gateway open() throws ConfigurationException {
        Path conf = folder.resolve("conf");
        return Gateway.open(
                conf.resolve("smime.xml"),
                FileLocator.below(conf),
                folder.resolve("spool"),
                Fetching.BY_ITSELF,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
