package org.smimegate.keys;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.cms.Providers;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.Pkcs12File.CertificateBag;
import org.smimegate.keys.Pkcs12File.KeyBag;

/**
 * Reads a PKCS#12 file: every private key in it becomes a credential. An alias is the key's friendly name, or the
 * file's name if it has none; keys of the same name in one file are numbered ({@code bob}, {@code bob-2}).
 */
public final class KeystoreReader {
    private final Path file;
    private final Pkcs12File content;
    private final List<String> coveredToo;
    private final boolean domainCertificates;
    private final Set<String> aliases = new HashSet<>();

    private KeystoreReader(Path file, Pkcs12File content, List<String> coveredToo, boolean domainCertificates) {
        this.file = file;
        this.content = content;
        this.coveredToo = coveredToo;
        this.domainCertificates = domainCertificates;
    }

    /**
     * Reads the file; dates are not looked at.
     *
     * @param coveredToo addresses, domains or {@code *} that its certificates cover besides their SAN
     * @param domainCertificates whether a dNSName in a SAN speaks for its domain
     * @throws KeyFileException no such file, not readable, wrong password, no key, or a key without its certificate
     */
    public static List<Credential> read(Path file, Secret secret, List<String> coveredToo, boolean domainCertificates)
            throws KeyFileException {
        Pkcs12File content = Pkcs12File.read(file, secret);
        return new KeystoreReader(file, content, coveredToo, domainCertificates).credentials();
    }

    /**
     * All that is in a PKCS#12 file.
     *
     * @param certificates with or without a key to it, in the file's order
     */
    public record Contents(List<Credential> credentials, List<X509Certificate> certificates) {
        public Contents {
            credentials = List.copyOf(credentials);
            certificates = List.copyOf(certificates);
        }
    }

    /** As {@link #read}, but a file without keys will do. */
    public static Contents contents(Path file, Secret secret) throws KeyFileException {
        Pkcs12File content = Pkcs12File.read(file, secret);
        KeystoreReader reader = new KeystoreReader(file, content, List.of(), true);
        return new Contents(
                content.keys().isEmpty() ? List.of() : reader.credentials(),
                reader.certificates().stream().distinct().toList());
    }

    /** The certificates of a PKCS#12 file, each once, in the file's order; its private keys are not looked at. */
    public static List<X509Certificate> certificates(Path file, Secret secret) throws KeyFileException {
        Pkcs12File content = Pkcs12File.readCertificates(file, secret);
        return new KeystoreReader(file, content, List.of(), true)
                .certificates().stream().distinct().toList();
    }

    private List<Credential> credentials() throws KeyFileException {
        if (content.keys().isEmpty()) {
            throw new KeyFileException(file + ": holds no private key (expected: a key with its certificate)");
        }
        List<Credential> credentials = new ArrayList<>();
        for (KeyBag key : content.keys()) {
            credentials.add(credential(key));
        }
        return credentials;
    }

    private Credential credential(KeyBag key) throws KeyFileException {
        CertificateBag own = certificateOf(key);
        X509Certificate certificate = own.certificate();
        String alias = unique(key.name().or(own::name).orElseGet(this::fileName));
        Coverage coverage = Coverage.of(certificate, domainCertificates).plus(coveredToo);
        return new Credential(
                alias, engineKey(key), certificate, IssuerChain.of(certificate, certificates()), coverage);
    }

    private List<X509Certificate> certificates() {
        return content.certificates().stream().map(CertificateBag::certificate).toList();
    }

    private PrivateKey engineKey(KeyBag key) throws KeyFileException {
        try {
            return Providers.own(key.key());
        } catch (GeneralSecurityException e) {
            throw new KeyFileException(
                    file + ": a key that this gateway cannot compute with: "
                            + key.key().getAlgorithm() + " (expected: RSA, EC, Ed25519 or X25519)",
                    e);
        }
    }

    /** The certificate of the same localKeyId; without one, whichever has the public key. */
    private CertificateBag certificateOf(KeyBag key) throws KeyFileException {
        String name = key.name().map(n -> " " + n).orElse("");
        Optional<CertificateBag> byId = key.id().isEmpty()
                ? Optional.empty()
                : content.certificates().stream()
                        .filter(c -> c.id().equals(key.id()))
                        .findFirst();
        if (byId.isPresent() && !matches(key, byId.get())) {
            throw new KeyFileException(file + ": the private key" + name + " does not belong to its certificate "
                    + Describe.certificate(byId.get().certificate()));
        }
        return byId.or(() -> content.certificates().stream()
                        .filter(c -> matches(key, c))
                        .findFirst())
                .orElseThrow(() -> new KeyFileException(file + ": no certificate belongs to the private key" + name
                        + " (expected: each key with its certificate)"));
    }

    private static boolean matches(KeyBag key, CertificateBag certificate) {
        return KeyPairs.belongTogether(key.key(), certificate.certificate().getPublicKey());
    }

    private String unique(String name) {
        String alias = name;
        for (int i = 2; !aliases.add(alias); i++) {
            alias = name + "-" + i;
        }
        return alias;
    }

    private String fileName() {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
