package org.smimegate.core.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.trust.Companions;
import org.smimegate.core.trust.RevocationList;

/** Reads a SignedData (RFC 5652 section 5.1) in one pass; its content streams. */
final class SignedDataReader {
    private static final int MAX_DIGESTS = 4 * 1024;
    /** Certificates with hundreds of names are in use. */
    private static final int MAX_CERTIFICATE = 256 * 1024;
    /** Some ten thousand entries; who revokes more publishes a list, and does not mail it. */
    private static final int MAX_LIST = 512 * 1024;
    /** With time stamps and their certificates. */
    private static final int MAX_SIGNER = 64 * 1024;

    private final BerStream ber;
    private final Limits limits;

    /** Where the content goes; asked once, before the content is read, and only if there is content. */
    interface Content {
        /** @param digests object identifiers of the digests that the message announces */
        OutputStream open(String contentType, Set<String> digests) throws IOException, GeneralSecurityException;
    }

    SignedDataReader(BerStream ber, Limits limits) {
        this.ber = ber;
        this.limits = limits;
    }

    /** @param ber stands before the SignedData */
    SignedDataParts read(Content content) throws IOException, GeneralSecurityException, UnreadableMessageException {
        ber.enter(BerElement.SEQUENCE);
        ber.skip(BerElement.INTEGER);
        Set<String> digests = digests();
        ber.enter(BerElement.SEQUENCE);
        String contentType = ber.oid().getId();
        boolean present = content(content, contentType, digests);
        ber.leave();
        List<X509Certificate> certificates = certificates();
        List<RevocationList> lists = lists();
        List<SignerInfo> signers = signers();
        ber.leave();
        return new SignedDataParts(contentType, present, new Companions(certificates, lists), signers);
    }

    private Set<String> digests() throws IOException, UnreadableMessageException {
        Set<String> digests = new LinkedHashSet<>();
        for (ASN1Encodable algorithm : ASN1Set.getInstance(ber.object(MAX_DIGESTS))) {
            digests.add(
                    AlgorithmIdentifier.getInstance(algorithm).getAlgorithm().getId());
        }
        return digests;
    }

    private boolean content(Content content, String contentType, Set<String> digests)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        if (!ber.follows(BerElement.context(0))) {
            return false;
        }
        ber.enter(BerElement.context(0));
        OutputStream out = content.open(contentType, digests);
        ber.octets(BerElement.OCTET_STRING, out);
        out.flush();
        ber.leave();
        return true;
    }

    /** The X.509 certificates; others (attribute certificates) and unreadable ones are counted and passed over. */
    private List<X509Certificate> certificates() throws IOException, UnreadableMessageException {
        List<X509Certificate> certificates = new ArrayList<>();
        if (ber.follows(BerElement.context(0))) {
            ber.enter(BerElement.context(0));
            for (int seen = 0; !ber.atEnd(); seen++) {
                atMost("certificates", seen, limits.certificates());
                boolean x509 = ber.follows(BerElement.SEQUENCE);
                byte[] encoded = ber.whole(MAX_CERTIFICATE);
                if (x509) {
                    addReadable(certificates, encoded);
                }
            }
            ber.leave();
        }
        return certificates;
    }

    private static void addReadable(List<X509Certificate> certificates, byte[] encoded) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
        } catch (CertificateException e) {
            // An unreadable certificate is no candidate; a signer that needs it stays without.
        }
    }

    /** The revocation lists; of other formats and unreadable or very large ones nothing is known but their number. */
    private List<RevocationList> lists() throws IOException, UnreadableMessageException {
        List<RevocationList> lists = new ArrayList<>();
        if (ber.follows(BerElement.context(1))) {
            ber.enter(BerElement.context(1));
            for (int seen = 0; !ber.atEnd(); seen++) {
                atMost("crls", seen, limits.crls());
                BerElement next = ber.peek();
                if (next.tag() == BerElement.SEQUENCE && !next.indefinite() && next.length() <= MAX_LIST) {
                    RevocationList.ofDer(ber.whole(MAX_LIST), "the message").ifPresent(lists::add);
                } else {
                    ber.skip();
                }
            }
            ber.leave();
        }
        return lists;
    }

    private List<SignerInfo> signers() throws IOException, UnreadableMessageException {
        List<SignerInfo> signers = new ArrayList<>();
        ber.enter(BerElement.SET);
        while (!ber.atEnd()) {
            atMost("signers", signers.size(), limits.signers());
            signers.add(SignerInfo.getInstance(ber.object(MAX_SIGNER)));
        }
        ber.leave();
        return signers;
    }

    private static void atMost(String what, int seen, int limit) throws UnreadableMessageException {
        if (seen == limit) {
            throw UnreadableMessageException.limit(what + ": more than " + limit);
        }
    }
}
