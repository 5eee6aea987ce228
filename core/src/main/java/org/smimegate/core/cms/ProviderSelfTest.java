package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Known answers of the algorithms everything depends on; a few milliseconds. */
final class ProviderSelfTest {
    private ProviderSelfTest() {}

    /** Algorithm to the name of the provider that answered. */
    static Map<String, String> run() {
        Map<String, String> providers = new LinkedHashMap<>();
        providers.put("SHA-256", check("SHA-256", ProviderSelfTest::sha256));
        providers.put("AES-CBC", check("AES-CBC", ProviderSelfTest::aesCbc));
        providers.put("AES-GCM", check("AES-GCM", ProviderSelfTest::aesGcm));
        providers.put("RSA", check("RSA", ProviderSelfTest::rsa));
        providers.put("ECDSA", check("ECDSA", ProviderSelfTest::ecdsa));
        providers.put("X25519", check("X25519", ProviderSelfTest::x25519));
        return providers;
    }

    /** A provider that is too old or half there fails with errors as well as exceptions. */
    private static String check(String algorithm, Check check) {
        try {
            return check.run().getName();
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            throw new IllegalStateException("self-test of the crypto providers: " + algorithm + ": " + e, e);
        }
    }

    private interface Check {
        Provider run() throws GeneralSecurityException;
    }

    /** FIPS 180-4, the digest of "abc". */
    private static Provider sha256() throws GeneralSecurityException {
        MessageDigest digest = Providers.digest("SHA-256");
        expect(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                digest.digest(new byte[] {'a', 'b', 'c'}),
                digest.getProvider());
        return digest.getProvider();
    }

    /** NIST SP 800-38A F.2.5. */
    private static Provider aesCbc() throws GeneralSecurityException {
        Cipher cipher = Providers.cipher("AES/CBC/NoPadding");
        SecretKeySpec key =
                new SecretKeySpec(hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"), "AES");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(hex("000102030405060708090a0b0c0d0e0f")));
        byte[] result = cipher.doFinal(hex("6bc1bee22e409f96e93d7e117393172a"));
        expect("f58c4c04d6e5f1ba779eabfb5f7bfbd6", result, cipher.getProvider());
        return cipher.getProvider();
    }

    /** Test case 14 of the GCM specification. */
    private static Provider aesGcm() throws GeneralSecurityException {
        Cipher cipher = Providers.cipher("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        byte[] result = cipher.doFinal(new byte[16]);
        expect("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919", result, cipher.getProvider());
        return cipher.getProvider();
    }

    /**
     * Only that they are there: each signature is verified before it is written anyway. A native one has been tested
     * when it was found.
     */
    private static Provider rsa() throws GeneralSecurityException {
        Cipher.getInstance("RSA/ECB/PKCS1Padding");
        Cipher.getInstance("RSA/ECB/OAEPPadding");
        Signature.getInstance("RSASSA-PSS");
        return Providers.rsa().orElse(Signature.getInstance("SHA256withRSA").getProvider());
    }

    private static Provider ecdsa() throws GeneralSecurityException {
        KeyPairGenerator generator = Providers.ecKeyPairs();
        generator.initialize(new ECGenParameterSpec(NamedCurve.P_256.jcaName()));
        KeyPair pair = generator.generateKeyPair();
        Signature signature = Providers.signature("SHA256withECDSA", pair.getPrivate());
        byte[] data = {1, 2, 3};
        signature.initSign(pair.getPrivate());
        signature.update(data);
        byte[] value = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(data);
        if (!signature.verify(value)) {
            throw new GeneralSecurityException(signature.getProvider() + ": own signature does not verify");
        }
        return signature.getProvider();
    }

    private static Provider x25519() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519", Providers.bouncyCastle());
        KeyPair one = generator.generateKeyPair();
        KeyPair other = generator.generateKeyPair();
        KeyAgreement agreement = Providers.keyAgreement("X25519", one.getPrivate());
        byte[] here = agree(one, other);
        if (!Arrays.equals(here, agree(other, one))) {
            throw new GeneralSecurityException(agreement.getProvider() + ": the two sides differ");
        }
        return agreement.getProvider();
    }

    private static byte[] agree(KeyPair own, KeyPair peer) throws GeneralSecurityException {
        KeyAgreement agreement = Providers.keyAgreement("X25519", own.getPrivate());
        agreement.init(own.getPrivate());
        agreement.doPhase(peer.getPublic(), true);
        return agreement.generateSecret();
    }

    private static void expect(String hex, byte[] actual, Provider provider) throws GeneralSecurityException {
        if (!Arrays.equals(hex(hex), actual)) {
            throw new GeneralSecurityException(
                    provider + ": " + HexFormat.of().formatHex(actual) + " (expected: " + hex + ")");
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
