package org.smimegate.core.cms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.smimegate.core.policy.ContentCipher;

/**
 * What a signer says of how to encrypt answers (RFC 8551 section 2.5). What cannot be read there does not count.
 *
 * @param certificates names of the certificate to encrypt to, the one that counts first
 * @param capabilities as {@link KeyOffer} has them
 * @param signed the claimed signing time
 */
record AnswerWishes(List<CertificateId> certificates, Set<ContentCipher> capabilities, Optional<Instant> signed) {
    /** What Outlook writes besides: the IssuerAndSerialNumber without a choice around it. */
    private static final ASN1ObjectIdentifier MICROSOFT_PREFERENCE = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.16.4");

    AnswerWishes {
        certificates = List.copyOf(certificates);
        capabilities = Set.copyOf(capabilities);
    }

    static AnswerWishes none() {
        return new AnswerWishes(List.of(), Set.of(), Optional.empty());
    }

    static AnswerWishes of(SignerInfo signer) {
        return Optional.ofNullable(signer.getAuthenticatedAttributes())
                .map(set -> of(new ReceivedAttributes(set)))
                .orElseGet(AnswerWishes::none);
    }

    private static AnswerWishes of(ReceivedAttributes attributes) {
        Optional<CertificateId> standard =
                read(attributes.only(SMIMEAttributes.encrypKeyPref), AnswerWishes::preference);
        Optional<CertificateId> microsoft = read(attributes.only(MICROSOFT_PREFERENCE), AnswerWishes::issuerAndSerial);
        Optional<Set<ContentCipher>> ciphers =
                attributes.only(SMIMEAttributes.smimeCapabilities).map(AnswerWishes::atLeastTheFloor);
        return new AnswerWishes(
                Stream.of(standard, microsoft).flatMap(Optional::stream).toList(),
                ciphers.orElse(Set.of()),
                attributes.signingTime());
    }

    /** The choice of RFC 8551 section 2.5.3; its tags are implicit. */
    private static CertificateId preference(ASN1Encodable value) {
        ASN1TaggedObject choice = ASN1TaggedObject.getInstance(value);
        return switch (choice.getTagNo()) {
            case 0 -> issuerAndSerial(ASN1Sequence.getInstance(choice, false));
            case 1 -> keyId(first(ASN1Sequence.getInstance(choice, false)));
            case 2 -> keyId(ASN1OctetString.getInstance(choice, false));
            default -> throw new IllegalArgumentException("preference: [" + choice.getTagNo() + "]");
        };
    }

    private static CertificateId issuerAndSerial(ASN1Encodable value) {
        return CertificateId.of(IssuerAndSerialNumber.getInstance(value));
    }

    private static CertificateId keyId(ASN1Encodable value) {
        return new CertificateId.ByKeyId(ASN1OctetString.getInstance(value).getOctets());
    }

    /** Who says what they can do and names nothing that we write can at least do what RFC 8551 section 2.7 demands. */
    private static Set<ContentCipher> atLeastTheFloor(ASN1Encodable capabilities) {
        Set<ContentCipher> ciphers =
                read(Optional.of(capabilities), AnswerWishes::ciphers).orElse(Set.of());
        return ciphers.isEmpty() ? Set.of(ContentCipher.AES_128_CBC) : ciphers;
    }

    /** Each capability is a SEQUENCE that starts with an object identifier (RFC 8551 section 2.5.2). */
    private static Set<ContentCipher> ciphers(ASN1Encodable capabilities) {
        return StreamSupport.stream(ASN1Sequence.getInstance(capabilities).spliterator(), false)
                .flatMap(one -> read(Optional.of(one), AnswerWishes::identifier).stream())
                .flatMap(oid -> ContentCipher.ofOid(oid.getId()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ASN1ObjectIdentifier identifier(ASN1Encodable capability) {
        return ASN1ObjectIdentifier.getInstance(first(ASN1Sequence.getInstance(capability)));
    }

    private static ASN1Encodable first(ASN1Sequence sequence) {
        if (sequence.size() == 0) {
            throw new IllegalArgumentException("empty sequence");
        }
        return sequence.getObjectAt(0);
    }

    /** Bouncy Castle throws all kinds of exceptions at a value of another form, at once or when it looks into it. */
    private static <T> Optional<T> read(Optional<ASN1Encodable> value, Function<ASN1Encodable, T> reader) {
        try {
            return value.map(reader);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
