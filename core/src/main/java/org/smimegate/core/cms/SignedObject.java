package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.smimegate.core.message.Entity;

/** A SignedData around its content (RFC 5652 section 5.1). Written once. */
record SignedObject(Entity content, CmsSigner signer) implements CmsEntity.CmsObject {
    /** With plain certificates and a signer named by issuer and serial number, around data. */
    private static final ASN1Integer VERSION = new ASN1Integer(1);

    @Override
    public void writeTo(OutputStream out) throws IOException {
        BerOutput ber = new BerOutput(out);
        ber.begin(BerOutput.SEQUENCE);
        ber.write(CMSObjectIdentifiers.signedData);
        ber.begin(BerOutput.TAG_0);
        ber.begin(BerOutput.SEQUENCE);
        ber.write(VERSION);
        ber.write(signer.digestAlgorithms());
        writeContent(ber);
        ASN1Set certificates = CarriedFailure.carrying(signer::certificates);
        ber.write(new DERTaggedObject(false, 0, certificates));
        ber.write(CarriedFailure.carrying(signer::signerInfos));
        ber.end(3);
    }

    private void writeContent(BerOutput ber) throws IOException {
        ber.begin(BerOutput.SEQUENCE);
        ber.write(CMSObjectIdentifiers.data);
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
