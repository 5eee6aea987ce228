package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;

/**
 * Everything that a provider would be used for, computed in both directions against the ones that it would replace; a
 * tenth of a second.
 */
final class NativeSelfTest {
    private static final byte[] DATA = {1, 2, 3, 4};

    private static final List<String> RSA_SIGNATURES = List.of("SHA256withRSA", "SHA384withRSA", "SHA512withRSA");

    private NativeSelfTest() {}

    /** Whether that signature is among those that are computed here. */
    static boolean isProved(String signature) {
        return RSA_SIGNATURES.contains(signature)
                || Arrays.stream(NamedCurve.values())
                        .anyMatch(curve -> curve.digest().signatureName("ECDSA").equals(signature));
    }

    /** The provider against the JDK. */
    static void rsa(Provider provider) throws GeneralSecurityException {
        KeyPair theirs = generator("RSA", provider, 2048).generateKeyPair();
        KeyFactory jdk = KeyFactory.getInstance("RSA");
        KeyPair ours = new KeyPair(
                jdk.generatePublic(new X509EncodedKeySpec(theirs.getPublic().getEncoded())),
                jdk.generatePrivate(new PKCS8EncodedKeySpec(theirs.getPrivate().getEncoded())));
        KeyPair again = again(ours, KeyFactory.getInstance("RSA", provider));
        for (String name : RSA_SIGNATURES) {
            Signature jdkSignature = Signature.getInstance(name);
            Signature signature = Signature.getInstance(name, provider);
            expectVerifies(jdkSignature, ours.getPublic(), signature, again.getPrivate());
            expectVerifies(signature, again.getPublic(), jdkSignature, ours.getPrivate());
        }
        expectDecrypts("RSA/ECB/PKCS1Padding", ours, again, provider);
        expectDecrypts("RSA/ECB/NoPadding", ours, again, provider);
        expectDecrypts("RSA/ECB/OAEPPadding", ours, again, provider);
    }

    /** The provider against Bouncy Castle. */
    static void ec(Provider provider) throws GeneralSecurityException {
        for (NamedCurve curve : NamedCurve.values()) {
            KeyPair ours = ecPair(curve, Providers.bouncyCastle());
            KeyPair again = again(ours, KeyFactory.getInstance("EC", provider));
            String name = curve.digest().signatureName("ECDSA");
            Signature bouncy = Signature.getInstance(name, Providers.bouncyCastle());
            Signature signature = Signature.getInstance(name, provider);
            expectVerifies(bouncy, ours.getPublic(), signature, again.getPrivate());
            expectVerifies(signature, again.getPublic(), bouncy, ours.getPrivate());
            expectAgrees(ours, again, ecPair(curve, Providers.bouncyCastle()), provider);
            expectAgrees(ours, again, ecPair(curve, provider), provider);
        }
    }

    private static void expectVerifies(Signature verifier, PublicKey key, Signature signer, PrivateKey signingKey)
            throws GeneralSecurityException {
        signer.initSign(signingKey);
        signer.update(DATA);
        byte[] value = signer.sign();
        verifier.initVerify(key);
        verifier.update(DATA);
        boolean good = verifier.verify(value);
        verifier.initVerify(key);
        verifier.update(DATA, 0, 1);
        if (!good || verifier.verify(value)) {
            throw new GeneralSecurityException(signer.getAlgorithm() + ": signed by " + signer.getProvider() + ", "
                    + verifier.getProvider() + " says otherwise");
        }
    }

    private static void expectDecrypts(String transformation, KeyPair ours, KeyPair theirs, Provider provider)
            throws GeneralSecurityException {
        Cipher jdk = Cipher.getInstance(transformation);
        Cipher other = Cipher.getInstance(transformation, provider);
        expectDecrypts(jdk, ours.getPublic(), other, theirs.getPrivate());
        expectDecrypts(other, theirs.getPublic(), jdk, ours.getPrivate());
    }

    private static void expectDecrypts(Cipher encrypting, PublicKey key, Cipher decrypting, PrivateKey privateKey)
            throws GeneralSecurityException {
        byte[] data = new byte[32];
        Arrays.fill(data, (byte) 7);
        initialise(encrypting, Cipher.ENCRYPT_MODE, key);
        byte[] encrypted = encrypting.doFinal(data);
        initialise(decrypting, Cipher.DECRYPT_MODE, privateKey);
        byte[] decrypted = decrypting.doFinal(encrypted);
        byte[] tail = Arrays.copyOfRange(decrypted, Math.max(0, decrypted.length - data.length), decrypted.length);
        boolean whole = !encrypting.getAlgorithm().contains("NoPadding") || decrypted.length == encrypted.length;
        if (!whole || !Arrays.equals(data, tail)) {
            throw new GeneralSecurityException(encrypting.getAlgorithm() + ": encrypted by " + encrypting.getProvider()
                    + ", " + decrypting.getProvider() + " decrypts something else");
        }
    }

    private static void initialise(Cipher cipher, int mode, Key key) throws GeneralSecurityException {
        if (cipher.getAlgorithm().contains("OAEP")) {
            cipher.init(mode, key, KeyTransportInfo.OAEP_SPEC);
        } else {
            cipher.init(mode, key);
        }
    }

    /** Twice, for keys must last. */
    private static void expectAgrees(KeyPair ours, KeyPair again, KeyPair peer, Provider provider)
            throws GeneralSecurityException {
        byte[] expected =
                agree(Providers.bouncyCastle(), ours.getPrivate(), translated(peer, Providers.bouncyCastle()));
        PublicKey theirPeer = translated(peer, provider);
        for (int i = 0; i < 2; i++) {
            if (!Arrays.equals(expected, agree(provider, again.getPrivate(), theirPeer))) {
                throw new GeneralSecurityException("ECDH: another secret than Bouncy Castle's");
            }
        }
    }

    private static byte[] agree(Provider provider, PrivateKey key, PublicKey peer) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(key);
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }

    private static PublicKey translated(KeyPair pair, Provider provider) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", provider)
                .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
    }

    private static KeyPair again(KeyPair pair, KeyFactory factory) throws GeneralSecurityException {
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
                factory.generatePrivate(
                        new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
    }

    private static KeyPairGenerator generator(String algorithm, Provider provider, int bits)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
        generator.initialize(bits);
        return generator;
    }

    private static KeyPair ecPair(NamedCurve curve, Provider provider) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec(curve.jcaName()));
        return generator.generateKeyPair();
    }
}
