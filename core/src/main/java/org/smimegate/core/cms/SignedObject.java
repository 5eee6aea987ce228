package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.smimegate.core.message.Entity;

/** A SignedData around its content (RFC 5652 section 5.1). Written once. */
record SignedObject(Entity content, CmsSigner signer) implements CmsEntity.CmsObject {
    private static final byte[] TYPE = Der.of(CMSObjectIdentifiers.signedData);

    @Override
    public void writeTo(OutputStream out) throws IOException {
        BerOutput ber = new BerOutput(out);
        ber.begin(BerOutput.SEQUENCE);
        ber.write(TYPE);
        ber.begin(BerOutput.TAG_0);
        ber.begin(BerOutput.SEQUENCE);
        ber.write(CmsSigner.VERSION);
        ber.write(signer.digestAlgorithms());
        writeContent(ber);
        ber.write(CarriedFailure.carrying(signer::certificates));
        ber.write(CarriedFailure.carrying(signer::signerInfos));
        ber.end(3);
    }

    /** The same object without its content, for a detached signature over what the signer has digested. */
    static byte[] withoutContent(CmsSigner signer) throws GeneralSecurityException, ProtectionFailedException {
        byte[] signedData = Der.sequence(
                CmsSigner.VERSION,
                signer.digestAlgorithms(),
                Der.sequence(Identifiers.DATA),
                signer.certificates(),
                signer.signerInfos());
        return Der.sequence(TYPE, Der.tagged(0, signedData));
    }

    private void writeContent(BerOutput ber) throws IOException {
        ber.begin(BerOutput.SEQUENCE);
        ber.write(Identifiers.DATA);
        ber.begin(BerOutput.TAG_0);
        ber.begin(BerOutput.OCTETS);
        BlockOutput blocks = new BlockOutput((bytes, offset, length) -> {
            signer.digest().update(bytes, offset, length);
            ber.octets(bytes, offset, length);
        });
        content.writeTo(blocks);
        blocks.finish();
        ber.end(3);
    }
}
