package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.Coverage;
import org.smimegate.gateway.Dispatch.Protection;
import org.smimegate.keys.Credential;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.RecipientKeys;

class ProtectingOutboundTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final TestIdentity DAVE = PKI.good("dave@partner.example");
    private static final TestIdentity ERIN = PKI.good("erin@partner.example");
    private static final TestIdentity DOMAIN = PKI.domain("whole.example");

    @TempDir
    Path folder;

    private final TestDirectory directory =
            new TestDirectory().with(DAVE).with(ERIN).with(DOMAIN);
    private final Map<String, String> settings = new HashMap<>(Map.of("mode", "sign-encrypt"));
    private String from = "Bob <bob@example.org>";
    private String to = "dave@partner.example";
    private String cc = "";
    private SpoolFolder spool;

    @BeforeEach
    void openSpool() throws IOException {
        spool = SpoolFolder.open(folder.resolve("spool"));
    }

    // One message for visible recipients, one for each hidden one

    @Test
    void shouldSignAndEncryptOnce_whenAllRecipientsAreVisible() throws Exception {
        cc = "erin@partner.example";

        WireCopy copy = only(dispatch("dave@partner.example", "erin@partner.example"));

        copy.assertEncryptedExactlyTo(DAVE, ERIN);
        assertThat(copy.recipients()).containsExactlyInAnyOrder("dave@partner.example", "erin@partner.example");
        assertThat(copy.protection()).isEqualTo(Protection.ENCRYPTED);
        assertThat(copy.header("Subject")).isEqualTo("greeting");
        assertThat(copy.text()).doesNotContain("Hello");
    }

    @Test
    void shouldHideEnvelopeRecipients() throws Exception {
        List<WireCopy> copies = copies(dispatch("dave@partner.example", "erin@partner.example"));

        assertThat(copies).hasSize(2);
        copies.get(0).assertEncryptedExactlyTo(DAVE);
        assertThat(copies.get(0).recipients()).containsExactly("dave@partner.example");
        copies.get(1).assertEncryptedExactlyTo(ERIN);
        assertThat(copies.get(1).recipients()).containsExactly("erin@partner.example");
    }

    @Test
    void shouldHideHiddenRecipientsFromEachOther() throws Exception {
        to = "undisclosed-recipients:;";

        List<WireCopy> copies =
                copies(dispatch("a@whole.example", "b@whole.example", "dave@partner.example", "erin@partner.example"));

        assertThat(copies)
                .as("one for each certificate")
                .hasSize(3)
                .allSatisfy(copy -> assertThat(copy.recipientInfos()).isOne());
    }

    @Test
    void shouldShareTheVisibleMessage_whenTheHiddenRecipientHasTheSameCertificate() throws Exception {
        to = "a@whole.example";

        WireCopy copy = only(dispatch("a@whole.example", "b@whole.example"));

        copy.assertEncryptedExactlyTo(DOMAIN);
        assertThat(copy.recipients()).containsExactlyInAnyOrder("a@whole.example", "b@whole.example");
    }

    @Test
    void shouldCountAsVisible_whenHeaderAndEnvelopeDifferInCase() throws Exception {
        to = "Dave@Partner.EXAMPLE";

        assertThat(copies(dispatch("dave@partner.example"))).hasSize(1);
    }

    // Algorithms

    @Test
    void shouldWriteWhatEveryClientReads_whenNothingIsKnown() throws Exception {
        assertThat(only(dispatch("dave@partner.example")).cipher()).isEqualTo(ContentCipher.AES_256_CBC);
    }

    @Test
    void shouldMakeCopies_whenClientsReadDifferentCiphers() throws Exception {
        TestIdentity modern = PKI.good("modern@partner.example");
        directory.with(modern, ContentCipher.AES_128_CBC, ContentCipher.AES_128_GCM);
        cc = "modern@partner.example";

        List<WireCopy> copies = copies(dispatch("dave@partner.example", "modern@partner.example"));

        assertThat(copies)
                .extracting(WireCopy::cipher)
                .containsExactly(ContentCipher.AES_256_CBC, ContentCipher.AES_128_GCM);
        copies.get(0).assertEncryptedExactlyTo(DAVE);
        copies.get(1).assertEncryptedExactlyTo(modern);
    }

    @Test
    void shouldUseTheGivenCipher_whateverClientsRead() throws Exception {
        settings.put("cipher", "AES-128-GCM");

        assertThat(only(dispatch("dave@partner.example")).cipher()).isEqualTo(ContentCipher.AES_128_GCM);
    }

    // The sender's own copy

    @Test
    void shouldAlsoEncryptToTheSender() throws Exception {
        settings.put("toSender", "true");

        List<WireCopy> copies = copies(dispatch("dave@partner.example", "erin@partner.example"));

        copies.get(0).assertEncryptedExactlyTo(DAVE, BOB);
        copies.get(1).assertEncryptedExactlyTo(ERIN);
    }

    @Test
    void shouldPreferTheSendersOwnCertificate() throws Exception {
        TestIdentity personal = PKI.leaf("bob@example.org").freshKey().build();
        directory.with(personal);
        settings.put("toSender", "true");

        only(dispatch("dave@partner.example")).assertEncryptedExactlyTo(DAVE, personal);
    }

    @Test
    void shouldStillSend_whenTheSenderHasNoCertificate() throws Exception {
        from = "stranger@elsewhere.example";
        settings.putAll(Map.of("toSender", "true", "mode", "encrypt"));

        only(dispatch("dave@partner.example")).assertEncryptedExactlyTo(DAVE);
    }

    // Missing keys

    @ParameterizedTest
    @ValueSource(strings = {"bounce", "drop"})
    void shouldReturnWhole_whenOneKeyIsMissing(String action) throws Exception {
        settings.put("onMissingKey", action);

        Dispatch dispatch = dispatch("dave@partner.example", "nobody@partner.example");

        assertThat(dispatch)
                .isInstanceOfSatisfying(
                        Dispatch.MissingKeys.class,
                        missing -> assertThat(missing.lacking())
                                .containsExactly(Map.entry(address("nobody@partner.example"), "no certificate known")));
    }

    @Test
    void shouldSendTheOthersInClearButSigned_whenSplitting() throws Exception {
        settings.put("onMissingKey", "split");

        List<WireCopy> copies = copies(dispatch("dave@partner.example", "nobody@partner.example"));

        assertThat(copies).extracting(WireCopy::protection).containsExactly(Protection.ENCRYPTED, Protection.SIGNED);
        assertThat(copies.get(1).recipients()).containsExactly("nobody@partner.example");
        assertThat(copies.get(1).signedDetached()).isTrue();
        assertThat(copies.get(1).text()).contains("Hello");
    }

    @Test
    void shouldSendInClearToAll_whenClearIsAllowed() throws Exception {
        settings.putAll(Map.of("onMissingKey", "clear", "mode", "encrypt"));

        WireCopy copy = only(dispatch("dave@partner.example", "nobody@partner.example"));

        assertThat(copy.protection()).isEqualTo(Protection.CLEAR);
        assertThat(copy.recipients()).containsExactlyInAnyOrder("dave@partner.example", "nobody@partner.example");
        assertThat(copy.text()).isEqualTo(text());
    }

    @Test
    void shouldEncryptToAll_whenClearIsAllowedButNotNeeded() throws Exception {
        settings.put("onMissingKey", "clear");

        only(dispatch("dave@partner.example")).assertEncryptedExactlyTo(DAVE);
    }

    @Test
    void shouldLeaveTheOthersToTheProcessor() throws Exception {
        settings.put("onMissingKey", "no-key");

        Dispatch.Copies dispatch = (Dispatch.Copies) dispatch("dave@partner.example", "nobody@partner.example");

        assertThat(copies(dispatch))
                .singleElement()
                .satisfies(copy -> assertThat(copy.recipients()).containsExactly("dave@partner.example"));
        assertThat(dispatch.lacking()).containsOnlyKeys(address("nobody@partner.example"));
    }

    @Test
    void shouldNeverTakeAnUnfitCertificate() throws Exception {
        directory.with(PKI.expired("old@partner.example")).with(PKI.unknownRoot("foreign@partner.example"));

        assertThat(dispatch("old@partner.example")).isInstanceOf(Dispatch.MissingKeys.class);
        assertThat(dispatch("foreign@partner.example")).isInstanceOf(Dispatch.MissingKeys.class);
    }

    /** An outage is never a missing key, whatever may be done about missing keys. */
    @ParameterizedTest
    @ValueSource(strings = {"bounce", "drop", "split", "clear", "no-key"})
    void shouldWait_whenADirectoryIsDown(String action) throws Exception {
        settings.put("onMissingKey", action);
        directory.down("erin@partner.example");

        assertThat(dispatch("nobody@partner.example", "dave@partner.example", "erin@partner.example"))
                .isInstanceOfSatisfying(
                        Dispatch.Later.class,
                        later -> assertThat(later.detail()).contains("erin@partner.example", "timeout"));
    }

    @Test
    void shouldWait_whenTheSendersCertificateCannotBeLookedUp() throws Exception {
        settings.put("toSender", "true");
        directory.down("bob@example.org");

        assertThat(dispatch("dave@partner.example")).isInstanceOf(Dispatch.Later.class);
    }

    // Who signs

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@example.org, carol@example.org",
                "bob@example.org\r\nFrom: carol@example.org",
                "undisclosed:;",
                "not an address",
                "carol@example.org",
            })
    void shouldFail_whenThereIsNotOneAuthorWithAKey(String author) throws Exception {
        from = author;

        assertThat(dispatch("dave@partner.example")).isInstanceOf(Dispatch.Failed.class);
    }

    @Test
    void shouldFail_whenTheNamedCredentialDoesNotCoverTheAuthor() throws Exception {
        settings.put("credential", "other");

        assertThat(dispatch("dave@partner.example")).isInstanceOf(Dispatch.Failed.class);
    }

    @Test
    void shouldNotNeedAnAuthor_whenItOnlyEncrypts() throws Exception {
        settings.put("mode", "encrypt");
        from = "a@x.example, b@x.example";

        only(dispatch("dave@partner.example")).assertEncryptedExactlyTo(DAVE);
    }

    @Test
    void shouldSignOpaqueOrDetached() throws Exception {
        settings.put("mode", "sign");
        WireCopy detached = only(dispatch("dave@partner.example", "nobody@partner.example"));
        settings.put("signing", "opaque");
        WireCopy opaque = only(dispatch("dave@partner.example", "nobody@partner.example"));

        assertThat(detached.signedDetached()).isTrue();
        assertThat(opaque.header("Content-Type")).contains("application/pkcs7-mime", "signed-data");
        assertThat(opaque.protection()).isEqualTo(Protection.SIGNED);
    }

    @Test
    void shouldSignAgainOutside_whenTriple() throws Exception {
        settings.put("mode", "triple");

        WireCopy copy = only(dispatch("dave@partner.example"));

        assertThat(copy.signedDetached()).isTrue();
        assertThat(copy.text()).contains("smime-type=enveloped-data").doesNotContain("Hello");
        assertThat(copy.protection()).isEqualTo(Protection.ENCRYPTED);
    }

    // Protected already

    @Test
    void shouldLeaveEncryptedMailAlone_orWrapIt() throws Exception {
        byte[] encrypted = bytes(only(dispatch("dave@partner.example")));

        assertThat(dispatch(encrypted, "nobody@partner.example")).isInstanceOf(Dispatch.Unchanged.class);
        settings.put("alreadyEncrypted", "wrap");
        assertThat(dispatch(encrypted, "nobody@partner.example")).isInstanceOf(Dispatch.MissingKeys.class);
        only(dispatch(encrypted, "dave@partner.example")).assertEncryptedExactlyTo(DAVE);
    }

    @Test
    void shouldLeaveSignedMailAlone_orWrapIt() throws Exception {
        settings.put("mode", "sign");
        byte[] signed = bytes(only(dispatch("dave@partner.example")));

        assertThat(dispatch(signed, "dave@partner.example")).isInstanceOf(Dispatch.Unchanged.class);
        settings.put("alreadySigned", "wrap");
        WireCopy wrapped = only(dispatch(signed, "dave@partner.example"));
        assertThat(wrapped.text().split("application/pkcs7-signature;", -1)).hasSize(3);
    }

    @Test
    void shouldKeepTheUsersSignatureInside_whenItEncrypts() throws Exception {
        settings.put("mode", "sign");
        byte[] signed = bytes(only(dispatch("dave@partner.example")));
        settings.put("mode", "sign-encrypt");
        from = "nobody signs for me";

        only(dispatch(signed, "dave@partner.example")).assertEncryptedExactlyTo(DAVE);
    }

    /** Announcing S/MIME is no way to send in clear. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
                "application/pkcs7-mime; smime-type=authEnveloped-data",
                "application/x-pkcs7-mime; smime-type=signed-data",
                "multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=x",
                "application/octet-stream; name=smime.p7m",
                "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=x",
            })
    void shouldEncrypt_whatOnlyCallsItselfProtected(String type) throws Exception {
        byte[] fake = text().replace("text/plain; charset=us-ascii", type).getBytes(StandardCharsets.US_ASCII);

        WireCopy copy = only(dispatch(fake, "dave@partner.example"));

        copy.assertEncryptedExactlyTo(DAVE);
        assertThat(copy.text()).doesNotContain("Hello");
    }

    // Nothing half done, nothing left behind

    @Test
    void shouldFail_whenTheMessageCannotBeRead() throws Exception {
        String deep = IntStream.range(0, 30)
                .mapToObj(i -> "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n")
                .collect(Collectors.joining());

        assertThat(dispatch(
                        ("From: bob@example.org\r\n" + deep).getBytes(StandardCharsets.US_ASCII),
                        "dave@partner.example"))
                .isInstanceOf(Dispatch.Failed.class);
    }

    @Test
    void shouldDeleteTheContent_whenCopiesAreClosed() throws Exception {
        byte[] large = (text() + "x".repeat(70).concat("\r\n").repeat(10_000)).getBytes(StandardCharsets.US_ASCII);

        Dispatch.Copies copies = (Dispatch.Copies) dispatch(large, "dave@partner.example", "erin@partner.example");
        copies.close();

        assertThat(copies.copies())
                .hasSize(2)
                .allSatisfy(copy -> assertThatThrownBy(() -> copy.content().copyTo(OutputStream.nullOutputStream()))
                        .isInstanceOf(IOException.class));
    }

    private Dispatch dispatch(String... recipients) throws Exception {
        return dispatch(text().getBytes(StandardCharsets.US_ASCII), recipients);
    }

    private Dispatch dispatch(byte[] message, String... recipients) throws Exception {
        Set<Address> addresses = Stream.of(recipients)
                .map(ProtectingOutboundTest::address)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        SendingProfile profile = ProfileReader.read("test", settings);
        return outbound().dispatch(MessageSource.of(message), addresses, profile, TestPki.NOW);
    }

    private Outbound outbound() {
        AnchoredTrust trust = new AnchoredTrust(PKI::trust, AlgorithmPolicy.year2026(true, true));
        Credentials credentials = new Credentials(List.of(credential("bob", BOB), credential("other", ERIN)));
        return new ProtectingOutbound(
                new MessageProtector(),
                () -> credentials,
                new RecipientKeys(List.of(directory), trust, trust),
                Limits.defaults(),
                spool);
    }

    private static Credential credential(String alias, TestIdentity identity) {
        return new Credential(
                alias,
                identity.key(),
                identity.certificate(),
                identity.intermediates(),
                Coverage.of(identity.certificate(), true));
    }

    private String text() {
        String copy = cc.isEmpty() ? "" : "Cc: " + cc + "\r\n";
        return "From: " + from + "\r\nTo: " + to + "\r\n" + copy + "Subject: greeting\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=us-ascii\r\n\r\nHello Dave.\r\n";
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private static List<WireCopy> copies(Dispatch dispatch) throws IOException {
        assertThat(dispatch).isInstanceOf(Dispatch.Copies.class);
        List<WireCopy> copies = new ArrayList<>();
        for (Dispatch.Copy copy : ((Dispatch.Copies) dispatch).copies()) {
            copies.add(WireCopy.of(copy));
        }
        return copies;
    }

    private static WireCopy only(Dispatch dispatch) throws IOException {
        List<WireCopy> copies = copies(dispatch);
        assertThat(copies).hasSize(1);
        return copies.get(0);
    }

    private static byte[] bytes(WireCopy copy) {
        return copy.text().getBytes(StandardCharsets.ISO_8859_1);
    }
}
