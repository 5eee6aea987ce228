package org.smimegate.core.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.smimegate.core.outcome.UnreadableMessageException;

/** The signed attributes of a SignerInfo (RFC 5652 section 5.3 and 11). */
final class ReceivedAttributes {
    /** Many times what signers send; bounds the sorting that DER demands, which Bouncy Castle does slowly. */
    private static final int MAX_ENCODED = 16 * 1024;

    private final ASN1Set set;
    private final List<Attribute> attributes;

    ReceivedAttributes(ASN1Set set) {
        this.set = set;
        this.attributes = StreamSupport.stream(set.spliterator(), false)
                .map(Attribute::getInstance)
                .toList();
    }

    /**
     * What the signature may be about: the DER encoding, as the standard says, and the order in which they came, as some
     * signers have it. Both hold the very same attributes.
     */
    List<byte[]> encodings() throws IOException, UnreadableMessageException {
        byte[] asTransmitted = set.getEncoded(ASN1Encoding.DL);
        if (asTransmitted.length > MAX_ENCODED) {
            throw UnreadableMessageException.limit("signed attributes: " + asTransmitted.length + " bytes");
        }
        byte[] der = set.getEncoded(ASN1Encoding.DER);
        List<byte[]> encodings = new ArrayList<>(List.of(der));
        if (!Arrays.equals(der, asTransmitted)) {
            encodings.add(asTransmitted);
        }
        return encodings;
    }

    /** Present only if the attribute stands there exactly once, with exactly one value. */
    Optional<String> contentType() {
        return only(CMSAttributes.contentType)
                .map(value -> ASN1ObjectIdentifier.getInstance(value).getId());
    }

    /** Present only if the attribute stands there exactly once, with exactly one value. */
    Optional<byte[]> messageDigest() {
        return only(CMSAttributes.messageDigest)
                .map(value -> ASN1OctetString.getInstance(value).getOctets());
    }

    /** What the signer claims; empty if absent, ambiguous or unreadable. */
    Optional<Instant> signingTime() {
        try {
            return only(CMSAttributes.signingTime)
                    .map(value -> Time.getInstance(value).getDate().toInstant());
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the signer could have meant this certificate: what signing-certificate attributes name, if there are any,
     * must be it (RFC 5035 section 5). Otherwise another certificate of the same key could be put in its place.
     */
    boolean admits(X509Certificate certificate) throws GeneralSecurityException {
        for (Attribute attribute : attributes) {
            if (!SigningCertificateHash.admits(attribute, certificate)) {
                return false;
            }
        }
        return true;
    }

    /** The value of an attribute that stands there exactly once, with exactly one value. */
    Optional<ASN1Encodable> only(ASN1ObjectIdentifier type) {
        List<Attribute> found =
                attributes.stream().filter(a -> a.getAttrType().equals(type)).toList();
        return found.size() == 1 && found.get(0).getAttrValues().size() == 1
                ? Optional.of(found.get(0).getAttrValues().getObjectAt(0))
                : Optional.empty();
    }
}
