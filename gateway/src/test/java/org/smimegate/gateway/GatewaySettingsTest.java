package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.gateway.GatewaySettings.Directory;
import org.smimegate.gateway.GatewaySettings.UnknownRevocation;
import org.smimegate.gateway.SendingProfile.Mode;

class GatewaySettingsTest {
    private static final String GATEWAY = "<gateway name='gw.example.org'/>";

    @TempDir
    Path folder;

    @Test
    void shouldFillDefaults_whenOnlyGatewayIsGiven() throws Exception {
        GatewaySettings settings = read(GATEWAY);

        assertThat(settings.name()).isEqualTo("gw.example.org");
        assertThat(settings.postmaster()).isEqualTo(address("postmaster@gw.example.org"));
        assertThat(settings.inside().domains()).isEmpty();
        assertThat(settings.credentials().defaultAlias()).isEmpty();
        assertThat(settings.credentials().keystores())
                .singleElement()
                .satisfies(k -> isDefault(k.file(), "conf/smime/gateway.p12"));
        isDefault(settings.trust().anchors(), "conf/smime/trust");
        isDefault(settings.trust().intermediates(), "conf/smime/intermediates");
        isDefault(settings.trust().revocation().crls(), "conf/smime/crls");
        assertThat(settings.trust().revocation().verify()).isEqualTo(UnknownRevocation.SOFT);
        assertThat(settings.trust().revocation().encrypt()).isEqualTo(UnknownRevocation.SOFT);
        assertThat(settings.trust().revocation().fetch()).isEmpty();
        assertThat(settings.trust().revocation().demanded()).isEmpty();
        assertThat(settings.keyring().url()).isEqualTo("jdbc:h2:file:" + folder.resolve("var/smime/keyring"));
        assertThat(settings.keyring().quota()).isEqualTo(512L << 20);
        assertThat(settings.directories())
                .singleElement()
                .satisfies(d -> isDefault(((Directory.Folder) d).path(), "conf/smime/partners"));
        assertThat(settings.profiles()).isEmpty();
        assertThat(settings.policy().year()).isEqualTo(2026);
        assertThat(settings.policy().legacyRead()).isTrue();
        assertThat(settings.policy().domainCertificates()).isTrue();
        assertThat(settings.limits()).isEqualTo(Limits.defaults());
        assertThat(settings.tls().anchors()).isEmpty();
        assertThat(settings.labels().labels()).isEmpty();
    }

