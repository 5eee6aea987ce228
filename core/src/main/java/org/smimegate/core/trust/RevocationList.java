package org.smimegate.core.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.security.cert.X509Extension;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** One certificate revocation list (RFC 5280 section 5), complete or delta, not yet believed. Thread-safe. */
public final class RevocationList {
    /** Critical extensions that we act on. */
    private static final Set<String> KNOWN = Set.of(
            Extension.issuingDistributionPoint.getId(),
            Extension.deltaCRLIndicator.getId(),
            Extension.cRLNumber.getId(),
            Extension.authorityKeyIdentifier.getId());

    private static final Set<String> KNOWN_OF_ENTRIES =
            Set.of(Extension.certificateIssuer.getId(), Extension.reasonCode.getId());
    /** Keys that are remembered; one is what lists have. */
    private static final int MAX_KEYS = 8;

    private final X509CRL crl;
    private final String origin;
    private final ListScope scope;
    private final Optional<BigInteger> number;
    private final Optional<BigInteger> base;
    private final boolean understood;
    private final AlgorithmIdentifier signatureAlgorithm;
    private final Set<PublicKey> signedBy = ConcurrentHashMap.newKeySet();

    private RevocationList(X509CRL crl, String origin) {
        this.crl = crl;
        this.origin = Printable.of(origin, 200);
        this.scope = ListScope.of(crl);
        this.number = integer(crl, Extension.cRLNumber.getId());
        this.base = integer(crl, Extension.deltaCRLIndicator.getId());
        this.signatureAlgorithm = signatureAlgorithm(crl);
        this.understood = knowsAll(crl, KNOWN) && entriesAreKnown(crl);
    }

    /**
     * The list in the bytes; empty if they are not exactly one that can be read.
     *
     * @param der DER, without any PEM around it
     * @param origin where it came from, for logs: a file, a URL, "the message"
     */
    public static Optional<RevocationList> ofDer(byte[] der, String origin) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509CRL crl = (X509CRL) factory().generateCRL(in);
            return in.available() > 0 ? Optional.empty() : Optional.of(new RevocationList(crl, origin));
        } catch (CRLException | RuntimeException | StackOverflowError e) {
            // The boundary for hostile lists, as for certificates.
            return Optional.empty();
        }
    }

    public X500Principal issuer() {
        return crl.getIssuerX500Principal();
    }

    public String origin() {
        return origin;
    }

    public Instant thisUpdate() {
        return crl.getThisUpdate().toInstant();
    }

    /** When the next one is due at the latest; empty if the list does not say. */
    public Optional<Instant> nextUpdate() {
        return Optional.ofNullable(crl.getNextUpdate()).map(Date::toInstant);
    }

    ListScope scope() {
        return scope;
    }

    /** CRL number (RFC 5280 section 5.2.3). */
    Optional<BigInteger> number() {
        return number;
    }

    /** Number of the complete list that this delta builds upon (section 5.2.4); empty for a complete list. */
    Optional<BigInteger> base() {
        return base;
    }

    /** The key identifier of who signed it, as it stands; both of a delta and its base must be alike. */
    Optional<byte[]> authorityKey() {
        return Optional.ofNullable(crl.getExtensionValue(Extension.authorityKeyIdentifier.getId()));
    }

    /** False if it has critical extensions that nobody here knows: then it clears nobody (section 5.2). */
    boolean isUnderstood() {
        return understood;
    }

    AlgorithmIdentifier signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** What it says of the certificate, whose issuer may be another than the list's (section 5.3.3). */
    Optional<X509CRLEntry> entry(X509Certificate certificate) {
        return Optional.ofNullable(crl.getRevokedCertificate(certificate));
    }

    /** Whether that key signed it. Large lists take long to verify: of a key that did, that is remembered. */
    public boolean isSignedBy(PublicKey key) {
        if (signedBy.contains(key)) {
            return true;
        }
        boolean signed = verifies(key);
        if (signed && signedBy.size() < MAX_KEYS) {
            signedBy.add(key);
        }
        return signed;
    }

    /** Equal if the bytes are, wherever they came from. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RevocationList list && crl.equals(list.crl);
    }

    @Override
    public int hashCode() {
        return crl.hashCode();
    }

    private boolean verifies(PublicKey key) {
        try {
            crl.verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            // A key of another kind, or parameters that are none.
            return false;
        }
    }

    private static AlgorithmIdentifier signatureAlgorithm(X509CRL crl) {
        ASN1ObjectIdentifier algorithm = new ASN1ObjectIdentifier(crl.getSigAlgOID());
        byte[] parameters = crl.getSigAlgParams();
        return parameters == null
                ? new AlgorithmIdentifier(algorithm)
                : new AlgorithmIdentifier(algorithm, parsed(parameters));
    }

    private static ASN1Primitive parsed(byte[] encoded) {
        try {
            return ASN1Primitive.fromByteArray(encoded);
        } catch (IOException e) {
            throw new IllegalArgumentException("parameters of the signature algorithm", e);
        }
    }

    private static Optional<BigInteger> integer(X509CRL crl, String oid) {
        return Optional.ofNullable(crl.getExtensionValue(oid))
                .map(value -> ASN1Integer.getInstance(
                                ASN1OctetString.getInstance(value).getOctets())
                        .getValue());
    }

    private static boolean entriesAreKnown(X509CRL crl) {
        Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
        return entries == null || entries.stream().allMatch(entry -> knowsAll(entry, KNOWN_OF_ENTRIES));
    }

    private static boolean knowsAll(X509Extension extended, Set<String> known) {
        Set<String> critical = extended.getCriticalExtensionOIDs();
        Set<String> unknown = critical == null ? Set.of() : new HashSet<>(critical);
        return known.containsAll(unknown);
    }

    private static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509", "SUN");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK reads no revocation lists", e);
        }
    }
}
