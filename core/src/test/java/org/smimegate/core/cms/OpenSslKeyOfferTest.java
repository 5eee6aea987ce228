package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;

/** What messages of OpenSSL offer; its capabilities name AES in CBC mode. */
class OpenSslKeyOfferTest {
    private static final byte[] ENTITY = OpenSslSignedTest.ENTITY.getBytes(StandardCharsets.US_ASCII);
    private static final String BOB = "bob@example.org";
    private static final Set<ContentCipher> CBC = Set.of(ContentCipher.AES_256_CBC, ContentCipher.AES_128_CBC);

    private final TestPki pki = TestPki.shared();
    private final TestPki.SplitPair pair = pki.splitPair(BOB);
    private final TestIdentity dave = pki.good("dave@example.net");
    private OpenSsl openssl;
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path folder, @TempDir Path spool) throws Exception {
        openssl = OpenSsl.in(folder);
        opener = TestOpener.in(spool)
                .keys(dave)
                .trusting(new AnchoredTrust(pki::anchorsOnly, AlgorithmPolicy.year2026(true, true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-crlfeol", "-nodetach", "-keyid"})
    void shouldOfferTheEncryptionCertificate_whenPersonHasTwo(String form) throws Exception {
        KeyOffer offer = offer(mail(sign(ENTITY, form)));

        assertThat(offer.certificate()).isEqualTo(pair.encryption().certificate());
        assertThat(offer.author()).hasToString(BOB);
        assertThat(offer.signature()).contains(SignatureResult.PASS);
        assertThat(offer.capabilities()).isEqualTo(CBC);
        assertThat(offer.signed()).isPresent();
        assertThat(offer.others())
                .containsExactlyInAnyOrder(
                        pair.signing().certificate(), pki.issuing().certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-nosmimecap", "-noattr"})
    void shouldKnowNoCapabilities_whenOpenSslLeavesThemOut(String form) throws Exception {
        KeyOffer offer = offer(mail(sign(ENTITY, form)));

        assertThat(offer.certificate()).isEqualTo(pair.encryption().certificate());
        assertThat(offer.capabilities()).isEmpty();
    }

    @Test
    void shouldOfferTheSigners_whenItIsFitForBoth() throws Exception {
        TestIdentity bob = pki.good(BOB, KeyKind.P_256);
        byte[] signed = openssl.cmsOutput(
                ENTITY,
                "-sign",
                "-signer",
                openssl.certificate(bob),
                "-inkey",
                openssl.key(bob),
                "-certfile",
                openssl.certificates(pki.issuing().fullChain()));

        assertThat(offer(mail(signed)).certificate()).isEqualTo(bob.certificate());
    }

    @Test
    void shouldOffer_whenSignedThenEncrypted() throws Exception {
        KeyOffer offer = offer(mail(encrypt(sign(ENTITY))));

        assertThat(offer.certificate()).isEqualTo(pair.encryption().certificate());
        assertThat(offer.signature()).contains(SignatureResult.PASS);
        assertThat(offer.capabilities()).isEqualTo(CBC);
    }

    @Test
    void shouldOffer_whenTripleWrapped() throws Exception {
        KeyOffer offer = offer(mail(sign(encrypt(sign(ENTITY)), "-nosmimecap")));

        assertThat(offer.certificate()).isEqualTo(pair.encryption().certificate());
        assertThat(offer.capabilities()).as("of the inner signature").isEqualTo(CBC);
    }

    @Test
    void shouldSayThatItIsAltered_andNotBelieveCapabilities() throws Exception {
        String altered = new String(sign(ENTITY), StandardCharsets.ISO_8859_1).replace("AAECAw==", "AAECBA==");

        KeyOffer offer = offer(mail(altered.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(offer.reason()).contains(Reason.ALTERED);
        assertThat(offer.certificate()).isEqualTo(pair.encryption().certificate());
        assertThat(offer.capabilities()).isEmpty();
    }

    @Test
    void shouldOffer_whenCertsOnly() throws Exception {
        List<X509Certificate> all = TestPki.certificates(pki.issuing(), pair.signing(), pair.encryption());
        OpenSsl.Result certificates = openssl.run(
                "crl2pkcs7", new byte[0], "-nocrl", "-certfile", openssl.certificates(all), "-outform", "DER");
        String message = SmimeMail.opaque(certificates.output(), "certs-only");

        KeyOffer offer = offer(message.getBytes(StandardCharsets.US_ASCII));

        assertThat(offer.isCertsOnly()).isTrue();
        assertThat(offer.certificate()).isEqualTo(pair.encryption().certificate());
        assertThat(offer.others())
                .containsExactlyInAnyOrder(
                        pair.signing().certificate(), pki.issuing().certificate());
        assertThat(offer.capabilities()).isEmpty();
    }

    private KeyOffer offer(byte[] message) throws Exception {
        return opener.open(message).offer().orElseThrow();
    }

    private static byte[] mail(byte[] entity) {
        String text = "From: " + BOB + "\r\nTo: dave@example.net\r\n" + new String(entity, StandardCharsets.ISO_8859_1);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** With the certificate that only signs; the other one and the issuing CA's go along. */
    private byte[] sign(byte[] entity, String... form) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-sign",
                "-signer",
                openssl.certificate(pair.signing()),
                "-inkey",
                openssl.key(pair.signing()),
                "-certfile",
                openssl.certificates(TestPki.certificates(pki.issuing(), pair.encryption()))));
        arguments.addAll(Arrays.asList(form));
        return openssl.cmsOutput(entity, arguments.toArray(String[]::new));
    }

    private byte[] encrypt(byte[] entity) throws Exception {
        return openssl.cmsOutput(entity, "-encrypt", "-aes256", "-recip", openssl.certificate(dave));
    }
}
