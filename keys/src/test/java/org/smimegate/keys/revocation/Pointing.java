package org.smimegate.keys.revocation;

import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.smimegate.core.testing.CertificateBuilder;

/** Certificates that say where to find out whether they are revoked. */
final class Pointing {
    private Pointing() {}

    /** One distribution point with all these URLs. */
    static CertificateBuilder toList(CertificateBuilder builder, String... urls) {
        return builder.extension(Extension.cRLDistributionPoints.getId(), false, points(point(urls)));
    }

    static CertificateBuilder toResponder(CertificateBuilder builder, String... urls) {
        AccessDescription[] all = Stream.of(urls)
                .map(url -> new AccessDescription(AccessDescription.id_ad_ocsp, uri(url)))
                .toArray(AccessDescription[]::new);
        return builder.extension(Extension.authorityInfoAccess.getId(), false, new AuthorityInformationAccess(all));
    }

    static ASN1Encodable points(DistributionPoint... points) {
        return new CRLDistPoint(points);
    }

    static DistributionPoint point(String... urls) {
        return point(Stream.of(urls).map(Pointing::uri).toArray(GeneralName[]::new));
    }

    static DistributionPoint point(GeneralName... names) {
        return new DistributionPoint(new DistributionPointName(new GeneralNames(names)), null, null);
    }

    static GeneralName uri(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }
}
