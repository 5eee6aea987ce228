package org.smimegate.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.smimegate.core.trust.TrustStore;

/** Keys and certificates that are the same in every run, unlike those of {@link TestPki}. */
public final class FuzzIdentities {
    private static final String FILE = "fuzz-test-keys.p12";
    private static final char[] PASSWORD = "fuzz-test".toCharArray();
    private static final KeyStore STORE = load();

    public static final TestIdentity ROOT = identity("root", KeyKind.RSA_2048, List.of());
    public static final TestIdentity BOB = below(ROOT, "bob", KeyKind.RSA_2048);
    public static final TestIdentity DAVE = below(ROOT, "dave", KeyKind.RSA_2048);
    public static final TestIdentity ERIN = below(ROOT, "erin", KeyKind.P_256);

    /** All of them are valid then. */
    public static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    /** Believes the root. */
    public static final TrustStore TRUST = new TrustStore(Set.of(ROOT.certificate()), Set.of());

    private FuzzIdentities() {}

    private static TestIdentity below(TestIdentity issuer, String alias, KeyKind kind) {
        return identity(alias, kind, List.of(issuer.certificate()));
    }

    private static TestIdentity identity(String alias, KeyKind kind, List<X509Certificate> issuers) {
        try {
            X509Certificate certificate = (X509Certificate) STORE.getCertificate(alias);
            PrivateKey key = (PrivateKey) STORE.getKey(alias, PASSWORD);
            return new TestIdentity(kind, new KeyPair(certificate.getPublicKey(), key), certificate, issuers);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(FILE + ": " + alias, e);
        }
    }

    private static KeyStore load() {
        try (InputStream in = FuzzIdentities.class.getResourceAsStream(FILE)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(FILE, e);
        }
    }
}
