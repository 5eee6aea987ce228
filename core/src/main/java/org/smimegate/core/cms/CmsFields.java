package org.smimegate.core.cms;

import java.util.List;
import org.smimegate.core.message.HeaderField;

/** The Content-* fields of what we write (RFC 8551 sections 3.2 and 3.5). */
final class CmsFields {
    private CmsFields() {}

    /** One CMS object as the whole body. */
    static List<HeaderField> pkcs7Mime(String smimeType) {
        return List.of(
                HeaderField.of(
                        "Content-Type", "application/pkcs7-mime; smime-type=" + smimeType + ";\r\n name=\"smime.p7m\""),
                HeaderField.of("Content-Transfer-Encoding", "base64"),
                HeaderField.of("Content-Disposition", "attachment; filename=\"smime.p7m\""));
    }

    static List<HeaderField> multipartSigned(Sha2 digest, String boundary) {
        return List.of(HeaderField.of(
                "Content-Type",
                "multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg=" + digest.micalg()
                        + "; boundary=\"" + boundary + "\""));
    }

    /** The second part of multipart/signed. */
    static List<HeaderField> signaturePart() {
        return List.of(
                HeaderField.of("Content-Type", "application/pkcs7-signature; name=\"smime.p7s\""),
                HeaderField.of("Content-Transfer-Encoding", "base64"),
                HeaderField.of("Content-Disposition", "attachment; filename=\"smime.p7s\""));
    }
}
