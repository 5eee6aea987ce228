package org.smimegate.keys.revocation;

import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** One question to a responder about one certificate (RFC 6960 section 4.1), never asked twice. */
final class OcspQuestion {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** RFC 9654 section 2.1. */
    private static final int NONCE_BYTES = 32;

    private final CertificateID id;
    private final DEROctetString nonce;

    private OcspQuestion(CertificateID id, DEROctetString nonce) {
        this.id = id;
        this.nonce = nonce;
    }

    static OcspQuestion about(Asked asked) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            // An OCTET STRING inside that of the extension.
            return new OcspQuestion(id(asked), new DEROctetString(new DEROctetString(nonce).getEncoded()));
        } catch (IOException | OCSPException | OperatorCreationException | CertificateEncodingException e) {
            throw new IllegalStateException("OCSP request", e);
        }
    }

    /**
     * SHA-1 does not protect anything here: it is how certificates are named to responders, many of which know no other
     * way (RFC 5019 section 2.1.1). Whether the answer is about this certificate the signed serial number says, too.
     */
    private static CertificateID id(Asked asked)
            throws OperatorCreationException, OCSPException, CertificateEncodingException {
        return new CertificateID(
                digests().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(asked.issuer()),
                asked.certificate().getSerialNumber());
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }

    /** The request in DER. */
    byte[] encoded() {
        Extension extension = new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, nonce);
        try {
            return new OCSPReqBuilder()
                    .addRequest(id)
                    .setRequestExtensions(new Extensions(extension))
                    .build()
                    .getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException("OCSP request", e);
        }
    }

    /** Whether the answer is to another question; those that responders make in advance echo no nonce. */
    boolean isReplayed(BasicOCSPResp answer) {
        Extension echo = answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        return echo != null && !echo.getExtnValue().equals(nonce);
    }

    /** What the answer says of the certificate. */
    Optional<SingleResp> own(BasicOCSPResp answer) {
        return Arrays.stream(answer.getResponses())
                .filter(single -> single.getCertID().getSerialNumber().equals(id.getSerialNumber()))
                .filter(single -> Arrays.equals(single.getCertID().getIssuerKeyHash(), id.getIssuerKeyHash()))
                .findFirst();
    }
}
