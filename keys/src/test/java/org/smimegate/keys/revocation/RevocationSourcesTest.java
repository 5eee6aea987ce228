package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.OpenSslCa;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.OcspAnswer;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.core.trust.RevocationLists;
import org.smimegate.core.trust.RevocationSource;

class RevocationSourcesTest {
    private final TestPki pki = TestPki.shared();
    private final X509Certificate ca = pki.issuing().certificate();
    private final X509Certificate bob = pki.good("bob@example.org").certificate();
    private final List<X509Certificate> asked = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void shouldKnowWhatAnyOfThemKnows() throws Exception {
        OpenSslCa issuing = OpenSslCa.of(pki.issuing(), folder.resolve("ca"));
        RevocationList first = list(issuing, "first.crl");
        RevocationList second = list(issuing, "second.crl");
        RevocationSource both = new RevocationSources(List.of(source(first), RevocationSource.NONE, source(second)));

        assertThat(both.listsOf(ca.getSubjectX500Principal())).containsExactly(first, second);
        assertThat(both.listsOf(new X500Principal("CN=other"))).isEmpty();
        assertThat(both.answersOn(bob, ca)).isEmpty();
        assertThat(asked).containsExactly(bob, bob);
    }

    @Test
    void shouldTellEach_whenNothingIsKnown() throws Exception {
        List<X509Certificate> missing = new ArrayList<>();
        RevocationSource told = new RevocationSource() {
            @Override
            public Collection<RevocationList> listsOf(X500Principal issuer) {
                return List.of();
            }

            @Override
            public void missing(X509Certificate certificate, X509Certificate issuer) {
                missing.addAll(List.of(certificate, issuer));
            }
        };

        new RevocationSources(List.of(told, RevocationSource.NONE, told)).missing(bob, ca);

        assertThat(missing).containsExactly(bob, ca, bob, ca);
    }

    private RevocationSource source(RevocationList list) {
        return new RevocationSource() {
            @Override
            public Collection<RevocationList> listsOf(X500Principal issuer) {
                return list.issuer().equals(issuer) ? List.of(list) : List.of();
            }

            @Override
            public Collection<OcspAnswer> answersOn(X509Certificate certificate, X509Certificate issuer) {
                asked.add(certificate);
                return List.of();
            }
        };
    }

    private RevocationList list(OpenSslCa issuer, String name) throws Exception {
        return RevocationLists.read(issuer.publish(folder.resolve(name))).get(0);
    }
}
