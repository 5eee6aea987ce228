package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.SecureRandom;
import java.util.List;
import org.smimegate.core.message.Entity;
import org.smimegate.core.message.HeaderField;

/** A multipart/signed (RFC 1847): the content, then the signature over it. Written once. */
final class DetachedSignedEntity implements Entity {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Entity content;
    private final CmsSigner signer;
    /** Random, so that it does not stand in the content. */
    private final String boundary = "smime-" + new BigInteger(128, RANDOM).toString(Character.MAX_RADIX);

    DetachedSignedEntity(Entity content, CmsSigner signer) {
        this.content = content;
        this.signer = signer;
    }

    @Override
    public List<HeaderField> fields() {
        return CmsFields.multipartSigned(signer.digestAlgorithm(), boundary);
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
        text(out, "--" + boundary + "\r\n");
        content.writeTo(new DigestOutputStream(out, signer.digest()));
        text(out, "\r\n--" + boundary + "\r\n");
        signaturePart().writeTo(out);
        text(out, "--" + boundary + "--\r\n");
    }

    private Entity signaturePart() throws IOException {
        byte[] signature = CarriedFailure.carrying(() -> SignedObject.withoutContent(signer));
        return new CmsEntity(CmsFields.signaturePart(), out -> out.write(signature));
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
