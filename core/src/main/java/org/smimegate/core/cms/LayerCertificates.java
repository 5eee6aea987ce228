package org.smimegate.core.cms;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.trust.RevocationList;

/**
 * The certificates that one layer of a message brings or names; nothing of it is believed.
 *
 * @param algorithm content cipher or digests, as names or OIDs; may be empty
 * @param certificates all that came with it, each once
 * @param lists revocation lists that came with it
 * @param signers one for each SignerInfo; empty where the message does not bring the signer's certificate
 * @param recipients for whom it is encrypted
 * @param problem why not everything could be read; may be empty
 */
public record LayerCertificates(
        Layer layer,
        String algorithm,
        List<X509Certificate> certificates,
        List<RevocationList> lists,
        List<Optional<X509Certificate>> signers,
        List<RecipientName> recipients,
        String problem) {
    public LayerCertificates {
        certificates = List.copyOf(certificates);
        lists = List.copyOf(lists);
        signers = List.copyOf(signers);
        recipients = List.copyOf(recipients);
    }

    static LayerCertificates of(OpenedLayer layer) {
        return new LayerCertificates(
                layer.layer(),
                layer.report().algorithm(),
                layer.brought().map(BroughtCertificates::certificates).orElse(List.of()),
                layer.brought().map(BroughtCertificates::lists).orElse(List.of()),
                layer.report().signatures().stream()
                        .map(signature -> signature.evidence().certificate())
                        .toList(),
                List.of(),
                layer.report().problem().isPresent() ? layer.report().detail() : "");
    }

    LayerCertificates to(List<RecipientName> names) {
        return new LayerCertificates(layer, algorithm, certificates, lists, signers, names, problem);
    }
}
