package org.smimegate.matchers;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.mailet.AttributeValue;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.Certificates;

/** A key offer as the value of one attribute: a map of strings and DER bytes, which every queue of James can store. */
final class KeyOfferValue {
    private static final String AUTHOR = "author";
    /** A result, or {@link #CERTS_ONLY}; never left out, so that a damaged value does not turn into an unsigned offer. */
    private static final String SIGNATURE = "signature";

    private static final String CERTS_ONLY = Layer.CERTS_ONLY.token();
    private static final String REASON = "reason";
    private static final String CERTIFICATE = "certificate";
    private static final String OTHERS = "others";
    private static final String CAPABILITIES = "capabilities";
    private static final String SIGNED = "signed";

    private static final int MOST_OTHERS = 20;
    /** Bytes of all others together. */
    private static final int MOST_BYTES = 64 * 1024;

    private final Map<?, ?> parts;

    private KeyOfferValue(Map<?, ?> parts) {
        this.parts = parts;
    }

    /** Without the other certificates, if they are more than a mail should carry along. */
    static AttributeValue<?> of(KeyOffer offer) throws CertificateEncodingException {
        Map<String, AttributeValue<?>> parts = new HashMap<>();
        parts.put(AUTHOR, AttributeValue.of(offer.author().toString()));
        parts.put(
                SIGNATURE,
                AttributeValue.of(offer.signature().map(SignatureResult::token).orElse(CERTS_ONLY)));
        offer.reason().ifPresent(reason -> parts.put(REASON, AttributeValue.of(reason.token())));
        parts.put(CERTIFICATE, AttributeValue.of(offer.certificate().getEncoded()));
        parts.put(OTHERS, AttributeValue.of(others(offer)));
        parts.put(CAPABILITIES, AttributeValue.of(capabilities(offer)));
        offer.signed().ifPresent(time -> parts.put(SIGNED, AttributeValue.of(time.toString())));
        return AttributeValue.of(parts);
    }

    private static List<AttributeValue<?>> others(KeyOffer offer) throws CertificateEncodingException {
        List<AttributeValue<?>> others = new ArrayList<>();
        int bytes = 0;
        for (X509Certificate other : offer.others()) {
            byte[] der = other.getEncoded();
            bytes += der.length;
            others.add(AttributeValue.of(der));
        }
        return others.size() > MOST_OTHERS || bytes > MOST_BYTES ? List.of() : others;
    }

    private static List<AttributeValue<?>> capabilities(KeyOffer offer) {
        return offer.capabilities().stream()
                .sorted()
                .<AttributeValue<?>>map(cipher -> AttributeValue.of(cipher.token()))
                .toList();
    }

    /** Empty if anything of it is not as {@link #of} writes it. */
    static Optional<KeyOffer> read(AttributeValue<?> value) {
        return Boundary.guard(
                () -> value.valueAs(Map.class).map(parts -> new KeyOfferValue(parts).offer()),
                damaged -> Optional.empty());
    }

    private KeyOffer offer() {
        String signature = text(SIGNATURE);
        return new KeyOffer(
                Address.parse(text(AUTHOR)).orElseThrow(),
                signature.equals(CERTS_ONLY)
                        ? Optional.empty()
                        : Optional.of(named(signature, SignatureResult.values(), SignatureResult::token)),
                optional(REASON).map(token -> named((String) token, Reason.values(), Reason::token)),
                certificate(optional(CERTIFICATE).orElseThrow()),
                list(OTHERS).stream().map(KeyOfferValue::certificate).toList(),
                capabilities(),
                optional(SIGNED).map(time -> Instant.parse((String) time)));
    }

    private Set<ContentCipher> capabilities() {
        return list(CAPABILITIES).stream()
                .map(token -> ContentCipher.ofToken((String) token).orElseThrow())
                .collect(Collectors.toSet());
    }

    private static X509Certificate certificate(Object der) {
        return Certificates.ofDer((byte[]) der).orElseThrow();
    }

    private static <T> T named(String token, T[] values, Function<T, String> tokenOf) {
        return Arrays.stream(values)
                .filter(value -> tokenOf.apply(value).equals(token))
                .findFirst()
                .orElseThrow();
    }

    private String text(String name) {
        return (String) optional(name).orElseThrow();
    }

    private List<Object> list(String name) {
        Collection<?> values = (Collection<?>) optional(name).orElseThrow();
        return values.stream()
                .<Object>map(value -> ((AttributeValue<?>) value).value())
                .toList();
    }

    private Optional<Object> optional(String name) {
        return Optional.ofNullable(parts.get(name)).map(value -> ((AttributeValue<?>) value).value());
    }
}
