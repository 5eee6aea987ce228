package org.smimegate.core.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes one certificate, well-formed or wrong on purpose. Untouched, it is a mail leaf: RSA 2048, one year from
 * yesterday, key usage of all its key can do, EKU emailProtection, not a CA.
 */
public final class CertificateBuilder {
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    private static final ASN1ObjectIdentifier SMTP_UTF8_MAILBOX = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9");
    private static final AtomicLong SERIAL = new AtomicLong(1000);

    private final Optional<TestIdentity> issuer;
    private final X500Name subject;
    private final List<GeneralName> names = new ArrayList<>();
    private final List<ExtraExtension> extras = new ArrayList<>();
    private final List<GeneralSubtree> permitted = new ArrayList<>();
    private final List<GeneralSubtree> excluded = new ArrayList<>();
    private List<KeyPurposeId> purposes = List.of(KeyPurposeId.id_kp_emailProtection);
    private Optional<Integer> keyUsage = Optional.empty();
    private boolean withKeyUsage = true;
    private Optional<BasicConstraints> basicConstraints = Optional.of(new BasicConstraints(false));
    private KeyKind kind = KeyKind.RSA_2048;
    private Optional<KeyPair> keys = Optional.empty();
    private Optional<String> signatureAlgorithm = Optional.empty();
    private Instant notBefore = TestPki.NOW.minus(Duration.ofDays(1));
    private Instant notAfter = TestPki.NOW.plus(Duration.ofDays(365));
    private BigInteger serial = BigInteger.valueOf(SERIAL.getAndIncrement());

    private record ExtraExtension(String oid, boolean critical, ASN1Encodable value) {}

    private CertificateBuilder(Optional<TestIdentity> issuer, String subject) {
        this.issuer = issuer;
        this.subject = new X500Name(subject.contains("=") ? subject : "CN=" + subject);
    }

    /** @param subject a distinguished name, or only its common name */
    public static CertificateBuilder selfSigned(String subject) {
        return new CertificateBuilder(Optional.empty(), subject);
    }

    static CertificateBuilder issuedBy(TestIdentity issuer, String subject) {
        return new CertificateBuilder(Optional.of(issuer), subject);
    }

    /** A SAN rfc822Name, written as it stands, however odd. */
    public CertificateBuilder address(String address) {
        return name(new GeneralName(GeneralName.rfc822Name, address));
    }

    /** A SAN dNSName: {@code example.org} or {@code *.example.org}, written as it stands. */
    public CertificateBuilder domain(String domain) {
        return name(new GeneralName(GeneralName.dNSName, domain));
    }

    /** A SAN otherName SmtpUTF8Mailbox (RFC 9598). */
    public CertificateBuilder smtpUtf8Mailbox(String address) {
        return otherName(SMTP_UTF8_MAILBOX.getId(), new DERUTF8String(address));
    }

    /** A SAN otherName of any type. */
    public CertificateBuilder otherName(String type, ASN1Encodable value) {
        ASN1Encodable[] parts = {new ASN1ObjectIdentifier(type), new DERTaggedObject(0, value)};
        return name(new GeneralName(GeneralName.otherName, new DERSequence(parts)));
    }

    public CertificateBuilder name(GeneralName name) {
        names.add(name);
        return this;
    }

    /** The key that this subject has in every test of the JVM. */
    public CertificateBuilder key(KeyKind kind) {
        this.kind = kind;
        return this;
    }

    /** That key, for example one of {@link KeyKind#fresh()} or of another certificate. */
    public CertificateBuilder key(KeyKind kind, KeyPair keys) {
        this.keys = Optional.of(keys);
        return key(kind);
    }

    /** A key that no other certificate has, even one of the same subject. */
    public CertificateBuilder freshKey() {
        this.keys = Optional.of(kind.fresh());
        return this;
    }

    /** @param bits of {@link KeyUsage} */
    public CertificateBuilder keyUsage(int bits) {
        this.keyUsage = Optional.of(bits);
        return this;
    }

    public CertificateBuilder noKeyUsage() {
        this.withKeyUsage = false;
        return this;
    }

    public CertificateBuilder extendedKeyUsage(KeyPurposeId... purposes) {
        this.purposes = List.of(purposes);
        return this;
    }

    public CertificateBuilder noExtendedKeyUsage() {
        return extendedKeyUsage();
    }

    public CertificateBuilder valid(Instant notBefore, Instant notAfter) {
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        return this;
    }

    public CertificateBuilder serial(long serial) {
        this.serial = BigInteger.valueOf(serial);
        return this;
    }

    /** A name of the JCA, for example {@code SHA1withRSA} or {@code SHA256withRSAandMGF1}. */
    public CertificateBuilder signatureAlgorithm(String name) {
        this.signatureAlgorithm = Optional.of(name);
        return this;
    }

