package org.smimegate.admin.cert.trial;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.cert.CertificateFile;
import org.smimegate.admin.cert.Chains;
import org.smimegate.admin.cert.SmimeMessage;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.cms.LayerCertificates;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Companions;
import org.smimegate.keys.Secret;

/**
 * A certificate to be tested.
 *
 * @param others what the file brings besides
 * @param author whom the message names in From, if the file is one
 */
record Specimen(Path file, X509Certificate certificate, Companions others, Optional<Address> author) {

    /**
     * Those of a file: the certificates that issued none of its others, wherever they stand; of a message, the signers'.
     *
     * @throws CannotRunException there is none
     */
    static List<Specimen> in(Path file, @Nullable Secret password, Purpose purpose) throws CannotRunException {
        Optional<SmimeMessage> message = SmimeMessage.read(file);
        if (message.isPresent()) {
            return of(message.get(), purpose);
        }
        CertificateFile content = CertificateFile.readCertificates(file, password);
        return among(
                file, Chains.leaves(content.certificates()), Companions.of(content.certificates()), Optional.empty());
    }

    private static List<Specimen> of(SmimeMessage message, Purpose purpose) throws CannotRunException {
        List<Specimen> found = new ArrayList<>();
        for (LayerCertificates layer : message.layers()) {
            boolean signers = purpose == Purpose.SIGNING && !layer.signers().isEmpty();
            Set<X509Certificate> leaves = signers
                    ? new LinkedHashSet<>(
                            layer.signers().stream().flatMap(Optional::stream).toList())
                    : new LinkedHashSet<>(Chains.leaves(layer.certificates()));
            found.addAll(among(
                    message.path(),
                    List.copyOf(leaves),
                    new Companions(layer.certificates(), layer.lists()),
                    message.author()));
        }
        if (found.isEmpty()) {
            throw new CannotRunException(message.path() + ": " + why(message.layers()));
        }
        return found;
    }

    private static String why(List<LayerCertificates> layers) {
        Optional<LayerCertificates> unread =
                layers.stream().filter(l -> !l.problem().isEmpty()).findFirst();
        if (unread.isPresent()) {
            return unread.get().layer().token() + ": " + unread.get().problem();
        }
        boolean encrypted = layers.stream().anyMatch(l -> l.layer().isEncryption());
        return encrypted
                ? "encrypted, so a signature inside cannot be seen (expected: a signed message; smimegate open has the"
                        + " gateway's keys)"
                : "no certificates in it (expected: a message that brings its signer's certificate)";
    }

    private static List<Specimen> among(
            Path file, List<X509Certificate> leaves, Companions all, Optional<Address> author) {
        return leaves.stream()
                .map(leaf -> new Specimen(file, leaf, without(leaf, all), author))
                .toList();
    }

    private static Companions without(X509Certificate leaf, Companions all) {
        List<X509Certificate> others = all.certificates().stream()
                .filter(certificate -> !certificate.equals(leaf))
                .toList();
        return new Companions(others, all.lists());
    }
}
