package org.smimegate.core.outcome;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on a whole message: what the mail attributes, Authentication-Results and {@code open --json} say.
 * Absent values were not seen; a message without S/MIME has no layers and nothing else.
 *
 * @param layers outermost first
 * @param decryption present if an encrypted layer was seen
 * @param signature present if any S/MIME layer was seen; several signatures: the worst result
 * @param reason the reason of the worst result
 * @param signer the address of the innermost signature's certificate that covers the From
 * @param signerCertificate the innermost signer's certificate
 */
public record MessageVerdict(
        List<LayerReport> layers,
        Optional<Decryption> decryption,
        Optional<SignatureResult> signature,
        Optional<Reason> reason,
        Optional<Address> signer,
        Optional<X509Certificate> signerCertificate) {

    public MessageVerdict {
        layers = List.copyOf(layers);
    }

    /** The message is not S/MIME. */
    public static MessageVerdict notSmime() {
        return new MessageVerdict(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Nothing could be found out, because opening broke down: neither opened nor verified. */
    public static MessageVerdict unknown() {
        return new MessageVerdict(
                List.of(),
                Optional.of(Decryption.FAILED),
                Optional.of(SignatureResult.NEUTRAL),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public boolean isSmime() {
        return !layers.isEmpty();
    }

    /** Every encrypted layer was opened and every signature passed; false for plain mail. */
    public boolean isVerified() {
        return isSmime() && layersOpened() && signaturesPassed();
    }

    private boolean layersOpened() {
        return decryption.map(d -> d == Decryption.DECRYPTED).orElse(true);
    }

    private boolean signaturesPassed() {
        SignatureResult result = signature.orElse(SignatureResult.NONE);
        boolean signed = layers.stream().anyMatch(l -> l.layer().isSignature());
        return signed ? result == SignatureResult.PASS : decryption.isPresent() && result == SignatureResult.NONE;
    }
}
