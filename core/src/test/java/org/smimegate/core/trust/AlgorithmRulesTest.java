package org.smimegate.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.trust.TrustAssertions.POLICY;
import static org.smimegate.core.trust.TrustAssertions.anchoredIn;
import static org.smimegate.core.trust.TrustAssertions.assertRefused;
import static org.smimegate.core.trust.TrustAssertions.assertTrusted;
import static org.smimegate.core.trust.TrustAssertions.check;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Keys and signatures on alice <- issuing <- [root], rules 8 and 16. */
class AlgorithmRulesTest {
    private static final String ALICE = "alice@example.org";

    private final TestPki pki = TestPki.shared();
    private final AnchoredTrust trust = TrustAssertions.trustIn(pki.trust());

    @ParameterizedTest
    @ValueSource(
            strings = {"SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "SHA256withRSAandMGF1", "SHA3-256withRSA"})
    void shouldTrust_whenCertifiedWithStrongDigest(String algorithm) {
        assertTrusted(check(trust, pki.leaf(ALICE).signatureAlgorithm(algorithm).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1withRSA", "MD5withRSA", "SHA1withRSAandMGF1", "SHA224withRSA"})
    void shouldRefuse_whenCertifiedWithWeakDigest(String algorithm) {
        assertRefused(
                check(trust, pki.leaf(ALICE).signatureAlgorithm(algorithm).build()),
                Reason.WEAK_ALGORITHM,
                "'CN=alice@example.org': certified with",
                "(expected: SHA-2 or SHA-3)");
    }

    // alice <- CA (SHA-1) <- [root]
    @Test
    void shouldRefuse_whenIntermediateIsCertifiedWithSha1() {
        TestIdentity ca = pki.root()
                .issue("SHA-1 CA")
                .ca()
                .key(KeyKind.P_256)
                .signatureAlgorithm("SHA1withRSA")
                .build();

        assertRefused(check(trust, ca.issue(ALICE).build()), Reason.WEAK_ALGORITHM, "'CN=SHA-1 CA': certified with");
    }

    // alice <- [root (signed itself with SHA-1)]: an anchor's own signature proves nothing, good or bad
    @Test
    void shouldTrust_whenOnlyTheAnchorIsCertifiedWithSha1() {
        TestIdentity root = CertificateBuilder.selfSigned("Old root")
                .ca()
                .signatureAlgorithm("SHA1withRSA")
                .build();

        assertTrusted(check(anchoredIn(root), root.issue(ALICE).build()));
    }

    @ParameterizedTest
    @EnumSource(CertificateUse.class)
    void shouldRefuse_whenLeafHasRsa1024(CertificateUse use) {
        assertRefused(
                check(trust, pki.rsa1024(ALICE), use),
                Reason.WEAK_ALGORITHM,
                "RSA key of 1024 bits (expected: 2048 to 8192)");
    }

    // alice <- [root (RSA 1024)]
    @Test
    void shouldRefuse_whenAnchorHasRsa1024() {
        TestIdentity root = CertificateBuilder.selfSigned("Small root")
                .ca()
                .key(KeyKind.RSA_1024)
                .build();

        assertRefused(check(anchoredIn(root), root.issue(ALICE).build()), Reason.WEAK_ALGORITHM, "'CN=Small root'");
    }

    @Test
    void shouldRefuse_whenLeafHasHugeRsaKey() throws Exception {
        BigInteger modulus = new BigInteger(9000, new Random(1)).setBit(8999).setBit(0);

        assertRefused(
                check(trust, leafWith(modulus, BigInteger.valueOf(65537))),
                Reason.WEAK_ALGORITHM,
                "RSA key of 9000 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"65538", "18446744073709551617"})
    void shouldRefuse_whenRsaExponentIsEvenOrHuge(String exponent) throws Exception {
        BigInteger modulus = new BigInteger(2048, new Random(1)).setBit(2047).setBit(0);

        assertRefused(
                check(trust, leafWith(modulus, new BigInteger(exponent))),
                Reason.WEAK_ALGORITHM,
                "RSA public exponent of");
    }

    // alice <- CA (exponent of 65 bits): rule 16, no time is spent on such a key
    @Test
    void shouldNotComputeWithKey_whenIssuersExponentIsHuge() throws Exception {
        BigInteger modulus = new BigInteger(2048, new Random(1)).setBit(2047).setBit(0);
        KeyPair huge = keys(modulus, BigInteger.ONE.shiftLeft(64).add(BigInteger.ONE));
        X509Certificate ca = pki.root()
                .issue("Huge CA")
                .ca()
                .key(KeyKind.RSA_2048, huge)
                .build()
                .certificate();

        assertThat(new AlgorithmRules(POLICY).isComputable(ca)).isFalse();
        assertThat(new AlgorithmRules(POLICY).isComputable(pki.root().certificate()))
                .isTrue();
    }

    @Test
    void shouldNameAlgorithm_whenKeyIsDsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(2048);

        assertRefused(
                check(
                        trust,
                        pki.leaf(ALICE)
                                .key(KeyKind.RSA_2048, generator.generateKeyPair())
                                .build()),
                Reason.WEAK_ALGORITHM,
                "key algorithm 1.2.840.10040.4.1 (expected: RSA, EC, Ed25519 or X25519)");
    }

    // alice <- CA, of which only a certificate with a DSA key is known
    @Test
    void shouldSayWeak_whenNothingIsCheckedWithTheIssuersKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(2048);
        TestIdentity alice = pki.root()
                .issue("Old CA")
                .ca()
                .build()
                .issue("alice")
                .address(ALICE)
                .build();
        X509Certificate dsa = pki.root()
                .issue("Old CA")
                .ca()
                .key(KeyKind.RSA_2048, generator.generateKeyPair())
                .build()
                .certificate();

        assertRefused(
                trust.check(alice.certificate(), List.of(dsa), CertificateUse.SIGNING, TestPki.NOW),
                Reason.WEAK_ALGORITHM,
                "'CN=Old CA', which issued",
                "expected: RSA, or EC on a named curve");
    }

    // The JDK does not even read it: the rule is asked with Bouncy Castle's object.
    @Test
    void shouldRefuse_whenCurveIsNotNamed() throws Exception {
        X9ECParameters p256 = ECNamedCurveTable.getByName("P-256");
        X509Certificate certificate = bouncyCastleCertificate(new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new X962Parameters(p256)),
                p256.getG().getEncoded(false)));

        assertRefused(
                new AlgorithmRules(POLICY).checkKey(certificate).orElseThrow().refuse(List.of()),
                Reason.WEAK_ALGORITHM,
                "elliptic curve by parameters (expected: Ed25519, P-256, P-384, P-521, X25519)");
        assertRefused(checkAny(certificate), Reason.MALFORMED, "cannot be read");
    }

    @Test
    void shouldRefuse_whenCurveIsBrainpool() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("brainpoolP256r1"));

        assertRefused(
                check(
                        trust,
                        pki.leaf(ALICE)
                                .key(KeyKind.P_256, generator.generateKeyPair())
                                .build()),
                Reason.WEAK_ALGORITHM,
                "elliptic curve 1.3.36.3.3.2.8.1.1.7");
    }

    @Test
    void shouldRefuse_whenSignatureAlgorithmIsUnknown() throws Exception {
        byte[] der = TestFiles.der(pki.good(ALICE).certificate());
        byte[] sha256WithRsa = HexFormat.of().parseHex("2a864886f70d01010b");
        for (int i = 0; i + sha256WithRsa.length <= der.length; i++) {
            if (Arrays.equals(der, i, i + sha256WithRsa.length, sha256WithRsa, 0, sha256WithRsa.length)) {
                der[i + sha256WithRsa.length - 1] = 0x63;
            }
        }
        List<X509Certificate> path =
                List.of(Certificates.ofDer(der).orElseThrow(), pki.root().certificate());

        assertRefused(
                new AlgorithmRules(POLICY).check(path).orElseThrow().refuse(path),
                Reason.WEAK_ALGORITHM,
                "certified with 1.2.840.113549.1.1.99");
    }

    private TrustDecision checkAny(X509Certificate certificate) {
        return trust.check(certificate, List.of(), CertificateUse.SIGNING, TestPki.NOW);
    }

    private TestIdentity leafWith(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        return pki.leaf(ALICE).key(KeyKind.RSA_2048, keys(modulus, exponent)).build();
    }

    /** Whose private key nobody knows. */
    private static KeyPair keys(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(modulus, exponent)),
                KeyKind.RSA_2048.of(ALICE).getPrivate());
    }

    private X509Certificate bouncyCastleCertificate(SubjectPublicKeyInfo key)
            throws OperatorCreationException, CertificateException {
        X500Name name = new X500Name("CN=Odd key");
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name, BigInteger.ONE, Date.from(Instant.EPOCH), Date.from(TestPki.days(1)), name, key);
        return new JcaX509CertificateConverter()
                .setProvider(new BouncyCastleProvider())
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA")
                        .build(pki.root().key())));
    }
}
