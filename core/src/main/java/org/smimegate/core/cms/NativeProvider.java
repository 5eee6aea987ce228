package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A provider that computes in native code, several times faster than the JDK: Amazon Corretto Crypto Provider or
 * Conscrypt, if the administrator put one on the class path. It gets what it proved to compute rightly and nothing else.
 *
 * @param rsa who computes with RSA keys; empty for the JDK
 * @param ec who computes on the NIST curves; empty for Bouncy Castle
 * @param warnings what was found but cannot be used, and why; for the log
 */
record NativeProvider(Optional<Provider> rsa, Optional<Provider> ec, List<String> warnings) {
    /** In order of preference: the former is twice as fast for RSA. */
    private static final List<String> KNOWN = List.of(
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider", "org.conscrypt.OpenSSLProvider");

    NativeProvider {
        warnings = List.copyOf(warnings);
    }

    /** Looks where our own classes come from, which in James is the folder of extensions too. */
    static NativeProvider search() {
        Search search = new Search();
        KNOWN.forEach(search::tryOut);
        return new NativeProvider(search.rsa, search.ec, search.warnings);
    }

    private static final class Search {
        private Optional<Provider> rsa = Optional.empty();
        private Optional<Provider> ec = Optional.empty();
        private final List<String> warnings = new ArrayList<>();

        void tryOut(String className) {
            Optional<Provider> found = load(className);
            if (found.isPresent() && rsa.isEmpty()) {
                rsa = found.filter(provider -> proves("RSA", provider, () -> NativeSelfTest.rsa(provider)));
            }
            if (found.isPresent() && ec.isEmpty()) {
                ec = found.filter(provider -> proves("elliptic curves", provider, () -> NativeSelfTest.ec(provider)));
            }
        }

        private Optional<Provider> load(String className) {
            try {
                return Optional.of(
                        (Provider) Class.forName(className).getConstructor().newInstance());
            } catch (ClassNotFoundException e) {
                return Optional.empty();
            } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                warnings.add(className + " is there but does not start: " + reason(e));
                return Optional.empty();
            }
        }

        private boolean proves(String what, Provider provider, Proof proof) {
            try {
                proof.run();
                return true;
            } catch (GeneralSecurityException | LinkageError | RuntimeException e) {
                warnings.add(provider.getName() + " " + provider.getVersionStr() + " does not compute " + what
                        + ", for its self-test failed: " + reason(e));
                return false;
            }
        }

        private static Throwable reason(Throwable e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private interface Proof {
        void run() throws GeneralSecurityException;
    }
}
