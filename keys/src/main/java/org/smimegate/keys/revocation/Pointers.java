package org.smimegate.keys.revocation;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Where a certificate says that it can be found out whether it is revoked. What cannot be read says nothing. */
final class Pointers {
    /** Certificates in use have three at most, of two URLs at most. */
    private static final int MAX_POINTS = 8;

    private static final int MAX_URLS = 4;

    private Pointers() {}

    /**
     * The distribution points of its complete and its delta lists (RFC 5280 sections 4.2.1.13 and 4.2.1.15). The URLs of
     * one point lead to the same list.
     */
    static List<List<String>> lists(X509Certificate certificate) {
        return Stream.of(Extension.cRLDistributionPoints, Extension.freshestCRL)
                .flatMap(type -> read(certificate, type, Pointers::points).stream())
                .toList();
    }

    private static List<List<String>> points(ASN1Primitive extension) {
        return Arrays.stream(CRLDistPoint.getInstance(extension).getDistributionPoints())
                .limit(MAX_POINTS)
                .map(Pointers::urls)
                .toList();
    }

    private static List<String> urls(DistributionPoint point) {
        DistributionPointName name = point.getDistributionPoint();
        return name == null || name.getType() != DistributionPointName.FULL_NAME
                ? List.of()
                : Arrays.stream(GeneralNames.getInstance(name.getName()).getNames())
                        .flatMap(n -> url(n).stream())
                        .limit(MAX_URLS)
                        .toList();
    }

    /** The responders that know it (RFC 5280 section 4.2.2.1). */
    static List<String> responders(X509Certificate certificate) {
        return read(certificate, Extension.authorityInfoAccess, Pointers::responders);
    }

    private static List<String> responders(ASN1Primitive extension) {
        return Arrays.stream(AuthorityInformationAccess.getInstance(extension).getAccessDescriptions())
                .filter(d -> d.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
                .flatMap(d -> url(d.getAccessLocation()).stream())
                .limit(MAX_URLS)
                .toList();
    }

    private static Optional<String> url(GeneralName name) {
        return name.getTagNo() == GeneralName.uniformResourceIdentifier
                ? Optional.of(ASN1IA5String.getInstance(name.getName()).getString())
                : Optional.empty();
    }

    private static <T> List<T> read(
            X509Certificate certificate, ASN1ObjectIdentifier type, Function<ASN1Primitive, List<T>> reader) {
        byte[] value = certificate.getExtensionValue(type.getId());
        if (value == null) {
            return List.of();
        }
        try {
            return reader.apply(JcaX509ExtensionUtils.parseExtensionValue(value));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return List.of();
        }
    }
}
