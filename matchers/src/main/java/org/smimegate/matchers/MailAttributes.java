package org.smimegate.matchers;

import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;

/**
 * The verdict on a message as attributes of the mail: written by SMimeDecryptVerify, read by matchers; and what it offers
 * to encrypt answers with, for HarvestKey.
 */
public final class MailAttributes {
    /** List of strings, outermost layer first. */
    public static final AttributeName LAYERS = AttributeName.of("org.smimegate.layers");

    public static final AttributeName DECRYPTION = AttributeName.of("org.smimegate.decryption");
    public static final AttributeName SIGNATURE = AttributeName.of("org.smimegate.signature");
    public static final AttributeName REASON = AttributeName.of("org.smimegate.reason");

    /** The signer's address. */
    public static final AttributeName SIGNER = AttributeName.of("org.smimegate.signer");

    /** DER bytes. */
    public static final AttributeName SIGNER_CERTIFICATE = AttributeName.of("org.smimegate.signer-certificate");

    /** Internal: a map of strings and DER bytes, of a form that may change with any version. */
    public static final AttributeName KEY_OFFER = AttributeName.of("org.smimegate.key-offer");

    private static final List<AttributeName> VERDICT =
            List.of(LAYERS, DECRYPTION, SIGNATURE, REASON, SIGNER, SIGNER_CERTIFICATE);

    private MailAttributes() {}

    /** Writes a verdict in place of any other, and of any offer; what was not seen has no attribute. */
    public static void write(Mail mail, MessageVerdict verdict) throws CertificateEncodingException {
        VERDICT.forEach(mail::removeAttribute);
        mail.removeAttribute(KEY_OFFER);
        if (!verdict.layers().isEmpty()) {
            List<AttributeValue<?>> layers = verdict.layers().stream()
                    .<AttributeValue<?>>map(
                            report -> AttributeValue.of(report.layer().token()))
                    .toList();
            mail.setAttribute(new Attribute(LAYERS, AttributeValue.of(layers)));
        }
        set(mail, DECRYPTION, verdict.decryption().map(Decryption::token));
        set(mail, SIGNATURE, verdict.signature().map(SignatureResult::token));
        set(mail, REASON, verdict.reason().map(Reason::token));
        set(mail, SIGNER, verdict.signer().map(Address::toString));
        if (verdict.signerCertificate().isPresent()) {
            byte[] der = verdict.signerCertificate().get().getEncoded();
            mail.setAttribute(new Attribute(SIGNER_CERTIFICATE, AttributeValue.of(der)));
        }
    }

    private static void set(Mail mail, AttributeName name, Optional<String> value) {
        value.ifPresent(text -> mail.setAttribute(new Attribute(name, AttributeValue.of(text))));
    }

    /** Writes what the message offers, to go with its verdict. Many or large certificates for the path are left out. */
    public static void writeOffer(Mail mail, KeyOffer offer) throws CertificateEncodingException {
        mail.setAttribute(new Attribute(KEY_OFFER, KeyOfferValue.of(offer)));
    }

    /** What {@link #writeOffer} wrote; empty if nothing, or if it is damaged. */
    public static Optional<KeyOffer> offer(Mail mail) {
        return mail.getAttribute(KEY_OFFER).flatMap(attribute -> KeyOfferValue.read(attribute.getValue()));
    }

    /** Whether a verdict was written. */
    public static boolean present(Mail mail) {
        return VERDICT.stream().anyMatch(name -> mail.getAttribute(name).isPresent());
    }

    /** The verdict as far as the attributes hold it; without attributes, that of plain mail. */
    static MessageVerdict read(Mail mail) {
        return new MessageVerdict(
                layers(mail).stream().map(MailAttributes::bare).toList(),
                token(mail, DECRYPTION, Decryption.values(), Decryption::token),
                token(mail, SIGNATURE, SignatureResult.values(), SignatureResult::token),
                token(mail, REASON, Reason.values(), Reason::token),
                text(mail, SIGNER).flatMap(Address::parse),
                Optional.empty());
    }

    private static LayerReport bare(Layer layer) {
        return new LayerReport(layer, Optional.empty(), List.of(), Optional.empty(), "", "");
    }

    private static List<Layer> layers(Mail mail) {
        Collection<?> values = mail.getAttribute(LAYERS)
                .flatMap(attribute -> attribute.getValue().valueAs(Collection.class))
                .orElse(List.of());
        return values.stream()
                .filter(AttributeValue.class::isInstance)
                .map(value -> ((AttributeValue<?>) value).value())
                .flatMap(name ->
                        Arrays.stream(Layer.values()).filter(l -> l.token().equals(name)))
                .toList();
    }

    private static <T> Optional<T> token(Mail mail, AttributeName name, T[] values, Function<T, String> token) {
        return text(mail, name)
                .flatMap(text -> Arrays.stream(values)
                        .filter(value -> token.apply(value).equals(text))
                        .findFirst());
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return mail.getAttribute(name).flatMap(attribute -> attribute.getValue().valueAs(String.class));
    }
}
