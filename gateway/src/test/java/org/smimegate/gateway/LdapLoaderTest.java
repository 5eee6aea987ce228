package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.smimegate.core.testing.Slapd.attribute;
import static org.smimegate.core.testing.Slapd.person;
import static org.smimegate.core.testing.TestPki.NOW;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.Slapd;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.keys.KeyLookup;

/** smime.xml with an LDAP directory, which is OpenLDAP's slapd. */
class LdapLoaderTest {
    private static final Address BOB = Address.parse("bob@example.org").orElseThrow();
    private static final Address EVE = Address.parse("eve@example.org").orElseThrow();

    private final TestPki pki = TestPki.shared();
    private final TestIdentity bob = pki.good("bob@example.org");

    @TempDir
    Path folder;

    private Path smime;
    private Slapd slapd;

    @BeforeEach
    void start() throws Exception {
        smime = Files.createDirectories(folder.resolve("conf/smime"));
        TestFiles.writePem(smime.resolve("trust/root.pem"), pki.root().certificate());
        TestFiles.writePem(smime.resolve("intermediates/ca.pem"), pki.issuing().certificate());
        TestFiles.writePem(smime.resolve("ldap-cas/root.pem"), pki.root().certificate());
        TestFiles.writeSecret(smime.resolve("ldap.secret"), Slapd.PASSWORD);
        Files.createDirectories(smime.resolve("partners"));
        slapd = Slapd.start(folder.resolve("slapd"), Slapd.certificate(pki));
        slapd.add(person(
                Slapd.STAFF,
                "bob",
                "bob@example.org",
                attribute("userCertificate;binary", TestFiles.der(bob.certificate()))));
    }

    @AfterEach
    void stop() {
        slapd.close();
    }

    @Test
    void shouldEncrypt_whenDirectoryHasCertificate() throws Exception {
        try (Gateway gateway = open(slapd.tlsUrl(), "")) {
            assertThat(found(gateway)).isTrue();
            assertThat(gateway.recipientKeys().find(EVE, NOW)).isInstanceOf(KeyLookup.Missing.class);
        }
    }

    @Test
    void shouldEncrypt_whenTlsIsStartedOnTheWay() throws Exception {
        try (Gateway gateway = open(slapd.url(), "startTls='true'")) {
            assertThat(found(gateway)).isTrue();
        }
    }

    /** Nobody may take a server that is down for one that knows no certificate. */
    @Test
    void shouldWait_whenServerIsDownAtStart() throws Exception {
        slapd.stop();
        try (Gateway gateway = open(slapd.tlsUrl(), "")) {
            assertThat(gateway.recipientKeys().find(BOB, NOW))
                    .isInstanceOfSatisfying(
                            KeyLookup.Unavailable.class,
                            u -> assertThat(u.detail()).startsWith("ldap " + slapd.tlsUrl() + ": cannot be reached: "));

            slapd.start();

            await().until(() -> found(gateway));
        }
    }

    @Test
    void shouldTakeFolderFirst_whenItStandsFirst() throws Exception {
        TestIdentity other = pki.leaf("bob@example.org").serial(4711).build();
        TestFiles.writePem(smime.resolve("partners/bob.pem"), other.certificate());
        slapd.stop();

        try (Gateway gateway = open(slapd.tlsUrl(), "")) {
            assertThat(gateway.recipientKeys().find(BOB, NOW)).isInstanceOf(KeyLookup.Found.class);
            assertThat(gateway.recipientKeys().find(EVE, NOW)).isInstanceOf(KeyLookup.Unavailable.class);
        }
    }

    @Test
    void shouldLogInWithNewPassword_whenItsFileChanges() throws Exception {
        TestFiles.writeSecret(smime.resolve("ldap.secret"), "falsch");
        try (Gateway gateway = open(slapd.tlsUrl(), "")) {
            assertThat(gateway.recipientKeys().find(BOB, NOW)).isInstanceOf(KeyLookup.Unavailable.class);

            TestFiles.writeSecret(smime.resolve("ldap.secret"), Slapd.PASSWORD);

            await().until(() -> found(gateway));
        }
    }

    private static boolean found(Gateway gateway) {
        return gateway.recipientKeys().find(BOB, NOW) instanceof KeyLookup.Found;
    }

    private Gateway open(String url, String more) throws Exception {
        Path smimeXml = Files.writeString(
                folder.resolve("conf/smime.xml"), """
                <smime><gateway name='gw'/>
                  <directories>
                    <folder path='file://conf/smime/partners/'/>
                    <ldap url='%s' base='%s' bindDn='%s' secret='file://conf/smime/ldap.secret'
                          anchors='file://conf/smime/ldap-cas/' %s/>
                  </directories>
                </smime>
                """.formatted(url, Slapd.STAFF, Slapd.READER, more));
        return Gateway.open(smimeXml, FileLocator.below(folder.resolve("conf")), folder.resolve("spool"));
    }
}