    @Test
    void shouldReadEverything_whenEverythingIsGiven() throws Exception {
        GatewaySettings settings = read("""
                <gateway name="gw.example.org" postmaster="help@example.org" domains="example.org *.Example.net"/>
                <credentials default="gateway">
                  <keystore type="PKCS12" file="file://conf/a.p12" secret="file://conf/a.secret" for="example.com bob@example.com *"/>
                  <keystore file="file:///etc/b.p12" secret="env:B_SECRET"/>
                </credentials>
                <trust anchors="file://conf/t/" intermediates="file://conf/i/">
                  <revocation verify="hard" encrypt="soft" crls="file://conf/c/" fetch="true"
                              hosts="*.Example.org crl.example.net" ocsp="true"/>
                </trust>
                <keyring url="jdbc:postgresql://db/keys" user="gate" secret="env:DB" quota="1 GB"/>
                <directories>
                  <ldap url="ldap://a.example.org ldap://b.example.org:1389" base="dc=example" filter="(|(mail={address})(x={address}))"
                        attributes="a b" bindDn="cn=gate" secret="env:L" timeout="500 ms" cache="1 h"
                        anchors="file://ldap-cas/" startTls="true"/>
                  <folder path="file://partners/"/>
                </directories>
                <profiles>
                  <profile name="partner"/>
                  <profile name="signed" mode="sign" credential="gateway"/>
                </profiles>
                <policy year="2026" legacyRead="false" domainCertificates="false"/>
                <limits cms="10 MB" expanded="500 KB" layers="3" recipients="50" signers="2" certificates="10"/>
                <tls anchors="file://conf/tls/"/>
                <labels site="2096F6A2-d2f7-48be-b329-b73aaa526e5d">
                  <label name="PROTECTED" guid="00000000-0000-0000-0000-00000000000A"/>
                </labels>
                """);

        assertThat(settings.postmaster()).isEqualTo(address("help@example.org"));
        assertThat(settings.inside().domains()).containsExactlyInAnyOrder("example.org", "*.example.net");
        assertThat(settings.credentials().defaultAlias()).contains("gateway");
        assertThat(settings.credentials().keystores())
                .extracting(k -> k.file().path())
                .containsExactly(folder.resolve("conf/a.p12"), Path.of("/etc/b.p12"));
        assertThat(settings.credentials().keystores().get(0).secret().file()).contains(folder.resolve("conf/a.secret"));
        assertThat(settings.credentials().keystores().get(0).coveredToo())
                .containsExactly("example.com", "bob@example.com", "*");
        assertThat(settings.credentials().keystores().get(1).secret().variable())
                .contains("B_SECRET");
        assertThat(settings.trust().anchors().path()).isEqualTo(folder.resolve("conf/t"));
        assertThat(settings.trust().anchors().written()).isTrue();
        assertThat(settings.trust().revocation().verify()).isEqualTo(UnknownRevocation.HARD);
        assertThat(settings.trust().revocation().demanded()).containsExactly(CertificateUse.SIGNING);
        assertThat(settings.trust().revocation().crls().path()).isEqualTo(folder.resolve("conf/c"));
        assertThat(settings.trust().revocation().fetch()).hasValueSatisfying(fetch -> {
            assertThat(fetch.hosts()).containsExactly("*.example.org", "crl.example.net");
            assertThat(fetch.ocsp()).isTrue();
            assertThat(fetch.cache()).isEqualTo(folder.resolve("var/smime/revocation"));
        });
        assertThat(settings.keyring().quota()).isEqualTo(1L << 30);
        assertThat(settings.directories().get(0)).isInstanceOfSatisfying(Directory.Ldap.class, ldap -> {
            assertThat(ldap.urls()).containsExactly("ldap://a.example.org", "ldap://b.example.org:1389");
            assertThat(ldap.attributes()).containsExactly("a", "b");
            assertThat(ldap.anchors().orElseThrow().path()).isEqualTo(folder.resolve("ldap-cas"));
            assertThat(ldap.startTls()).isTrue();
            assertThat(ldap.timeout()).isEqualTo(Duration.ofMillis(500));
            assertThat(ldap.cache()).isEqualTo(Duration.ofHours(1));
        });
        assertThat(settings.directories().get(1))
                .isInstanceOfSatisfying(
                        Directory.Folder.class, f -> assertThat(f.path().path()).isEqualTo(folder.resolve("partners")));
        assertThat(settings.profiles()).extracting(p -> p.settings().name()).containsExactly("partner", "signed");
        assertThat(settings.profiles())
                .extracting(p -> p.settings().mode())
                .containsExactly(Mode.SIGN_ENCRYPT, Mode.SIGN);
        assertThat(settings.profiles().get(1).settings().credential()).isEqualTo(Optional.of("gateway"));
        assertThat(settings.policy().legacyRead()).isFalse();
        assertThat(settings.policy().domainCertificates()).isFalse();
        assertThat(settings.limits()).isEqualTo(new Limits(10L << 20, 500L << 10, 100, 3, 50, 2, 10, 5));
        assertThat(settings.tls().anchors().orElseThrow().path()).isEqualTo(folder.resolve("conf/tls"));
        assertThat(settings.labels().site()).contains("2096f6a2-d2f7-48be-b329-b73aaa526e5d");
        assertThat(settings.labels().labels())
                .containsExactly(new GatewaySettings.Label("PROTECTED", "00000000-0000-0000-0000-00000000000a"));
    }

