package org.smimegate.core.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.Spool;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * Opens EnvelopedData (RFC 5652 section 6) and AuthEnvelopedData (RFC 5083). Whatever goes wrong after a key of ours was
 * found looks the same: nobody learns from us what was wrong with a message (rule 2).
 */
final class EnvelopeOpener {
    static final String FAILED = "could not be decrypted";

    private static final int MAX_ELEMENT = 16 * 1024;

    private final OpeningContext context;
    private final Layer layer;
    private String algorithm = "";

    EnvelopeOpener(OpeningContext context, Layer layer) {
        this.context = context;
        this.layer = layer;
    }

    /** @param ber stands before the object */
    OpenedLayer open(BerStream ber) throws IOException, GeneralSecurityException, UnreadableMessageException {
        ber.enter(BerElement.SEQUENCE);
        ber.skip(BerElement.INTEGER);
        ber.skipIf(BerElement.context(0));
        RecipientScan recipients = new RecipientScan(context.keys(), context.limits());
        recipients.read(ber);
        ber.enter(BerElement.SEQUENCE);
        ber.skip(BerElement.OBJECT_IDENTIFIER);
        AlgorithmIdentifier cipher = AlgorithmIdentifier.getInstance(ber.object(MAX_ELEMENT));
        algorithm = ContentAlgorithm.nameOf(cipher);
        if (recipients.hasPasswordRecipient()) {
            return closed(Decryption.REFUSED, Optional.empty(), "has a password recipient");
        }
        List<AddressedKey> ways = recipients.addressed();
        return ways.isEmpty()
                ? closed(Decryption.NO_KEY, Optional.empty(), "no key of ours fits")
                : decryptAllowed(ber, cipher, ways);
    }

    /** Rule 10 and the policy: what could be opened but must not be. */
    private OpenedLayer decryptAllowed(BerStream ber, AlgorithmIdentifier cipher, List<AddressedKey> ways)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        boolean gcm = ContentAlgorithm.isGcm(cipher);
        if (gcm && (layer == Layer.ENVELOPED_DATA || !ContentAlgorithm.hasWholeTag(cipher))) {
            return closed(Decryption.REFUSED, Optional.of(Reason.UNAUTHENTICATED), "gcm without its whole tag");
        }
        boolean legacy = context.policy()
                .legacyContentCiphers()
                .contains(cipher.getAlgorithm().getId());
        if (legacy && !context.policy().legacyRead()) {
            return closed(Decryption.REFUSED, Optional.of(Reason.WEAK_ALGORITHM), "old cipher (legacyRead is false)");
        }
        if (!gcm && layer == Layer.AUTH_ENVELOPED_DATA) {
            return failed();
        }
        ContentAlgorithm known = ContentAlgorithm.of(cipher);
        Optional<ContentKey> key = ContentKey.first(ways, known);
        return key.isEmpty() ? failed() : decrypt(ber, known, key.get());
    }

    private OpenedLayer decrypt(BerStream ber, ContentAlgorithm known, ContentKey key)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        Spool plaintext = context.spools().next();
        boolean good = false;
        try {
            ContentDecryption decryption = layer == Layer.AUTH_ENVELOPED_DATA
                    ? new GcmDecryption(known, key.key(), plaintext)
                    : new CbcDecryption(known, key.key(), plaintext);
            good = decrypt(ber, decryption);
        } finally {
            if (!good) {
                context.spools().discard(plaintext);
            }
        }
        return good ? opened(plaintext.source(), key.alias()) : failed();
    }

    private boolean decrypt(BerStream ber, ContentDecryption decryption)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        ber.octets(BerElement.context(0), decryption);
        ber.leave();
        byte[] associated = new byte[0];
        byte[] mac = new byte[0];
        if (layer == Layer.AUTH_ENVELOPED_DATA) {
            associated = associated(ber);
            mac = ASN1OctetString.getInstance(ber.object(64)).getOctets();
        }
        while (!ber.atEnd()) {
            ber.skip();
        }
        ber.leave();
        CmsHead.leave(ber);
        return decryption.finish(associated, mac);
    }

    /** The authenticated attributes as they are authenticated: DER, under the tag SET (RFC 5083 section 2.2). */
    private static byte[] associated(BerStream ber) throws IOException, UnreadableMessageException {
        if (!ber.follows(BerElement.context(1))) {
            return new byte[0];
        }
        ASN1Primitive attributes = ber.object(MAX_ELEMENT);
        return ASN1Set.getInstance((ASN1TaggedObject) attributes, false).getEncoded(ASN1Encoding.DER);
    }

    private OpenedLayer opened(MessageSource content, String alias) {
        LayerReport report = new LayerReport(
                layer, Optional.of(Decryption.DECRYPTED), List.of(), Optional.empty(), algorithm, "key " + alias);
        OpenedLayer.Guard guard = layer == Layer.AUTH_ENVELOPED_DATA ? OpenedLayer.Guard.TAG : OpenedLayer.Guard.NONE;
        return new OpenedLayer(report, Optional.of(content), Optional.of(alias), guard);
    }

    private OpenedLayer failed() {
        return closed(Decryption.FAILED, Optional.empty(), FAILED);
    }

    private OpenedLayer closed(Decryption decryption, Optional<Reason> reason, String detail) {
        return OpenedLayer.closed(
                new LayerReport(layer, Optional.of(decryption), List.of(), reason, algorithm, detail));
    }
}
