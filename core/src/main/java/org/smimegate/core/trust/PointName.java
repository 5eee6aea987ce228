package org.smimegate.core.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * A name of a place where revocation lists are published (RFC 5280 section 4.2.1.13), in a form that compares: nothing
 * is fetched from there, it only tells which list is meant.
 */
record PointName(int type, String value) {
    static PointName of(X500Principal name) {
        return new PointName(GeneralName.directoryName, name.getName(X500Principal.CANONICAL));
    }

    /**
     * All names of a distribution point; none for null.
     *
     * @param issuer of the list, whom a relative name is relative to
     * @throws IllegalArgumentException not readable
     */
    static Set<PointName> of(@Nullable DistributionPointName name, X500Principal issuer) {
        if (name == null) {
            return Set.of();
        }
        return name.getType() == DistributionPointName.FULL_NAME
                ? all(GeneralNames.getInstance(name.getName()))
                : Set.of(of(below(issuer, ASN1Set.getInstance(name.getName()))));
    }

    static Set<PointName> all(GeneralNames names) {
        return Arrays.stream(names.getNames()).map(PointName::of).collect(Collectors.toUnmodifiableSet());
    }

    /** The directory names among them. */
    static Stream<X500Principal> directoryNames(GeneralNames names) {
        return Arrays.stream(names.getNames())
                .filter(name -> name.getTagNo() == GeneralName.directoryName)
                .map(name -> principal(name.getName()));
    }

    private static PointName of(GeneralName name) {
        return name.getTagNo() == GeneralName.directoryName
                ? of(principal(name.getName()))
                : new PointName(name.getTagNo(), name.getName().toString());
    }

    private static X500Principal below(X500Principal issuer, ASN1Set relative) {
        ASN1EncodableVector names = new ASN1EncodableVector();
        for (ASN1Encodable above : ASN1Sequence.getInstance(issuer.getEncoded())) {
            names.add(above);
        }
        names.add(relative);
        return principal(new DERSequence(names));
    }

    private static X500Principal principal(ASN1Encodable name) {
        try {
            return new X500Principal(name.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new UncheckedIOException("a name in memory", e);
        }
    }
}