    /** Each attribute with something wrong in it: the message names element, attribute, value and what was expected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gateway      | name              | ''                    | a host name
                    gateway      | name              | gw_ example           | a host name
                    gateway      | postmaster        | postmaster            | an address
                    gateway      | postmaster        | a b@example.org       | an address
                    gateway      | domains           | example.org,b.example | domains such as
                    gateway      | domains           | *.org                 | domains such as
                    gateway      | domains           | *                     | domains such as
                    gateway      | domains           | bob@example.org       | domains such as
                    keystore     | type              | JKS                   | PKCS12
                    keystore     | type              | pkcs12                | PKCS12
                    keystore     | file              | ''                    | file://
                    keystore     | file              | /etc/gateway.p12      | file://
                    keystore     | file              | http://example.org/x  | file://
                    keystore     | secret            | ''                    | env:NAME
                    keystore     | for               | ..                    | an address
                    keystore     | for               | a@b@c@                | an address
                    keystore     | for               | *.org                 | at least two labels
                    trust        | anchors           | conf/smime/trust      | file://
                    trust        | intermediates     | file:trust            | file://
                    revocation   | verify            | strict                | soft, hard
                    revocation   | encrypt           | SOFT                  | soft, hard
                    revocation   | crls              | crls                  | file://
                    revocation   | fetch             | yes                   | true, false
                    revocation   | ocsp              | 1                     | true, false
                    revocation   | ocsp              | true                  | false, or fetch="true"
                    revocation   | hosts             | crl.example.org       | no hosts, or fetch="true"
                    keyring      | url               | jdbc:mysql:x          | jdbc:h2:file:PATH
                    keyring      | url               | jdbc:h2:tcp://h/x     | jdbc:h2:file:PATH
                    keyring      | url               | jdbc:h2:file:~/x      | jdbc:h2:file:PATH
                    keyring      | quota             | 512                   | a size
                    folder       | path              | partners              | file://
                    ldap         | url               | http://ldap           | ldaps://
                    ldap         | url               | ldap://a http://b     | ldaps://
                    ldap         | url               | ldap://a/dc=b         | ldaps://
                    ldap         | anchors           | ldap-cas              | file://
                    ldap         | startTls          | yes                   | true, false
                    ldap         | base              | ''                    | a base DN
                    ldap         | filter            | (mail=*)              | {address}
                    ldap         | attributes        | ''                    | names of attributes
                    ldap         | timeout           | 2                     | a time
                    ldap         | timeout           | 0 s                   | a time
                    ldap         | cache             | 10 minutes            | a time
                    profile      | name              | a b                   | letters, digits
                    profile      | name              | ''                    | letters, digits
                    profile      | mode              | encrypted             | sign, encrypt, sign-encrypt, triple
                    profile      | signing           | clear                 | detached, opaque
                    profile      | alreadySigned     | drop                  | skip, wrap
                    profile      | alreadyEncrypted  | true                  | skip, wrap
                    profile      | onMissingKey      | ignore                | bounce, drop, split, clear
                    profile      | cipher            | DES                   | auto, AES-256-GCM
                    profile      | cipher            | aes-256-gcm           | auto, AES-256-GCM
                    profile      | keyTransport      | oaep                  | auto, rsa-oaep, rsa-pkcs1
                    profile      | toSender          | yes                   | true
                    profile      | onFailure         | propagate             | bounce, drop
                    profile      | credential        | ''                    | sender
                    policy       | year              | 2025                  | 2026
                    policy       | legacyRead        | TRUE                  | true, false
                    policy       | domainCertificates| 1                     | true, false
                    limits       | cms               | 200                   | a size such as 200 MB
                    limits       | cms               | 200 mb                | a size such as 200 MB
                    limits       | cms               | 0 MB                  | a size such as 200 MB
                    limits       | cms               | -1 MB                 | a size such as 200 MB
                    limits       | expanded          | all                   | a size such as 200 MB
                    limits       | layers            | 0                     | a number from 1 to 10
                    limits       | layers            | 11                    | a number from 1 to 10
                    limits       | recipients        | 99999999999           | a number from 1 to 10000
                    limits       | signers           | 1.5                   | a number from 1 to 100
                    limits       | certificates      | ''                    | a number from 1 to 1000
                    tls          | anchors           | tls                   | file://
                    labels       | site              | TENANT-GUID           | a GUID
                    label        | guid              | ...                   | a GUID
                    label        | name              | ''                    | the label's name
                    """)
    void shouldRefuse_whenValueIsWrong(String element, String attribute, String value, String expected) {
        String body = with(element, attribute, value);

        assertThatThrownBy(() -> read(body))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageMatching("(?s)smime\\.xml:\\d+: .*")
                .hasMessageContaining(element + "/@" + attribute + ": ")
                .hasMessageContaining(value)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "credentials",
                "keystore",
                "trust",
                "revocation",
                "keyring",
                "directories",
                "folder",
                "ldap",
                "profiles",
                "profile",
                "policy",
                "limits",
                "tls",
                "labels",
                "label"
            })
    void shouldRefuse_whenAttributeIsUnknown(String element) {
        String body = with(element, "surprise", "1");

        assertThatThrownBy(() -> read(body))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(element + "/@surprise: unknown attribute (expected: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "credentials",
                "keystore",
                "trust",
                "revocation",
                "keyring",
                "directories",
                "folder",
                "ldap",
                "profiles",
                "profile",
                "policy",
                "limits",
                "tls",
                "labels",
                "label"
            })
    void shouldRefuse_whenElementIsUnknown(String element) {
        String body = SAMPLE.replaceFirst("<" + element + "\\b([^>]*?)(/?)>", closed(element));

        assertThatThrownBy(() -> read(body))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/surprise: unknown element (expected: ");
    }

    private static String closed(String element) {
        boolean parent = List.of("credentials", "trust", "directories", "profiles", "labels")
                .contains(element);
        return "<" + element + "$1><surprise/>" + (parent ? "" : "</" + element + ">");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <gateway/>                                           | gateway/@name: missing
                    <gateway name='gw.example.org'/><gateway name='b'/>  | gateway: stands twice
                    <policy/>                                            | no <gateway>
                    """)
    void shouldRefuse_whenGatewayIsMissingOrTwice(String body, String expected) {
        assertThatThrownBy(() -> read(body)).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"credentials", "trust", "keyring", "directories", "profiles", "policy", "limits", "tls", "labels"
            })
    void shouldRefuse_whenElementStandsTwice(String element) {
        assertThatThrownBy(() -> read(GATEWAY + "<" + element + "/><" + element + "/>"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(element + ": stands twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <profiles><profile name='a'/><profile name='a'/></profiles>                                         | profile/@name: a
                    <directories><folder path='file://conf/p/'/><folder path='file://conf/p'/></directories>            | folder: stands twice
                    <credentials><keystore file='file://a' secret='env:A'/><keystore file='file://a' secret='env:A'/></credentials> | each file once
                    <labels><label name='A' guid='00000000-0000-0000-0000-000000000001'/><label name='a' guid='00000000-0000-0000-0000-000000000002'/></labels> | each label once
                    <labels><label name='A' guid='00000000-0000-0000-0000-00000000000a'/><label name='B' guid='00000000-0000-0000-0000-00000000000A'/></labels> | each label once
                    <profiles><profile/></profiles>                                                                     | profile/@name: missing
                    <credentials><keystore secret='env:A'/></credentials>                                               | keystore/@file: missing
                    <credentials><keystore file='file://a'/></credentials>                                              | keystore/@secret: missing
                    <credentials default=''/>                                                                           | credentials/@default
                    <directories><folder/></directories>                                                                | folder/@path: missing
                    <directories><ldap base='a'/></directories>                                                         | ldap/@url: missing
                    <directories><ldap url='ldap://a'/></directories>                                                   | ldap/@base: missing
                    <directories><ldap url='ldap://a' base='dc=b' bindDn='cn=c'/></directories>                         | ldap/@secret: "" (expected: file://... or env:NAME
                    <directories><ldap url='ldap://a' base='dc=b' secret='env:L'/></directories>                        | ldap/@bindDn: "" (expected: the name whose password
                    <labels><label name='A'/></labels>                                                                  | label/@guid: missing
                    """)
    void shouldRefuse_whenNamesRepeatOrLack(String body, String expected) {
        assertThatThrownBy(() -> read(GATEWAY + body))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim", "env:", "env:A B", "pass:geheim", "file:geheim"})
    void shouldRefuseWithoutRepeating_whenSecretIsInline(String secret) {
        assertThatThrownBy(() -> read(with("keystore", "secret", secret)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keystore/@secret: ")
                .hasMessageContaining("env:NAME")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void shouldNameLineOfElement_whenTagSpansLines() {
        String body = GATEWAY + "\n<profiles>\n  <profile name='a'\n    cipher='DES'\n  />\n</profiles>";

        assertThatThrownBy(() -> read(body))
                .hasMessage("smime.xml:3: profiles/profile/@cipher: DES (expected: auto, AES-256-GCM, AES-128-GCM,"
                        + " AES-256-CBC, AES-128-CBC)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <gate/>                                                              | unknown element (expected: smime)
                    <smime><gateway name='a'></smime>                                    | not well-formed XML
                    <smime>                                                              | not well-formed XML
                    ''                                                                   | not well-formed XML
                    <smime>hello</smime>                                                 | text (expected: elements and attributes only)
                    <smime xmlns='urn:x'><gateway name='a'/></smime>                     | smime/@xmlns: unknown attribute
                    <smime><gateway name='a' name='b'/></smime>                          | not well-formed XML
                    <!DOCTYPE smime><smime><gateway name='a'/></smime>                   | DOCTYPE
                    <!DOCTYPE smime SYSTEM 'file:///etc/passwd'><smime/>                 | DOCTYPE
                    <!DOCTYPE smime [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><smime>&x;</smime> | DOCTYPE
                    <smime><gateway name='&x;'/></smime>                                 | not well-formed XML
                    """)
    void shouldRefuse_whenXmlIsBad(String xml, String expected) throws Exception {
        Path file = write(xml);

        assertThatThrownBy(() -> GatewaySettings.read(file, files()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("smime.xml:")
                .hasMessageContaining(expected);
    }

    @Test
    void shouldRefuse_whenFileIsMissing() {
        assertThatThrownBy(() -> GatewaySettings.read(folder.resolve("conf/smime.xml"), files()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("smime.xml: no such file");
    }

    private static final String SAMPLE = """
            <gateway name="gw.example.org"/>
            <credentials><keystore file="file://a" secret="env:A"/></credentials>
            <trust><revocation/></trust>
            <keyring/>
            <directories><folder path="file://b"/><ldap url="ldap://c" base="d"/></directories>
            <profiles><profile name="p"/></profiles>
            <policy/>
            <limits/>
            <tls/>
            <labels><label name="L" guid="00000000-0000-0000-0000-000000000001"/></labels>
            """;

    @Test
    void shouldRead_whenSampleIsUntouched() throws Exception {
        assertThat(read(SAMPLE).profiles()).hasSize(1);
    }

    /** The sample with one attribute of one element set to something else. */
    private static String with(String element, String attribute, String value) {
        String bare = SAMPLE.replaceFirst("(<" + element + "\\b[^>]*?) " + attribute + "=\"[^\"]*\"", "$1");
        return bare.replaceFirst("<" + element + "\\b", "<" + element + " " + attribute + "=\"" + value + "\"");
    }

    private static void isDefault(ConfiguredPath path, String expected) {
        assertThat(path.written()).isFalse();
        assertThat(path.path().toString()).endsWith(expected);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private GatewaySettings read(String body) throws Exception {
        return GatewaySettings.read(write("<smime>" + body + "</smime>"), files());
    }

    private Path write(String xml) throws Exception {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        return Files.writeString(conf.resolve("smime.xml"), xml);
    }

    private FileLocator files() {
        return FileLocator.below(folder.resolve("conf"));
    }
}
