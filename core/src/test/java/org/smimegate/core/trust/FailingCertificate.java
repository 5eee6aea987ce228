package org.smimegate.core.trust;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;

/** A certificate whose provider fails at whatever it is asked. */
final class FailingCertificate extends X509Certificate {
    private static final long serialVersionUID = 1L;

    private final transient Encoding encoding;

    interface Encoding {
        byte[] get() throws CertificateEncodingException;
    }

    /** @param encoding all that it answers, or the failure to */
    FailingCertificate(Encoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
        return encoding.get();
    }

    @Override
    public String toString() {
        return "FailingCertificate";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public void checkValidity() {
        throw new IllegalStateException();
    }

    @Override
    public void checkValidity(Date date) {
        throw new IllegalStateException();
    }

    @Override
    public int getVersion() {
        throw new IllegalStateException();
    }

    @Override
    public BigInteger getSerialNumber() {
        throw new IllegalStateException();
    }

    @Override
    public Principal getIssuerDN() {
        throw new IllegalStateException();
    }

    @Override
    public Principal getSubjectDN() {
        throw new IllegalStateException();
    }

    @Override
    public Date getNotBefore() {
        throw new IllegalStateException();
    }

    @Override
    public Date getNotAfter() {
        throw new IllegalStateException();
    }

    @Override
    public byte[] getTBSCertificate() {
        throw new IllegalStateException();
    }

    @Override
    public byte[] getSignature() {
        throw new IllegalStateException();
    }

    @Override
    public String getSigAlgName() {
        throw new IllegalStateException();
    }

    @Override
    public String getSigAlgOID() {
        throw new IllegalStateException();
    }

    @Override
    public byte[] getSigAlgParams() {
        throw new IllegalStateException();
    }

    @Override
    public boolean[] getIssuerUniqueID() {
        throw new IllegalStateException();
    }

    @Override
    public boolean[] getSubjectUniqueID() {
        throw new IllegalStateException();
    }

    @Override
    public boolean[] getKeyUsage() {
        throw new IllegalStateException();
    }

    @Override
    public int getBasicConstraints() {
        throw new IllegalStateException();
    }

    @Override
    public void verify(PublicKey key) {
        throw new IllegalStateException();
    }

    @Override
    public void verify(PublicKey key, String provider) {
        throw new IllegalStateException();
    }

    @Override
    public PublicKey getPublicKey() {
        throw new IllegalStateException();
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        throw new IllegalStateException();
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        throw new IllegalStateException();
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        throw new IllegalStateException();
    }

    @Override
    public byte[] getExtensionValue(String oid) {
        throw new IllegalStateException();
    }
}
