package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.Credential;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.RecipientKeys;

/** bob@example.org writes to many, whose certificates are in a key ring, a folder and an LDAP directory. */
final class OutboundFixture {
    static final TestPki PKI = TestPki.shared();
    static final TestIdentity BOB = PKI.good("bob@example.org");
    static final String TEXT = "Hello all of you.";

    final TestDirectory ring = new TestDirectory();
    final TestDirectory folder = new TestDirectory();
    final TestDirectory ldap = new TestDirectory();
    final Map<String, String> settings = new HashMap<>(Map.of("mode", "sign-encrypt"));
    private final SpoolFolder spool;
    private Limits limits = Limits.defaults();
    private String body = TEXT + "\r\n";

    OutboundFixture(Path spool) throws IOException {
        this.spool = SpoolFolder.open(spool);
    }

    OutboundFixture limits(Limits other) {
        limits = other;
        return this;
    }

    OutboundFixture body(String other) {
        body = other;
        return this;
    }

    /** @param visible recipients in the To field */
    Dispatch dispatch(Collection<String> recipients, Collection<String> visible) throws IOException {
        return dispatch(MessageSource.of(message(visible)), recipients);
    }

    Dispatch dispatch(MessageSource message, Collection<String> recipients) throws IOException {
        Set<Address> addresses =
                recipients.stream().map(OutboundFixture::address).collect(Collectors.toCollection(LinkedHashSet::new));
        try {
            return outbound().dispatch(message, addresses, ProfileReader.read("test", settings), TestPki.NOW);
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] message(Collection<String> visible) {
        String to = visible.isEmpty() ? "undisclosed-recipients:;" : String.join(",\r\n ", visible);
        return ("From: Bob <bob@example.org>\r\nTo: " + to + "\r\nSubject: greeting\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: text/plain; charset=us-ascii\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Outbound outbound() {
        AnchoredTrust trust = new AnchoredTrust(PKI::trust, AlgorithmPolicy.year2026(true, true));
        Credentials credentials = new Credentials(List.of(new Credential(
                "bob", BOB.key(), BOB.certificate(), BOB.intermediates(), Coverage.of(BOB.certificate(), true))));
        List<CertificateDirectory> directories = List.of(ring, folder, ldap);
        return new ProtectingOutbound(
                new MessageProtector(), () -> credentials, new RecipientKeys(directories, trust, trust), limits, spool);
    }

    static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    static List<WireCopy> copies(Dispatch dispatch) {
        assertThat(dispatch).isInstanceOf(Dispatch.Copies.class);
        return ((Dispatch.Copies) dispatch).copies().stream().map(WireCopy::of).toList();
    }
}
