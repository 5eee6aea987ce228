package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.cms.EncryptionRecipient;
import org.smimegate.core.cms.MessageOpener;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.cms.ProtectionStep;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.Credential;
import org.smimegate.keys.Credentials;

/** A key opens mail only for those whom its certificate covers. */
class OpeningInboundTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity DAVE = PKI.good("dave@example.org");
    private static final TestIdentity ERIN = PKI.good("erin@example.org");
    private static final TestIdentity DOMAIN = PKI.domain("whole.example");
    private static final AlgorithmPolicy POLICY = AlgorithmPolicy.year2026(true, true);
    private static final String PLAIN = "From: bob@partner.example\r\nTo: dave@example.org\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: text/plain\r\n\r\nHello Dave.\r\n";

    @TempDir
    Path folder;

    private SpoolFolder spool;

    @BeforeEach
    void openSpool() throws IOException {
        spool = SpoolFolder.open(folder.resolve("spool"));
    }

    @Test
    void shouldOpenOnceForAll_whenOneKeyCoversThem() throws Exception {
        List<Opened> groups = open(encrypted(DOMAIN), List.of(DOMAIN), "a@whole.example", "b@whole.example");

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.recipients).containsExactlyInAnyOrder("a@whole.example", "b@whole.example");
            assertThat(group.decryption).contains(Decryption.DECRYPTED);
            assertThat(group.text).contains("Hello Dave.");
        });
    }

    @Test
    void shouldKeepItClosed_forRecipientsWhomNoKeyCovers() throws Exception {
        byte[] message = encrypted(DAVE);

        List<Opened> groups =
                open(message, List.of(DAVE), "dave@example.org", "mallory@example.org", "trent@elsewhere.example");

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).recipients).containsExactly("dave@example.org");
        assertThat(groups.get(0).text).contains("Hello Dave.");
        assertThat(groups.get(1).recipients)
                .containsExactlyInAnyOrder("mallory@example.org", "trent@elsewhere.example");
        assertThat(groups.get(1).decryption).contains(Decryption.NO_KEY);
        assertThat(body(groups.get(1).text)).isEqualTo(body(new String(message, StandardCharsets.US_ASCII)));
    }

    @Test
    void shouldKeepItClosed_whenItIsAddressedToSomebodyElse() throws Exception {
        List<Opened> groups = open(encrypted(DAVE), List.of(DAVE, ERIN), "erin@example.org");

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.decryption).contains(Decryption.NO_KEY);
            assertThat(group.text).doesNotContain("Hello Dave.");
        });
    }

    @Test
    void shouldOpenForEachWithTheirOwnKey() throws Exception {
        List<Opened> groups = open(encrypted(DAVE, ERIN), List.of(DAVE, ERIN), "dave@example.org", "erin@example.org");

        assertThat(groups).hasSize(2).allSatisfy(group -> {
            assertThat(group.recipients).hasSize(1);
            assertThat(group.text).contains("Hello Dave.");
        });
    }

    @Test
    void shouldJoinThoseWhoHaveTheKeyThatOpened() throws Exception {
        TestIdentity personal = PKI.leaf("a@whole.example").freshKey().build();

        List<Opened> groups = open(encrypted(DOMAIN), List.of(personal, DOMAIN), "b@whole.example", "a@whole.example");

        assertThat(groups)
                .singleElement()
                .satisfies(group ->
                        assertThat(group.recipients).containsExactlyInAnyOrder("a@whole.example", "b@whole.example"));
    }

    @Test
    void shouldJoinThoseForWhomNothingOpens() throws Exception {
        TestIdentity stranger = PKI.good("stranger@elsewhere.example");

        List<Opened> groups = open(
                encrypted(stranger), List.of(DAVE, ERIN), "dave@example.org", "erin@example.org", "frank@example.org");

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.recipients).hasSize(3);
            assertThat(group.decryption).contains(Decryption.NO_KEY);
        });
    }

    @Test
    void shouldNotSplitPlainMail() throws Exception {
        List<Opened> groups = open(
                PLAIN.getBytes(StandardCharsets.US_ASCII),
                List.of(DAVE, ERIN),
                "dave@example.org",
                "erin@example.org",
                "frank@example.org");

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.recipients).hasSize(3);
            assertThat(group.text).isEqualTo(PLAIN);
        });
    }

    private record Opened(Set<String> recipients, Optional<Decryption> decryption, String text) {}

    private List<Opened> open(byte[] message, List<TestIdentity> keys, String... recipients) throws IOException {
        Credentials credentials = new Credentials(IntStream.range(0, keys.size())
                .mapToObj(i -> credential("key" + i, keys.get(i)))
                .toList());
        Inbound inbound = new OpeningInbound(
                new MessageOpener(new AnchoredTrust(PKI::trust, POLICY), POLICY, Limits.defaults(), spool),
                () -> credentials,
                "gw.example.org");
        Set<Address> addresses = Stream.of(recipients)
                .map(text -> Address.parse(text).orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Opened> opened = new ArrayList<>();
        for (Inbound.Group group :
                inbound.open(MessageSource.of(message), addresses, SignatureHandling.KEEP, TestPki.NOW)) {
            opened.add(read(group));
        }
        return opened;
    }

    private static Opened read(Inbound.Group group) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var message = group.message()) {
            message.writeTo(out);
            Set<String> recipients =
                    group.recipients().stream().map(Address::toString).collect(Collectors.toSet());
            return new Opened(recipients, message.verdict().decryption(), out.toString(StandardCharsets.US_ASCII));
        }
    }

    private static Credential credential(String alias, TestIdentity identity) {
        return new Credential(
                alias,
                identity.key(),
                identity.certificate(),
                identity.intermediates(),
                Coverage.of(identity.certificate(), true));
    }

    private static byte[] encrypted(TestIdentity... readers) throws Exception {
        List<EncryptionRecipient> recipients = Stream.of(readers)
                .map(reader -> new EncryptionRecipient(reader.certificate(), Set.of()))
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MessageProtector()
                .protect(
                        RawMessage.scan(MessageSource.of(PLAIN.getBytes(StandardCharsets.US_ASCII))),
                        List.of(new ProtectionStep.Encrypt(
                                recipients, ContentCipher.AES_256_GCM, KeyTransport.RSA_OAEP)),
                        out);
        return out.toByteArray();
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n"));
    }
}
