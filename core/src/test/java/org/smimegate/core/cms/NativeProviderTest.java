package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs without a native provider and with each of those we know, which the system property then names. */
class NativeProviderTest {
    private static final Optional<String> NATIVE = Optional.ofNullable(System.getProperty("native.provider"));

    @Test
    void shouldComputeWithTheNativeProvider_whenItIsThere() throws Exception {
        assertThat(Providers.selfTest())
                .containsEntry("RSA", NATIVE.orElse("SunRsaSign"))
                .containsEntry("ECDSA", NATIVE.orElse("BC"))
                .containsEntry("AES-GCM", "SunJCE");
        assertThat(Providers.warnings()).isEmpty();
    }

    @Test
    void shouldBringKeysToIt_whenTheyComeFromElsewhere() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair ec = generator.generateKeyPair();

        assertProvider("SunRsaSign", "SHA256withRSA", rsa);
        assertProvider("BC", "SHA384withECDSA", ec);
        assertThat(Providers.keyAgreement("ECDH", Providers.own(ec.getPrivate()))
                        .getProvider()
                        .getName())
                .isEqualTo(NATIVE.orElse("BC"));
        assertThat(Providers.cipher("RSA/ECB/NoPadding", Providers.own(rsa.getPrivate()))
                        .getProvider()
                        .getName())
                .isEqualTo(NATIVE.orElse("SunJCE"));
    }

    @Test
    void shouldLeaveTheListOfProvidersAlone() {
        Providers.selfTest();

        NATIVE.ifPresent(name -> assertThat(Security.getProvider(name)).isNull());
    }

    @Test
    void shouldFailTheSelfTest_whenSomethingIsMissing() {
        Provider without = Security.getProvider("SunJCE");

        assertThatThrownBy(() -> NativeSelfTest.rsa(without)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> NativeSelfTest.ec(without)).isInstanceOf(GeneralSecurityException.class);
    }

    /** Bouncy Castle leaves out leading zeros where we need the whole block. */
    @Test
    void shouldFailTheSelfTest_whenAResultIsAnother() throws Exception {
        assertThatThrownBy(() -> NativeSelfTest.rsa(Providers.bouncyCastle()))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("RSA/ECB/NoPadding")
                .hasMessageContaining("decrypts something else");
        NativeSelfTest.ec(Providers.bouncyCastle());
    }

    private static void assertProvider(String otherwise, String algorithm, KeyPair pair) throws Exception {
        PrivateKey key = Providers.own(pair.getPrivate());
        PublicKey publicKey = Providers.own(pair.getPublic());

        assertThat(Providers.own(key)).isSameAs(key);
        assertThat(Providers.signature(algorithm, key).getProvider().getName()).isEqualTo(NATIVE.orElse(otherwise));
        assertThat(Providers.signature(algorithm, publicKey).getProvider().getName())
                .isEqualTo(NATIVE.orElse(otherwise));
    }
}