    /** A CA without path length limit: keyCertSign and cRLSign, no EKU, ten years. */
    public CertificateBuilder ca() {
        return ca(new BasicConstraints(true)).noExtendedKeyUsage().keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    /** A CA with a path length limit; call after {@link #ca()}. */
    public CertificateBuilder pathLength(int length) {
        this.basicConstraints = Optional.of(new BasicConstraints(length));
        return this;
    }

    /** Basic constraints that say CA on what is otherwise as built so far. */
    public CertificateBuilder caFlag() {
        this.basicConstraints = Optional.of(new BasicConstraints(true));
        return this;
    }

    public CertificateBuilder noBasicConstraints() {
        this.basicConstraints = Optional.empty();
        return this;
    }

    public CertificateBuilder permit(GeneralName subtree) {
        permitted.add(new GeneralSubtree(subtree));
        return this;
    }

    public CertificateBuilder exclude(GeneralName subtree) {
        excluded.add(new GeneralSubtree(subtree));
        return this;
    }

    /** One more extension, written as it stands. */
    public CertificateBuilder extension(String oid, boolean critical, ASN1Encodable value) {
        extras.add(new ExtraExtension(oid, critical, value));
        return this;
    }

    /** What {@code openssl req -x509} makes by default: self-signed with the CA flag, neither key usage nor EKU. */
    public CertificateBuilder likeOpensslReqX509() {
        return caFlag().noKeyUsage().noExtendedKeyUsage();
    }

    public TestIdentity build() {
        KeyPair own = keys.orElseGet(() -> kind.of(subject.toString()));
        return new TestIdentity(
                kind, own, certificate(own), issuer.map(TestIdentity::fullChain).orElse(List.of()));
    }

    private CertificateBuilder ca(BasicConstraints constraints) {
        this.basicConstraints = Optional.of(constraints);
        this.notBefore = TestPki.NOW.minus(Duration.ofDays(365));
        this.notAfter = TestPki.NOW.plus(Duration.ofDays(3650));
        return this;
    }

    private X509Certificate certificate(KeyPair own) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName(), serial, Date.from(notBefore), Date.from(notAfter), subject, own.getPublic());
            addExtensions(builder, own.getPublic());
            byte[] der = builder.build(signer(own)).getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("test certificate " + subject, e);
        }
    }

    private X500Name issuerName() {
        return issuer.map(i -> X500Name.getInstance(
                        i.certificate().getSubjectX500Principal().getEncoded()))
                .orElse(subject);
    }

    private void addExtensions(X509v3CertificateBuilder builder, PublicKey key)
            throws IOException, GeneralSecurityException {
        JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
        PublicKey issuerKey = issuer.map(i -> i.certificate().getPublicKey()).orElse(key);
        builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(key));
        builder.addExtension(Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(issuerKey));
        if (basicConstraints.isPresent()) {
            builder.addExtension(Extension.basicConstraints, true, basicConstraints.get());
        }
        if (withKeyUsage) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage.orElse(kind.leafKeyUsage())));
        }
        addNames(builder);
        for (ExtraExtension extra : extras) {
            builder.addExtension(new ASN1ObjectIdentifier(extra.oid()), extra.critical(), extra.value());
        }
    }

    private void addNames(X509v3CertificateBuilder builder) throws IOException {
        if (!purposes.isEmpty()) {
            ExtendedKeyUsage usage = new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new));
            builder.addExtension(Extension.extendedKeyUsage, false, usage);
        }
        if (!names.isEmpty()) {
            GeneralNames all = new GeneralNames(names.toArray(GeneralName[]::new));
            builder.addExtension(Extension.subjectAlternativeName, false, all);
        }
        if (!permitted.isEmpty() || !excluded.isEmpty()) {
            NameConstraints constraints = new NameConstraints(subtrees(permitted), subtrees(excluded));
            builder.addExtension(Extension.nameConstraints, true, constraints);
        }
    }

    private static GeneralSubtree @Nullable [] subtrees(List<GeneralSubtree> subtrees) {
        return subtrees.isEmpty() ? null : subtrees.toArray(GeneralSubtree[]::new);
    }

    private ContentSigner signer(KeyPair own) throws OperatorCreationException {
        KeyKind signingKind = issuer.map(TestIdentity::kind).orElse(kind);
        KeyPair signing = issuer.map(TestIdentity::keys).orElse(own);
        String algorithm = signatureAlgorithm.orElse(signingKind.signatureAlgorithm());
        JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
        // The JDK knows PSS under another name only; Bouncy Castle does not take the JDK's Ed25519 keys.
        return (algorithm.endsWith("MGF1") ? builder.setProvider(BC) : builder).build(signing.getPrivate());
    }
}
