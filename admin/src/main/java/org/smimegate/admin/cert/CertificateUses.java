package org.smimegate.admin.cert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** The extensions that say what a certificate is for. */
final class CertificateUses {
    private static final int DECIPHER_ONLY = 8;

    private final ExtensionsGenerator extensions = new ExtensionsGenerator();

    private CertificateUses(BasicConstraints constraints, KeyUsage usage, PublicKey key) {
        add(Extension.basicConstraints, true, constraints);
        add(Extension.keyUsage, true, usage);
        try {
            add(Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs certificates and nothing else. */
    static Extensions authority(PublicKey key) {
        var usage = new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        return new CertificateUses(new BasicConstraints(0), usage, key).extensions.generate();
    }

    /** Mail, for the names of the request. */
    static Extensions mail(CertificateRequest request, PublicKey key, KeyUse use) {
        var uses = new CertificateUses(new BasicConstraints(false), use.usage(key), key);
        uses.add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
        if (request.hasNames()) {
            uses.add(Extension.subjectAlternativeName, false, request.names());
        }
        return uses.extensions.generate();
    }

    /**
     * Nothing, for nobody: decipherOnly without keyAgreement has no meaning (RFC 5280 section 4.2.1.3), so nobody signs
     * with it or encrypts to it.
     */
    static Extensions nothing(PublicKey key) {
        return new CertificateUses(new BasicConstraints(false), new KeyUsage(KeyUsage.decipherOnly), key)
                .extensions.generate();
    }

    /** Whether it is for nothing, as {@link #nothing} says. */
    static boolean isNothing(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage == null || usage.length <= DECIPHER_ONLY || !usage[DECIPHER_ONLY]) {
            return false;
        }
        for (int i = 0; i < DECIPHER_ONLY; i++) {
            if (usage[i]) {
                return false;
            }
        }
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private void add(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            extensions.addExtension(oid, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
