package org.smimegate.core.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Kinds of test keys. The keys are the JDK's own objects, as a key store would give them. */
public enum KeyKind {
    RSA_1024("RSA", rsa(1024), "SHA256withRSA", KeyUsage.digitalSignature | KeyUsage.keyEncipherment),
    RSA_2048("RSA", rsa(2048), "SHA256withRSA", KeyUsage.digitalSignature | KeyUsage.keyEncipherment),
    RSA_3072("RSA", rsa(3072), "SHA256withRSA", KeyUsage.digitalSignature | KeyUsage.keyEncipherment),
    P_256("EC", curve("secp256r1"), "SHA256withECDSA", KeyUsage.digitalSignature | KeyUsage.keyAgreement),
    P_384("EC", curve("secp384r1"), "SHA384withECDSA", KeyUsage.digitalSignature | KeyUsage.keyAgreement),
    P_521("EC", curve("secp521r1"), "SHA512withECDSA", KeyUsage.digitalSignature | KeyUsage.keyAgreement),
    ED25519("Ed25519", NamedParameterSpec.ED25519, "Ed25519", KeyUsage.digitalSignature),
    /** Cannot sign, so not even itself: needs an issuer of another kind. */
    X25519("X25519", NamedParameterSpec.X25519, "none", KeyUsage.keyAgreement);

    /** More subjects than this share keys, so that a test with hundreds of recipients stays quick. */
    private static final int POOL_SIZE = 24;

    private static final Map<String, Integer> SUBJECTS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String algorithm;
    private final AlgorithmParameterSpec parameters;
    private final String signatureAlgorithm;
    private final int leafKeyUsage;
    private final Map<Integer, KeyPair> pool = new ConcurrentHashMap<>();

    KeyKind(String algorithm, AlgorithmParameterSpec parameters, String signatureAlgorithm, int leafKeyUsage) {
        this.algorithm = algorithm;
        this.parameters = parameters;
        this.signatureAlgorithm = signatureAlgorithm;
        this.leafKeyUsage = leafKeyUsage;
    }

    /**
     * The key that this subject has in every test of the JVM: making RSA keys is slow. Different subjects have
     * different keys, up to two dozen subjects.
     */
    public KeyPair of(String subject) {
        int slot = SUBJECTS.computeIfAbsent(subject, s -> NEXT.getAndIncrement()) % POOL_SIZE;
        return pool.computeIfAbsent(slot, s -> fresh());
    }

    /** A key that nothing else has. */
    public KeyPair fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("test key " + this, e);
        }
    }

    /** What a key of this kind signs certificates with, unless the test says otherwise. */
    public String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** Key usage bits of a leaf that does all that its key can do. */
    int leafKeyUsage() {
        return leafKeyUsage;
    }

    private static AlgorithmParameterSpec rsa(int bits) {
        return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
    }

    private static AlgorithmParameterSpec curve(String name) {
        return new ECGenParameterSpec(name);
    }
}
