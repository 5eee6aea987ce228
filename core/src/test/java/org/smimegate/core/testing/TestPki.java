package org.smimegate.core.testing;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.smimegate.core.trust.TrustStore;

/**
 * The fixture stories: one method for each way in which a certificate can be good or bad. All stories but
 * {@link #unknownRoot} hang below the same two CAs:
 *
 * <pre>root() (anchor) -> issuing() (intermediate) -> leaf</pre>
 */
public final class TestPki {
    /** The time of this test run, in whole seconds as certificates have it. */
    public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final String organisation;
    private final TestIdentity root;
    private final TestIdentity issuing;

    private TestPki(String organisation) {
        this.organisation = organisation;
        this.root = rootCa(organisation + " Root CA");
        this.issuing = root.issue(caName(" Issuing CA")).ca().pathLength(0).build();
    }

    /** A PKI of its own; organisations of different names do not trust each other. */
    public static TestPki of(String organisation) {
        return new TestPki(organisation);
    }

    /** The PKI that most tests need. */
    public static TestPki shared() {
        return Shared.PKI;
    }

    /** A self-signed CA. */
    public static TestIdentity rootCa(String subject) {
        return CertificateBuilder.selfSigned(subject).ca().build();
    }

    public TestIdentity root() {
        return root;
    }

    public TestIdentity issuing() {
        return issuing;
    }

    /** The root as the only anchor, no intermediates: messages must bring theirs. */
    public TrustStore anchorsOnly() {
        return TrustStore.of(List.of(root.certificate()), List.of());
    }

    /** The root as the only anchor, and the issuing CA as intermediate. */
    public TrustStore trust() {
        return TrustStore.of(List.of(root.certificate()), List.of(issuing.certificate()));
    }

    /** A leaf of the issuing CA, its common name the address, to be changed further. */
    public CertificateBuilder leaf(String address) {
        return issuing.issue("CN=" + address).address(address);
    }

    /** RSA 2048, signs and decrypts. */
    public TestIdentity good(String address) {
        return leaf(address).build();
    }

    /** As {@link #good(String)} with a key of that kind. */
    public TestIdentity good(String address, KeyKind kind) {
        return leaf(address).key(kind).build();
    }

    /** Speaks for all addresses of {@code example.org} or, one label deeper, {@code *.example.org}. */
    public TestIdentity domain(String domain) {
        return issuing.issue("CN=Gateway of " + domain).domain(domain).build();
    }

    /** Ended yesterday. */
    public TestIdentity expired(String address) {
        return leaf(address).valid(days(-30), days(-1)).build();
    }

    /** Starts tomorrow. */
    public TestIdentity notYetValid(String address) {
        return leaf(address).valid(days(1), days(30)).build();
    }

    /** Key usage that neither signs nor encrypts. */
    public TestIdentity wrongKeyUsage(String address) {
        return leaf(address).keyUsage(KeyUsage.cRLSign).build();
    }

    /** EKU of a TLS server only. */
    public TestIdentity wrongExtendedKeyUsage(String address) {
        return leaf(address).extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).build();
    }

    /** A CA that signs mail itself; issued by the root, for the issuing CA's path length forbids CAs. */
    public TestIdentity caAsLeaf(String address) {
        return root.issue("CN=" + address).address(address).caFlag().build();
    }

    /** A good leaf of a root that nobody configured. */
    public TestIdentity unknownRoot(String address) {
        return rootCa("Unknown Root CA").issue("CN=" + address).address(address).build();
    }

    /** A good leaf of an intermediate that is neither configured nor sent along: {@code issuers()} tells the truth. */
    public TestIdentity missingIntermediate(String address) {
        TestIdentity unheardOf = root.issue(caName(" Missing CA")).ca().build();
        return unheardOf.issue("CN=" + address).address(address).build();
    }

    /** Certified with SHA-1. */
    public TestIdentity sha1(String address) {
        return leaf(address).signatureAlgorithm("SHA1withRSA").build();
    }

    /** RSA key of 1024 bits. */
    public TestIdentity rsa1024(String address) {
        return good(address, KeyKind.RSA_1024);
    }

    /** As {@code openssl req -x509} makes it by default. */
    public static TestIdentity selfSigned(String address) {
        return CertificateBuilder.selfSigned("CN=" + address)
                .address(address)
                .likeOpensslReqX509()
                .build();
    }

    /** Root CAs of one subject with different keys. */
    public static List<TestIdentity> sameSubjectCas(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> CertificateBuilder.selfSigned("Twin Root CA")
                        .ca()
                        .key(KeyKind.P_256, KeyKind.P_256.fresh())
                        .build())
                .toList();
    }

    /** A person's two certificates with keys of their own, as many companies give them out. */
    public SplitPair splitPair(String address) {
        return new SplitPair(
                leaf(address).keyUsage(KeyUsage.digitalSignature).freshKey().build(),
                leaf(address).keyUsage(KeyUsage.keyEncipherment).freshKey().build());
    }

    /** The certificates of these identities. */
    public static List<X509Certificate> certificates(TestIdentity... identities) {
        return Arrays.stream(identities).map(TestIdentity::certificate).toList();
    }

    /** That many days from now, negative for the past. */
    public static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    /** One certificate to sign with and one to be encrypted to. */
    public record SplitPair(TestIdentity signing, TestIdentity encryption) {}

    private String caName(String suffix) {
        return "CN=" + organisation + suffix;
    }

    private static final class Shared {
        static final TestPki PKI = new TestPki("Test");
    }
}
