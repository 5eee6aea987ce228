package org.smimegate.keys.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smimegate.core.testing.Slapd.PASSWORD;
import static org.smimegate.core.testing.Slapd.PEOPLE;
import static org.smimegate.core.testing.Slapd.STAFF;
import static org.smimegate.core.testing.Slapd.person;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.smimegate.core.testing.Slapd;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.keys.DirectoryUnavailableException;

class SlapdTest extends LdapContract {
    private Slapd slapd;

    /** What a search meets that is busy, or a network that swallows everything. */
    @Test
    void shouldBeUnavailableUntilItAnswers_whenServerHangs() throws Exception {
        slapd.add(person(PEOPLE, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        LdapDirectory directory = open();
        assertThat(directory.find(address("eve@example.org"))).isEmpty();

        slapd.pause();
        assertThatThrownBy(() -> directory.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessage("no answer within 1 s");
        slapd.resume();
        turn(Duration.ofSeconds(1));

        assertThat(directory.find(address("bob@example.org"))).hasSize(1);
    }

    @Test
    void shouldFindOnlyWhenLoggedIn_whenServerKeepsEntriesFromOthers() throws Exception {
        slapd.add(person(STAFF, "bob", "bob@example.org", certificate(pki.good("bob@example.org"))));
        LdapDirectory nobody = open(settings(slapd.url(), Optional.empty(), noTls(), query(STAFF)));
        LdapDirectory reader = open(settings(slapd.tlsUrl(), login(PASSWORD), tls(pki, false), query(STAFF)));

        assertThatThrownBy(() -> nobody.find(address("bob@example.org")))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessage("base: ou=staff,dc=example,dc=org: no such entry (expected: one that everybody may read)");
        assertThat(reader.find(address("bob@example.org"))).hasSize(1);
    }

    @Override
    LdapPeer start(TestIdentity certificate) throws Exception {
        slapd = Slapd.start(folder.resolve("slapd"), certificate);
        return new LdapPeer() {
            @Override
            public void add(String ldif) throws IOException {
                slapd.add(ldif);
            }

            @Override
            public String url() {
                return slapd.url();
            }

            @Override
            public String tlsUrl() {
                return slapd.tlsUrl();
            }

            @Override
            public void stop() {
                slapd.stop();
            }

            @Override
            public void start() throws IOException {
                slapd.start();
            }

            @Override
            public void close() {
                slapd.close();
            }
        };
    }
}
