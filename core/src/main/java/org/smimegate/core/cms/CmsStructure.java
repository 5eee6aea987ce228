package org.smimegate.core.cms;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * What a CMS object is built as, found without looking at any value but the content type.
 *
 * @param content whether a SignedData holds its content; true for other types
 * @param signers number of SignerInfos of a SignedData
 */
record CmsStructure(ASN1ObjectIdentifier type, boolean content, int signers) {
    private static final int TAG_0 = BerElement.context(0);
    private static final int TAG_1 = BerElement.context(1);
    /** KeyAgree, KEK, Password and other RecipientInfos are [1] to [4] (RFC 5652 section 6.2). */
    private static final int LAST_RECIPIENT_TAG = BerElement.context(4);

    /** @throws UnreadableMessageException not a ContentInfo, or of a type that mail does not have, or empty */
    static CmsStructure read(BerStream in) throws IOException, UnreadableMessageException {
        in.enter(BerElement.SEQUENCE);
        ASN1ObjectIdentifier type = in.oid();
        in.enter(TAG_0);
        in.enter(BerElement.SEQUENCE);
        in.skip(BerElement.INTEGER);
        if (type.equals(CMSObjectIdentifiers.signedData)) {
            return signedData(in);
        }
        if (isEnveloped(type)) {
            recipientInfos(in);
        } else if (type.equals(CMSObjectIdentifiers.compressedData)) {
            in.skip(BerElement.SEQUENCE);
        } else {
            throw UnreadableMessageException.malformed("CMS content type " + type);
        }
        contentInfo(in);
        return new CmsStructure(type, true, 0);
    }

    boolean isDetachedSignature() {
        return signers > 0 && !content;
    }

    /** As the whole body of a message. */
    Layer layer() throws UnreadableMessageException {
        if (type.equals(CMSObjectIdentifiers.envelopedData)) {
            return Layer.ENVELOPED_DATA;
        }
        if (type.equals(CMSObjectIdentifiers.authEnvelopedData)) {
            return Layer.AUTH_ENVELOPED_DATA;
        }
        if (type.equals(CMSObjectIdentifiers.compressedData)) {
            return Layer.COMPRESSED_DATA;
        }
        if (content && signers > 0) {
            return Layer.SIGNED_DATA;
        }
        if (!content && signers == 0) {
            return Layer.CERTS_ONLY;
        }
        throw UnreadableMessageException.malformed(
                content ? "signed-data without signer" : "signed-data without content");
    }

    private static boolean isEnveloped(ASN1ObjectIdentifier type) {
        return type.equals(CMSObjectIdentifiers.envelopedData) || type.equals(CMSObjectIdentifiers.authEnvelopedData);
    }

    /** RFC 5652 section 5.1. */
    private static CmsStructure signedData(BerStream in) throws IOException, UnreadableMessageException {
        in.skip(BerElement.SET);
        in.enter(BerElement.SEQUENCE);
        in.oid();
        boolean content = in.skipIf(TAG_0);
        in.leave();
        in.skipIf(TAG_0);
        in.skipIf(TAG_1);
        return new CmsStructure(CMSObjectIdentifiers.signedData, content, signerInfos(in));
    }

    private static int signerInfos(BerStream in) throws IOException, UnreadableMessageException {
        int signers = 0;
        in.enter(BerElement.SET);
        while (!in.atEnd()) {
            signerInfo(in);
            signers++;
        }
        in.leave();
        return signers;
    }

    /** RFC 5652 section 5.3. */
    private static void signerInfo(BerStream in) throws IOException, UnreadableMessageException {
        in.enter(BerElement.SEQUENCE);
        in.skip(BerElement.INTEGER);
        in.skip(in.follows(TAG_0) ? TAG_0 : BerElement.SEQUENCE);
        in.skip(BerElement.SEQUENCE);
        in.skipIf(TAG_0);
        in.skip(BerElement.SEQUENCE);
        in.skip(BerElement.OCTET_STRING);
        in.skipIf(TAG_1);
        in.leave();
    }

    private static void recipientInfos(BerStream in) throws IOException, UnreadableMessageException {
        in.skipIf(TAG_0);
        in.enter(BerElement.SET);
        if (in.atEnd()) {
            throw UnreadableMessageException.malformed("encrypted to nobody");
        }
        while (!in.atEnd()) {
            recipientInfo(in);
        }
        in.leave();
    }

    /** KeyTransRecipientInfo is looked into; the others are known by their tag. */
    private static void recipientInfo(BerStream in) throws IOException, UnreadableMessageException {
        int tag = in.peek().tag();
        if (tag >= TAG_1 && tag <= LAST_RECIPIENT_TAG) {
            in.skip(tag);
            return;
        }
        in.enter(BerElement.SEQUENCE);
        in.skip(BerElement.INTEGER);
        in.skip(in.follows(TAG_0) ? TAG_0 : BerElement.SEQUENCE);
        in.skip(BerElement.SEQUENCE);
        in.skip(BerElement.OCTET_STRING);
        in.leave();
    }

    /** The head of EncryptedContentInfo, or EncapsulatedContentInfo of compressed data: its content must be there. */
    private static void contentInfo(BerStream in) throws IOException, UnreadableMessageException {
        in.enter(BerElement.SEQUENCE);
        in.oid();
        in.skipIf(BerElement.SEQUENCE);
        if (!in.follows(TAG_0)) {
            throw UnreadableMessageException.malformed("CMS without content");
        }
    }
}
