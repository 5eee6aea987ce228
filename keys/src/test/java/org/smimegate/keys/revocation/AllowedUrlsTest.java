package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedUrlsTest {
    private final AllowedUrls allowed = new AllowedUrls(
            settings("crl.Example.ORG", "*.pki.example.net").hosts(),
            Network.internet().ports());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://crl.example.org/a.crl",
                "HTTP://CRL.EXAMPLE.ORG/a.crl",
                "https://crl.example.org",
                "http://crl.example.org:80/a?b=c&d",
                "https://crl.example.org:443/",
                "http://one.pki.example.net/%20",
            })
    void shouldFollow(String url) {
        assertThat(allowed.of(url)).contains(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "crl.example.org",
                "/a.crl",
                "//crl.example.org/a.crl",
                "http:///a.crl",
                "http:crl.example.org",
                "ldap://crl.example.org/cn=a",
                "ftp://crl.example.org/a.crl",
                "file:///etc/passwd",
                "jar:http://crl.example.org/a.jar!/b",
                "http://other.example.org/a.crl",
                "http://example.org/a.crl",
                "http://crl.example.org.attacker.example/a.crl",
                "http://crl.example.org./a.crl",
                "http://pki.example.net/",
                "http://a.one.pki.example.net/",
                "http://user@crl.example.org/",
                "http://crl.example.org@attacker.example/",
                "http://crl.example.org%40attacker.example/",
                "http://attacker.example\\@crl.example.org/",
                "http://attacker.example#@crl.example.org/",
                "http://crl.example.org/#fragment",
                "http://crl.example.org:8080/",
                "http://crl.example.org:25/",
                "http://crl.example.org:99999999999/",
                "http://crl.example.org/a b",
                "http://crl.example.org/a\r\nX: y",
                "http://crl.example.org/\u0000",
                "http://crl.example.org/\u00e4",
                "http://crl.example.org\u3002attacker.example/",
                "http://[::1]/",
                "http://127.0.0.1/",
                "http://2130706433/",
            })
    void shouldNotFollow(String url) {
        assertThat(allowed.of(url)).isEmpty();
    }

    @Test
    void shouldNotFollow_whenUrlIsVeryLong() {
        String url = "http://crl.example.org/" + "x".repeat(2_000);

        assertThat(allowed.of(url)).isEmpty();
        assertThat(allowed.of(url.substring(0, 2_000))).isPresent();
    }

    @Test
    void shouldKeepOrder_andTakeEachOnce() {
        Stream<String> urls = Stream.of(
                "ldap://crl.example.org/x",
                "http://crl.example.org/b",
                "http://crl.example.org/a",
                "http://crl.example.org/b");

        assertThat(allowed.of(urls))
                .containsExactly(URI.create("http://crl.example.org/b"), URI.create("http://crl.example.org/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "*.org", "http://crl.example.org", "crl.example.org:80", "crl.*.org", "a b", "::1"})
    void shouldRefuseSettings_whenHostIsNone(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(host))
                .withMessage("hosts: " + host + " (expected: host names such as crl.example.org or *.example.org)");
    }

    @Test
    void shouldRefuseSettings_whenThereIsNoHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(AllowedUrlsTest::settings)
                .withMessage("hosts: none (expected: host names such as crl.example.org or *.example.org)");
    }

    private static FetchSettings settings(String... hosts) {
        return new FetchSettings(List.of(hosts), true, Optional.empty());
    }
}
