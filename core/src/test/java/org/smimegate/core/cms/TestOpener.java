package org.smimegate.core.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.Pins;
import org.smimegate.core.trust.TrustDecision;

/** Opens messages in tests: the verdict and the bytes delivered, in one value. */
final class TestOpener {
    static final String AUTHSERV_ID = "gw.example.net";

    private final SpoolFolder folder;
    private final CertificateTrust trust;
    private final Pins pins;
    private final AlgorithmPolicy policy;
    private final Limits limits;
    private final SignatureHandling handling;
    private final List<DecryptionKey> keys;
    private final Instant at;

    private TestOpener(
            SpoolFolder folder,
            CertificateTrust trust,
            Pins pins,
            AlgorithmPolicy policy,
            Limits limits,
            SignatureHandling handling,
            List<DecryptionKey> keys,
            Instant at) {
        this.folder = folder;
        this.trust = trust;
        this.pins = pins;
        this.policy = policy;
        this.limits = limits;
        this.handling = handling;
        this.keys = keys;
        this.at = at;
    }

    /** What came of a message. */
    record Opened(MessageVerdict verdict, Optional<KeyOffer> offer, Set<String> keysUsed, byte[] delivered) {
        String text() {
            return new String(delivered, StandardCharsets.ISO_8859_1);
        }

        /** What follows the first empty line. */
        String body() {
            return text().substring(text().indexOf("\r\n\r\n") + 4);
        }
    }

    /** Keeps signatures, trusts every certificate, has no keys. */
    static TestOpener in(Path folder) throws IOException {
        CertificateTrust everybody = (certificate, others, use, at) -> new TrustDecision.Trusted(List.of(certificate));
        return new TestOpener(
                SpoolFolder.open(folder),
                everybody,
                Pins.none(),
                AlgorithmPolicy.year2026(true, true),
                Limits.defaults(),
                SignatureHandling.KEEP,
                List.of(),
                TestPki.NOW);
    }

    TestOpener trusting(CertificateTrust other) {
        return new TestOpener(folder, other, pins, policy, limits, handling, keys, at);
    }

    TestOpener pinning(Pins other) {
        return new TestOpener(folder, trust, other, policy, limits, handling, keys, at);
    }

    TestOpener with(AlgorithmPolicy other) {
        return new TestOpener(folder, trust, pins, other, limits, handling, keys, at);
    }

    TestOpener with(Limits other) {
        return new TestOpener(folder, trust, pins, policy, other, handling, keys, at);
    }

    TestOpener at(Instant other) {
        return new TestOpener(folder, trust, pins, policy, limits, handling, keys, other);
    }

    TestOpener removing() {
        return new TestOpener(folder, trust, pins, policy, limits, SignatureHandling.REMOVE, keys, at);
    }

    /** Keys named by the address in their subject. */
    TestOpener keys(TestIdentity... identities) {
        List<DecryptionKey> all =
                Arrays.stream(identities).map(TestOpener::decryptionKey).toList();
        return new TestOpener(folder, trust, pins, policy, limits, handling, all, at);
    }

    Opened open(String message) throws IOException {
        return open(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    Opened open(byte[] message) throws IOException {
        OpenRequest request = new OpenRequest(keys, handling, AUTHSERV_ID, at);
        try (OpenedMessage opened =
                new MessageOpener(trust, pins, policy, limits, folder).open(MessageSource.of(message), request)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            opened.writeTo(out);
            return new Opened(opened.verdict(), opened.offer(), opened.keysUsed(), out.toByteArray());
        }
    }

    static DecryptionKey decryptionKey(TestIdentity identity) {
        String alias =
                identity.certificate().getSubjectX500Principal().getName().replace("CN=", "");
        return new DecryptionKey(alias, identity.key(), identity.certificate());
    }

    static Instant now() {
        return TestPki.NOW;
    }
}
