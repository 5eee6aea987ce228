package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

    @Test
    void shouldNameTheProviders_whenSelfTestPasses() {
        assertThat(Providers.selfTest())
                .containsEntry("SHA-256", "SUN")
                .containsEntry("AES-GCM", "SunJCE")
                .containsEntry("RSA", "SunRsaSign")
                .containsEntry("ECDSA", "BC")
                .containsEntry("X25519", "BC");
    }

    @Test
    void shouldLeaveTheListOfProvidersAlone_whenUsed() {
        Providers.selfTest();

        assertThat(Security.getProvider("BC")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "EC, P-256, SHA256withECDSA, BC",
        "EC, P-521, SHA512withECDSA, BC",
        "Ed25519, , Ed25519, BC",
        "RSA, , SHA256withRSA, SunRsaSign",
        "RSASSA-PSS, , RSASSA-PSS, SunRsaSign"
    })
    void shouldComputeWithTheFastProvider_whenKeysComeFromElsewhere(
            String type, String curve, String algorithm, String provider) throws Exception {
        KeyPair foreign = pair(type, curve, type.startsWith("RSA"));

        PrivateKey key = Providers.own(foreign.getPrivate());
        PublicKey publicKey = Providers.own(foreign.getPublic());
        Signature signer = Providers.signature(algorithm, key);
        signer.initSign(key);
        byte[] value = sign(signer);

        assertThat(signer.getProvider().getName()).isEqualTo(provider);
        Signature verifier = Providers.signature(algorithm, publicKey);
        verifier.initVerify(publicKey);
        assertThat(verifier.getProvider().getName()).isEqualTo(provider);
        assertThat(verifies(verifier, value)).isTrue();
    }

    @Test
    void shouldConvertOnce_whenAKeyIsAlreadyOurs() throws Exception {
        PrivateKey key = Providers.own(pair("RSA", null, false).getPrivate());

        assertThat(Providers.own(key)).isSameAs(key);
    }

    @Test
    void shouldConvertPublicKeysOnce_whenUsedAgain() throws Exception {
        PublicKey key = pair("EC", "P-256", false).getPublic();

        assertThat(Providers.own(key)).isSameAs(Providers.own(key)).isNotSameAs(key);
    }

    @Test
    void shouldForgetWhatWasNotUsedLately_whenFull() {
        RecentlyUsed<String, Integer> recent = new RecentlyUsed<>(2);
        recent.put("a", 1);
        recent.put("b", 2);
        recent.get("a");
        recent.put("c", 3);

        assertThat(recent.get("a")).isEqualTo(1);
        assertThat(recent.get("b")).isNull();
        assertThat(recent.get("c")).isEqualTo(3);
    }

    /** A key from the other provider than the one that shall compute. */
    private static KeyPair pair(String type, String curve, boolean bouncyCastle) throws Exception {
        KeyPairGenerator generator = bouncyCastle && type.equals("RSA")
                ? KeyPairGenerator.getInstance(type, Providers.bouncyCastle())
                : KeyPairGenerator.getInstance(type);
        if (curve != null) {
            generator.initialize(new ECGenParameterSpec("secp" + curve.substring(2) + "r1"));
        }
        return generator.generateKeyPair();
    }

    private static byte[] sign(Signature signer) throws Exception {
        configure(signer);
        signer.update(DATA);
        return signer.sign();
    }

    private static boolean verifies(Signature verifier, byte[] value) throws Exception {
        configure(verifier);
        verifier.update(DATA);
        return verifier.verify(value);
    }

    private static void configure(Signature signature) throws Exception {
        if (signature.getAlgorithm().equals("RSASSA-PSS")) {
            signature.setParameter(PSSParameterSpec.DEFAULT);
        }
    }
}
