package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Extension;

/**
 * Where a certificate says that revocation lists about it are published (RFC 5280 section 4.2.1.13).
 *
 * @param names of the point
 * @param issuers of indirect lists; empty if the certificate's issuer speaks for itself
 */
record DistributionPoint(Set<PointName> names, Set<X500Principal> issuers, ReasonMask reasons) {
    /** Certificates in use have three at most. */
    private static final int MAX_POINTS = 16;

    DistributionPoint {
        names = Set.copyOf(names);
        issuers = Set.copyOf(issuers);
    }

    /**
     * The points of a certificate, and at last the one that is assumed of every certificate: any list of its issuer
     * (RFC 5280 section 6.3.3).
     *
     * @throws IllegalArgumentException the certificate's points cannot be read
     */
    static List<DistributionPoint> of(X509Certificate certificate) {
        X500Principal issuer = certificate.getIssuerX500Principal();
        List<DistributionPoint> points = new ArrayList<>();
        byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        if (extension != null) {
            CRLDistPoint listed = CRLDistPoint.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            Arrays.stream(listed.getDistributionPoints())
                    .limit(MAX_POINTS)
                    .map(point -> of(point, issuer))
                    .forEach(points::add);
        }
        points.add(new DistributionPoint(Set.of(PointName.of(issuer)), Set.of(), ReasonMask.ALL));
        return points;
    }

    private static DistributionPoint of(
            org.bouncycastle.asn1.x509.DistributionPoint point, X500Principal certificateIssuer) {
        Set<X500Principal> issuers = point.getCRLIssuer() == null
                ? Set.of()
                : PointName.directoryNames(point.getCRLIssuer()).collect(Collectors.toSet());
        X500Principal above = issuers.stream().findFirst().orElse(certificateIssuer);
        return new DistributionPoint(
                PointName.of(point.getDistributionPoint(), above), issuers, ReasonMask.of(point.getReasons()));
    }

    /** Names by which a list may call this point. */
    Set<PointName> calledBy() {
        return names.isEmpty() ? issuers.stream().map(PointName::of).collect(Collectors.toSet()) : names;
    }
}
