package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.smimegate.core.message.Entity;

/** An EnvelopedData (RFC 5652 section 6.1) or AuthEnvelopedData (RFC 5083) around its content. Written once. */
final class EnvelopedObject implements CmsEntity.CmsObject {
    private static final byte[] ENVELOPED = Der.of(CMSObjectIdentifiers.envelopedData);
    private static final byte[] AUTH_ENVELOPED = Der.of(CMSObjectIdentifiers.authEnvelopedData);

    private final Entity content;
    private final RecipientInfos recipients;
    private final ContentEncryption encryption;
    private final boolean authenticated;
    private boolean written;

    private EnvelopedObject(
            Entity content, RecipientInfos recipients, ContentEncryption encryption, boolean authenticated) {
        this.content = content;
        this.recipients = recipients;
        this.encryption = encryption;
        this.authenticated = authenticated;
    }

    static EnvelopedObject of(Entity content, ProtectionStep.Encrypt step)
            throws GeneralSecurityException, IOException, ProtectionFailedException {
        ContentEncryption encryption = ContentEncryption.of(step.cipher());
        RecipientInfos recipients = RecipientInfos.of(step, encryption.key());
        return new EnvelopedObject(
                content, recipients, encryption, step.cipher().authenticated());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        refuseSecondUse();
        BerOutput ber = new BerOutput(out);
        ber.begin(BerOutput.SEQUENCE);
        ber.write(authenticated ? AUTH_ENVELOPED : ENVELOPED);
        ber.begin(BerOutput.TAG_0);
        ber.begin(BerOutput.SEQUENCE);
        ber.write(version());
        ber.write(recipients.set());
        byte[] tag = writeContent(ber);
        if (authenticated) {
            ber.write(Der.octets(tag));
        }
        ber.end(3);
    }

    /** Other content under the same key and initialisation vector would give both away. */
    private void refuseSecondUse() {
        if (written) {
            throw new IllegalStateException("encrypted content is written once");
        }
        written = true;
    }

    private byte[] version() {
        return Der.integer(authenticated || recipients.allVersion0() ? 0 : 2);
    }

    /** The EncryptedContentInfo; gives the authentication tag, which is empty for CBC. */
    private byte[] writeContent(BerOutput ber) throws IOException {
        ber.begin(BerOutput.SEQUENCE);
        ber.write(Identifiers.DATA);
        ber.write(Der.of(encryption.identifier()));
        ber.begin(BerOutput.TAG_0);
        PieceCipher cipher = new PieceCipher(encryption.cipher());
        encrypt(cipher, ber);
        byte[] last = CarriedFailure.carrying(cipher::finish);
        int tagLength = authenticated ? ContentEncryption.TAG_LENGTH : 0;
        ber.octets(last, 0, last.length - tagLength);
        ber.end(2);
        return Arrays.copyOfRange(last, last.length - tagLength, last.length);
    }

    private void encrypt(PieceCipher cipher, BerOutput ber) throws IOException {
        BlockOutput blocks =
                new BlockOutput((bytes, offset, length) -> cipher.update(bytes, offset, length, ber::octets));
        content.writeTo(blocks);
        blocks.finish();
    }
}
