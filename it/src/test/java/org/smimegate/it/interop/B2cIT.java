package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.interop.Edge.ALICE;
import static org.smimegate.it.interop.Edge.BODY;
import static org.smimegate.it.interop.Edge.CARL;
import static org.smimegate.it.interop.Edge.ENTITY;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki.SplitPair;
import org.smimegate.it.Leaks;
import org.smimegate.it.harness.RawMail;

/**
 * A customer with a mail program of her own (OpenSSL) and an organisation behind a gateway, which know nothing of each other:
 * from the first signed mail to encrypted mail both ways.
 */
class B2cIT {
    private static final String WORDS = "Please read it before Friday";

    @TempDir
    static Path folder;

    private static Edge edge;

    private OpenSslPeer openssl;

    /** @param options how her mail program signs */
    private record Customer(String address, KeyKind kind, boolean twoKeys, List<String> options) {
        SplitPair keys() {
            if (twoKeys) {
                return new SplitPair(key(KeyUsage.digitalSignature, "signing"), key(encryptionUsage(), "encryption"));
            }
            TestIdentity both = key(KeyUsage.digitalSignature | encryptionUsage(), "both");
            return new SplitPair(both, both);
        }

        private int encryptionUsage() {
            return kind == KeyKind.P_256 ? KeyUsage.keyAgreement : KeyUsage.keyEncipherment;
        }

        private TestIdentity key(int usage, String name) {
            return edge.partner()
                    .issuing()
                    .issue("CN=" + address + " " + name)
                    .address(address)
                    .key(kind)
                    .keyUsage(usage)
                    .build();
        }
    }

    static Stream<Customer> customers() {
        return Stream.of(
                new Customer("jane@b.example", KeyKind.RSA_2048, false, List.of()),
                new Customer("joan@b.example", KeyKind.RSA_2048, true, List.of()),
                new Customer("judy@b.example", KeyKind.RSA_2048, true, List.of("-nodetach")),
                new Customer("jill@b.example", KeyKind.P_256, true, List.of()));
    }

    @BeforeAll
    static void start() {
        edge = Edge.in(folder).start();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @BeforeEach
    void setUp(@TempDir Path files) {
        openssl = OpenSslPeer.in(files);
    }

    @ParameterizedTest
    @MethodSource("customers")
    void shouldWriteEncryptedBothWays_whenBothSidesHaveSignedOnce(Customer customer) throws Exception {
        SplitPair hers = customer.keys();
        X509Certificate gateway = gatewayCertificate(edge.submit(customer.address(), "first to " + customer.address()));

        RawMail sent = signedAndEncrypted(customer, hers, gateway);
        edge.receive(sent);
        assertKept(received(ALICE, sent));
        assertRemoved(received(CARL, sent));

        RawMail answer = edge.submit(customer.address(), "answer to " + customer.address());
        assertThat(Leaks.readable(answer, WORDS)).isFalse();
        byte[] opened = openssl.decrypt(answer.bytes(), hers.encryption());
        assertThat(openssl.verify(opened, edge.a().pki())).asString(ISO_8859_1).isEqualTo(ENTITY);
        assertThat(openssl.opens(answer.bytes(), hers.signing())).isEqualTo(!customer.twoKeys());
    }

    /** What her mail program learns from the first mail, which left signed and readable, for no key was known. */
    private X509Certificate gatewayCertificate(RawMail first) throws IOException {
        assertThat(Leaks.readable(first, WORDS)).isTrue();
        assertThat(openssl.verify(first.bytes(), edge.a().pki()))
                .asString(ISO_8859_1)
                .isEqualTo(ENTITY);
        return openssl.certificates(first.bytes()).stream()
                .filter(certificate -> certificate.getBasicConstraints() < 0)
                .findFirst()
                .orElseThrow();
    }

    private RawMail signedAndEncrypted(Customer customer, SplitPair hers, X509Certificate recipient)
            throws IOException {
        List<X509Certificate> along = new ArrayList<>(hers.signing().intermediates());
        if (customer.twoKeys()) {
            along.add(hers.encryption().certificate());
        }
        byte[] signed = openssl.sign(ENTITY.getBytes(ISO_8859_1), hers.signing(), along, customer.options());
        List<String> header =
                List.of("-aes256", "-from", customer.address(), "-to", ALICE, "-subject", "from " + customer.address());
        return RawMail.of(new String(openssl.encrypt(signed, recipient, header), ISO_8859_1));
    }

    /** Opened, and her signature is still there for others to verify. */
    private void assertKept(RawMail received) throws IOException {
        assertVerdict(received);
        assertThat(openssl.verify(received.bytes(), edge.partner()))
                .asString(ISO_8859_1)
                .isEqualTo(ENTITY);
    }

    private static void assertRemoved(RawMail received) {
        assertVerdict(received);
        assertThat(received.header("Content-Type")).contains("multipart/mixed; boundary=b1");
        assertThat(received.bodyText()).isEqualTo(BODY);
    }

    private static void assertVerdict(RawMail received) {
        assertThat(received.header("Authentication-Results").orElse("")).contains("gw.a.example", "smime=pass");
        assertThat(received.header("X-SMime-Gateway").orElse("")).startsWith("decrypted");
    }

    private static RawMail received(String user, RawMail mail) {
        return edge.a().inbox(user).await(mail.subject().orElseThrow());
    }
}
