package org.smimegate.core.trust;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import javax.mail.BodyPart;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.util.Selector;

/**
 * What the signature of a PKITS mail carries, read with foreign libraries.
 *
 * @param others the issuers on the path, and those of the revocation lists
 */
record PkitsPath(X509Certificate target, Collection<X509Certificate> others, Collection<RevocationList> lists) {
    static PkitsPath of(byte[] mail) throws Exception {
        CMSSignedData signed = signedData(mail);
        X509Certificate target = certificates(signed, signer(signed)).get(0);
        List<X509Certificate> others = certificates(signed, any());
        others.remove(target);
        return new PkitsPath(target, others, lists(signed));
    }

    /** As a folder of lists gives them. */
    List<RevocationList> lists(X500Principal issuer) {
        return lists.stream().filter(list -> list.issuer().equals(issuer)).toList();
    }

    private static CMSSignedData signedData(byte[] mail) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
        BodyPart signature = ((MimeMultipart) message.getContent()).getBodyPart(1);
        return new CMSSignedData(signature.getInputStream());
    }

    private static Selector<X509CertificateHolder> signer(CMSSignedData signed) {
        SignerInformation signer =
                signed.getSignerInfos().getSigners().iterator().next();
        @SuppressWarnings("unchecked") // of Bouncy Castle's raw types
        Selector<X509CertificateHolder> id = signer.getSID();
        return id;
    }

    private static List<X509Certificate> certificates(CMSSignedData signed, Selector<X509CertificateHolder> which)
            throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        for (X509CertificateHolder holder : signed.getCertificates().getMatches(which)) {
            found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
        }
        return found;
    }

    private static Collection<RevocationList> lists(CMSSignedData signed) throws Exception {
        List<RevocationList> lists = new ArrayList<>();
        for (X509CRLHolder holder : signed.getCRLs().getMatches(PkitsPath.<X509CRLHolder>any())) {
            lists.add(RevocationList.ofDer(holder.getEncoded(), "PKITS").orElseThrow());
        }
        return lists;
    }

    /** Bouncy Castle takes none for any. */
    private static <T> Selector<T> any() {
        return null;
    }
}
