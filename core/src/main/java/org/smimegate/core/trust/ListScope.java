package org.smimegate.core.trust;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/**
 * What certificates a revocation list speaks of (RFC 5280 section 5.2.5). Two lists of one issuer and one scope replace
 * each other.
 *
 * @param points names of the points it is published at; empty if it speaks for all of them
 */
record ListScope(Set<PointName> points, Kind kind, boolean indirect, ReasonMask reasons) {
    private static final ListScope EVERYTHING = new ListScope(Set.of(), Kind.ANY, false, ReasonMask.ALL);

    enum Kind {
        ANY,
        USERS,
        CAS,
        /** Attribute certificates, or a contradiction. */
        NONE
    }

    /** @throws IllegalArgumentException the extension cannot be read */
    static ListScope of(X509CRL crl) {
        byte[] extension = crl.getExtensionValue(Extension.issuingDistributionPoint.getId());
        if (extension == null) {
            return EVERYTHING;
        }
        IssuingDistributionPoint point = IssuingDistributionPoint.getInstance(
                ASN1OctetString.getInstance(extension).getOctets());
        return new ListScope(
                PointName.of(point.getDistributionPoint(), crl.getIssuerX500Principal()),
                kind(point),
                point.isIndirectCRL(),
                ReasonMask.of(point.getOnlySomeReasons()));
    }

    private static Kind kind(IssuingDistributionPoint point) {
        boolean users = point.onlyContainsUserCerts();
        boolean cas = point.onlyContainsCACerts();
        if (point.onlyContainsAttributeCerts() || users && cas) {
            return Kind.NONE;
        }
        return users ? Kind.USERS : cas ? Kind.CAS : Kind.ANY;
    }

    /** RFC 5280 section 6.3.3 (b): whether a list of that issuer is the one that the point means. */
    boolean speaksOf(X509Certificate certificate, DistributionPoint point, X500Principal listIssuer) {
        return isIssuer(certificate, point, listIssuer) && isPublishedAt(point) && isKindOf(certificate);
    }

    private boolean isIssuer(X509Certificate certificate, DistributionPoint point, X500Principal listIssuer) {
        boolean own = listIssuer.equals(certificate.getIssuerX500Principal());
        return point.issuers().isEmpty() ? own : point.issuers().contains(listIssuer) && (own || indirect);
    }

    private boolean isPublishedAt(DistributionPoint point) {
        return points.isEmpty() || !Collections.disjoint(points, point.calledBy());
    }

    private boolean isKindOf(X509Certificate certificate) {
        boolean ca = certificate.getBasicConstraints() >= 0;
        return switch (kind) {
            case ANY -> true;
            case USERS -> !ca;
            case CAS -> ca;
            case NONE -> false;
        };
    }
}
