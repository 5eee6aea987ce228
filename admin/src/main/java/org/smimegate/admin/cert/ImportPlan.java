package org.smimegate.admin.cert;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.Credential;
import org.smimegate.keys.KeyPairs;

/**
 * Works out what files bring to a key store: new keys, and CAs' answers for keys that are there. A certificate that is
 * followed by another one for the same key stays, for mail that was encrypted to it names it.
 */
final class ImportPlan {
    private static final Comparator<X509Certificate> OLDEST_FIRST = Comparator.comparing(X509Certificate::getNotBefore);

    private final KeystoreEdit edit;
    private final @Nullable String wishedAlias;
    private final List<KeyFile> files;
    private final List<X509Certificate> certificates;
    private final List<Change> changes = new ArrayList<>();

    /** What became of an entry. */
    enum Action {
        ADDED("added", "added"),
        CERTIFIED("certified", "has a new certificate"),
        KEPT("kept", "kept to open old mail"),
        PRESENT("present", "was there already");

        private final String token;
        private final String words;

        Action(String token, String words) {
            this.token = token;
            this.words = words;
        }

        String token() {
            return token;
        }

        String words() {
            return words;
        }
    }

    record Change(String alias, Identity identity, Action action) {}

    /** @param wishedAlias for new keys; without one they keep the names they have */
    ImportPlan(KeystoreEdit edit, @Nullable String wishedAlias, List<KeyFile> files) {
        this.edit = edit;
        this.wishedAlias = wishedAlias;
        this.files = List.copyOf(files);
        this.certificates = files.stream()
                .flatMap(file -> file.certificates().stream())
                .distinct()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /**
     * Changes the content of the key store.
     *
     * @throws CannotRunException a key without certificate, or nothing that has to do with a key
     */
    List<Change> apply() throws CannotRunException {
        for (KeyFile file : files) {
            for (Credential credential : file.credentials()) {
                take(credential.alias(), credential.key(), credential.certificate(), credential.chain());
            }
            for (PrivateKey key : file.keys()) {
                takeWithItsCertificates(file, key);
            }
        }
        for (X509Certificate certificate : certificates) {
            if (!isChanged(certificate) && keyOf(certificate.getPublicKey()).isPresent()) {
                certify(certificate, certificates);
            }
        }
        return List.copyOf(changes);
    }

    /** Certificates that are neither of a key nor of an issuer of such. */
    List<X509Certificate> unused() {
        List<X509Certificate> used = changes.stream()
                .map(Change::identity)
                .flatMap(identity -> Stream.concat(
                        Stream.of(identity.certificate()),
                        Chains.issuers(identity.certificate(), certificates).stream()))
                .toList();
        return certificates.stream().filter(c -> !used.contains(c)).toList();
    }

    /** The issuer at which the known chain of an entry ends, if that is no root CA. */
    Optional<String> missingIssuer(Change change) {
        List<X509Certificate> candidates = new ArrayList<>(certificates);
        candidates.addAll(change.identity().chain());
        List<X509Certificate> chain = new ArrayList<>(List.of(change.identity().certificate()));
        chain.addAll(Chains.issuers(change.identity().certificate(), candidates));
        X509Certificate last = chain.get(chain.size() - 1);
        return Chains.isSelfSigned(last) ? Optional.empty() : Optional.of(Certificates.issuer(last));
    }

    /** The newest first, so that it gets the plain name. */
    private void takeWithItsCertificates(KeyFile file, PrivateKey key) throws CannotRunException {
        List<X509Certificate> own = certificates.stream()
                .filter(certificate -> KeyPairs.belongTogether(key, certificate.getPublicKey()))
                .sorted(OLDEST_FIRST.reversed())
                .toList();
        if (own.isEmpty()) {
            throw new CannotRunException(file.path()
                    + ": no certificate belongs to its private key (expected: name the certificate's file too)");
        }
        for (X509Certificate certificate : own) {
            take(file.name(), key, certificate, certificates);
        }
    }

    private void take(String name, PrivateKey key, X509Certificate certificate, List<X509Certificate> issuers)
            throws CannotRunException {
        if (isChanged(certificate)) {
            return;
        }
        boolean fromHere = changes.stream()
                .anyMatch(change -> change.action() == Action.ADDED
                        && change.identity().certificate().getPublicKey().equals(certificate.getPublicKey()));
        if (!fromHere && keyOf(certificate.getPublicKey()).isPresent()) {
            certify(certificate, issuers);
            return;
        }
        var identity = new Identity(key, certificate, withoutRoot(certificate, issuers));
        String alias = edit.addLike(wishedAlias == null ? name : wishedAlias, identity);
        changes.add(new Change(alias, identity, Action.ADDED));
    }

    /** Another certificate for a key that is there. */
    private void certify(X509Certificate certificate, List<X509Certificate> issuers) throws CannotRunException {
        for (var entry : edit.content().entrySet()) {
            if (entry.getValue().certificate().equals(certificate)) {
                changes.add(new Change(entry.getKey(), entry.getValue(), Action.PRESENT));
                return;
            }
        }
        var current = keyOf(certificate.getPublicKey()).orElseThrow();
        Identity old = current.getValue();
        List<X509Certificate> candidates = new ArrayList<>(issuers);
        candidates.addAll(old.chain());
        var identity = new Identity(old.key(), certificate, withoutRoot(certificate, candidates));
        if (isSuccessor(certificate, old.certificate())) {
            succeed(current.getKey(), old, identity);
        } else {
            changes.add(new Change(edit.addLike(older(current.getKey()), identity), identity, Action.ADDED));
        }
    }

    private void succeed(String alias, Identity old, Identity identity) throws CannotRunException {
        edit.replace(alias, identity);
        changes.add(new Change(alias, identity, Action.CERTIFIED));
        if (isNewer(identity.certificate(), old.certificate()) && !CertificateUses.isNothing(old.certificate())) {
            changes.add(new Change(edit.addLike(older(alias), old), old, Action.KEPT));
        }
    }

    /** CAs date certificates back: one that is some hours younger but only self-signed would sign in its place. */
    private static boolean isSuccessor(X509Certificate certificate, X509Certificate old) {
        return CertificateUses.isNothing(old)
                || isNewer(certificate, old)
                || Chains.isSelfSigned(old) && !Chains.isSelfSigned(certificate);
    }

    private static boolean isNewer(X509Certificate certificate, X509Certificate old) {
        return certificate.getNotBefore().after(old.getNotBefore());
    }

    private static String older(String alias) {
        return alias + "-old";
    }

    /** The entry of that key, the one of the newest certificate if there are several. */
    private Optional<Map.Entry<String, Identity>> keyOf(PublicKey key) {
        return edit.content().entrySet().stream()
                .filter(entry -> entry.getValue().certificate().getPublicKey().equals(key))
                .max(Comparator.comparing(
                        entry -> entry.getValue().certificate().getNotBefore()));
    }

    private boolean isChanged(X509Certificate certificate) {
        return changes.stream()
                .anyMatch(change -> change.identity().certificate().equals(certificate));
    }

    private static List<X509Certificate> withoutRoot(X509Certificate certificate, List<X509Certificate> candidates) {
        return Chains.issuers(certificate, candidates).stream()
                .filter(issuer -> !Chains.isSelfSigned(issuer))
                .toList();
    }
}
