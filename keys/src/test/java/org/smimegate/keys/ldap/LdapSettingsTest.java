package org.smimegate.keys.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "ldap://ldap.example.org, ldap://ldap.example.org:389",
        "ldaps://ldap.example.org, ldaps://ldap.example.org:636",
        "ldaps://ldap.example.org/, ldaps://ldap.example.org:636",
        "ldaps://dc1.example.org:3269, ldaps://dc1.example.org:3269",
        "ldap://192.0.2.1:1389, ldap://192.0.2.1:1389",
        "ldap://[2001:db8::1]:1389, ldap://[2001:db8::1]:1389",
        "ldaps://[::1], ldaps://[::1]:636"
    })
    void shouldReadServer_whenUrlNamesOne(String url, String expected) {
        assertThat(LdapServer.parse(url)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ldap",
                "ldap://",
                "ldap:///dc=example",
                "http://ldap.example.org",
                "ldap://ldap.example.org:x",
                "ldap://ldap.example.org:0",
                "ldap://ldap.example.org:65536",
                "ldap://ldap.example.org/dc=example",
                "ldap://ldap.example.org?x",
                "ldapi://x"
            })
    void shouldRefuseServer_whenUrlNamesNone(String url) {
        assertThatThrownBy(() -> LdapServer.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("url: " + url + " (expected: ldaps://HOST[:PORT] or ldap://HOST[:PORT])");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    people        | (mail={address})   | userCertificate | base: people
                    dc=a          | (mail={address}    | userCertificate | filter: (mail={address}
                    dc=a          | (mail=x)           | userCertificate | filter: (mail=x)
                    dc=a          | mail={address})    | userCertificate | filter: mail={address})
                    dc=a          | (mail={address})   | user,x          | attributes: user,x
                    dc=a          | (mail={address})   | *               | attributes: *
                    """)
    void shouldRefuseQuery_whenNoServerWouldUnderstandIt(String base, String filter, String name, String expected) {
        assertThatThrownBy(() -> new LdapSettings.Query(base, filter, List.of(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(expected + " (expected: ");
    }

    @Test
    void shouldAskForEachAttributeOnce_whenOptionsAreWritten() {
        assertThat(new LdapSettings.Query("dc=a", "(mail={address})", List.of("a;binary", "b", "a", "2.5.4.36"))
                        .attributes())
                .containsExactly("a", "b", "2.5.4.36");
    }

    @Test
    void shouldRefuse_whenStartTlsIsForServerWithTls() {
        assertThatThrownBy(() -> settings("ldaps://a", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("startTls: true (expected: false with ldaps://, which is TLS already)");
    }

    @ParameterizedTest
    @CsvSource({
        "ldap://ldap.example.org, false, true",
        "ldap://ldap.example.org, true, false",
        "ldaps://ldap.example.org, false, false",
        "ldap://localhost, false, false",
        "ldap://127.0.0.1, false, false",
        "ldap://[::1], false, false",
        "ldap://127.example.org, false, true"
    })
    void shouldBeReadableOnTheWay_whenNothingIsTls(String url, boolean startTls, boolean readable) {
        assertThat(settings(url, startTls).isReadable(LdapServer.parse(url))).isEqualTo(readable);
    }

    private static LdapSettings settings(String url, boolean startTls) {
        return new LdapSettings(
                List.of(LdapServer.parse(url)),
                LdapContract.query("dc=a"),
                Optional.empty(),
                new LdapSettings.Tls(Optional.empty(), startTls),
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                true);
    }
}
