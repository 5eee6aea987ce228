package org.smimegate.admin.cert;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;

/** Every entry of a certificate's subjectAltName as {@code type:value}, none cut, the unreadable ones too. */
public record SubjectAltNames(List<String> entries) {
    private static final String OID = "2.5.29.17";
    private static final String DOMAIN = "dns:";

    public SubjectAltNames {
        entries = List.copyOf(entries);
    }

    /** Those of a certificate; none if it has no such extension. */
    public static SubjectAltNames of(X509Certificate certificate) {
        return new SubjectAltNames(
                Asn1.extension(certificate, OID, SubjectAltNames::entries, List.of(), List.of(Asn1.UNREADABLE)));
    }

    List<String> domains() {
        return entries.stream()
                .filter(entry -> entry.startsWith(DOMAIN))
                .map(entry -> entry.substring(DOMAIN.length()))
                .toList();
    }

    private static List<String> entries(byte[] extension) {
        ASN1Encodable[] names = ASN1Sequence.getInstance(extension).toArray();
        return Arrays.stream(names).map(GeneralNameText::of).toList();
    }
}
