package org.smimegate.core.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.smimegate.core.trust.RevocationList;

/** Makes one revocation list, well-formed or wrong on purpose. Untouched, it is complete, empty, of an hour ago, and good for a day. */
public final class CrlBuilder {
    private static final Instant HOUR_AGO = TestPki.NOW.minus(Duration.ofHours(1));

    private final TestIdentity signer;
    private final X509v2CRLBuilder builder;
    private Optional<Instant> nextUpdate;
    private Optional<String> signatureAlgorithm = Optional.empty();

    private CrlBuilder(TestIdentity signer, Instant thisUpdate) {
        this.signer = signer;
        this.builder = new X509v2CRLBuilder(name(signer.certificate()), Date.from(thisUpdate));
        this.nextUpdate = Optional.of(thisUpdate.plus(Duration.ofDays(1)));
    }

    /** @param signer gives name and key */
    public static CrlBuilder by(TestIdentity signer) {
        return new CrlBuilder(signer, HOUR_AGO);
    }

    /** Made at that time, and good for a day. */
    public static CrlBuilder by(TestIdentity signer, Instant thisUpdate) {
        return new CrlBuilder(signer, thisUpdate);
    }

    /** Names it as revoked two hours ago, for no reason. */
    public CrlBuilder revoking(TestIdentity revoked) {
        Instant since = TestPki.NOW.minus(Duration.ofHours(2));
        builder.addCRLEntry(revoked.certificate().getSerialNumber(), Date.from(since), CRLReason.unspecified);
        return this;
    }

    /** @param reason of {@link CRLReason} */
    public CrlBuilder revoking(TestIdentity revoked, Instant since, int reason) {
        return entry(revoked, since, extensions(Extension.reasonCode, false, CRLReason.lookup(reason)));
    }

    /** As {@link #revoking(TestIdentity)}, of another issuer than the list's. */
    public CrlBuilder revokingOfAnotherIssuer(TestIdentity revoked) {
        GeneralNames issuer = new GeneralNames(new GeneralName(X500Name.getInstance(
                revoked.certificate().getIssuerX500Principal().getEncoded())));
        return entry(revoked, HOUR_AGO, extensions(Extension.certificateIssuer, true, issuer));
    }

    public CrlBuilder nextUpdate(Instant nextUpdate) {
        this.nextUpdate = Optional.of(nextUpdate);
        return this;
    }

    public CrlBuilder noNextUpdate() {
        this.nextUpdate = Optional.empty();
        return this;
    }

    public CrlBuilder number(long number) {
        return extension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
    }

    /** A delta on the complete list of that number. */
    public CrlBuilder deltaOf(long base) {
        return extension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.valueOf(base)));
    }

    /** Published at that URL only. */
    public CrlBuilder at(String url) {
        return scope(new IssuingDistributionPoint(at(point(url)), false, false, null, false, false));
    }

    /** Speaks of end entities only. */
    public CrlBuilder onlyUsers() {
        return scope(new IssuingDistributionPoint(null, true, false, null, false, false));
    }

    /** Speaks of CAs only. */
    public CrlBuilder onlyCas() {
        return scope(new IssuingDistributionPoint(null, false, true, null, false, false));
    }

    /** @param reasons of {@link ReasonFlags} */
    public CrlBuilder onlyReasons(int reasons) {
        return scope(new IssuingDistributionPoint(null, false, false, new ReasonFlags(reasons), false, false));
    }

    public CrlBuilder indirect() {
        return scope(new IssuingDistributionPoint(null, false, false, null, true, false));
    }

    public CrlBuilder extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(oid, critical, value);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException("test revocation list", e);
        }
    }

    /** A name of the JCA. */
    public CrlBuilder signatureAlgorithm(String name) {
        this.signatureAlgorithm = Optional.of(name);
        return this;
    }

    /** The URL as the name of a distribution point. */
    public static GeneralName point(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }

    public byte[] der() {
        nextUpdate.ifPresent(next -> builder.setNextUpdate(Date.from(next)));
        try {
            String algorithm = signatureAlgorithm.orElse(signer.kind().signatureAlgorithm());
            return builder.build(new JcaContentSignerBuilder(algorithm).build(signer.key()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("test revocation list", e);
        }
    }

    public RevocationList build() {
        return RevocationList.ofDer(der(), "test.crl").orElseThrow();
    }

    private static DistributionPointName at(GeneralName name) {
        return new DistributionPointName(new GeneralNames(name));
    }

    private CrlBuilder scope(IssuingDistributionPoint scope) {
        return extension(Extension.issuingDistributionPoint, true, scope);
    }

    /** An entry with an extension written as it stands. */
    public CrlBuilder entry(TestIdentity revoked, Instant since, Extensions extensions) {
        builder.addCRLEntry(revoked.certificate().getSerialNumber(), Date.from(since), extensions);
        return this;
    }

    public static Extensions extensions(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            ExtensionsGenerator generator = new ExtensionsGenerator();
            generator.addExtension(oid, critical, value);
            return generator.generate();
        } catch (IOException e) {
            throw new IllegalStateException("test revocation list", e);
        }
    }

    private static X500Name name(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }
}
