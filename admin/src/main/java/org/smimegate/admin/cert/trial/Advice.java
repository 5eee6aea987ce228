package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.smimegate.admin.cert.CertificateExtensions;
import org.smimegate.admin.cert.Chains;
import org.smimegate.admin.cert.trial.Judgement.Against;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.trust.Diagnosis;

/** What an administrator could do about a certificate that is not trusted. */
final class Advice {
    private static final String ISSUER_URL = "caIssuers uri:";

    private final TrustFolders folders;
    private final Purpose purpose;

    Advice(TrustFolders folders, Purpose purpose) {
        this.folders = folders;
        this.purpose = purpose;
    }

    List<String> on(Specimen specimen, Diagnosis diagnosis, List<Against> against) {
        List<String> advice = new ArrayList<>();
        if (folders.hasNoAnchors()) {
            advice.add("no trust anchors: " + Origins.shown(folders.anchorsFolder())
                    + " holds no certificates, so nothing is trusted (expected: PEM files of the CAs to believe)");
        }
        X509Certificate last =
                diagnosis.chain().get(diagnosis.chain().size() - 1).certificate();
        boolean alone = diagnosis.chain().size() == 1 && Chains.isSelfSigned(last);
        diagnosis.missing().ifPresent(issuer -> advice.add(missing(issuer, last)));
        if (alone && last.getBasicConstraints() >= 0 && !hasCaUsage(last)) {
            advice.add(madeAsCa());
        } else if (alone && !diagnosis.anchored()) {
            advice.add(
                    "nobody but itself vouches for it: pin it for whom it is (smimegate keys add FILE --for ADDRESS)");
        } else if (!diagnosis.anchored() && Chains.isSelfSigned(last)) {
            advice.add(unknownRoot(last));
        } else if (!diagnosis.anchored() && diagnosis.missing().isEmpty()) {
            advice.add(otherKey(last));
        }
        if (against.stream().anyMatch(a -> a.reason().equals(Reason.REVOCATION_UNKNOWN.token()))) {
            advice.addAll(lists(diagnosis));
        }
        return advice;
    }

    private String missing(X500Principal issuer, X509Certificate last) {
        String where = new CertificateExtensions(last)
                .authorityInformationAccess().stream()
                        .filter(service -> service.startsWith(ISSUER_URL))
                        .findFirst()
                        .map(service ->
                                " (to be had at " + service.substring(ISSUER_URL.length()) + ", says the other)")
                        .orElse("");
        return "put the certificate of " + Words.name(issuer) + " into "
                + Origins.shown(folders.intermediatesFolder()) + where + ", or into "
                + Origins.shown(folders.anchorsFolder()) + " to believe all that it certifies";
    }

    private String unknownRoot(X509Certificate root) {
        return "put " + Words.name(root.getSubjectX500Principal()) + " into "
                + Origins.shown(folders.anchorsFolder())
                + " to believe all that it certifies; compare its SHA-256 with what its owner says";
    }

    private static String otherKey(X509Certificate last) {
        return "get the other certificate of " + Words.name(last.getIssuerX500Principal())
                + ": CAs of one name are told apart by their keys"
                + new CertificateExtensions(last)
                        .authorityKeyIdentifier()
                        .map(id -> ", this one's has the key id " + id)
                        .orElse("");
    }

    /** Key usage tells a CA's certificate from one that only says so in its basicConstraints. */
    private static boolean hasCaUsage(X509Certificate certificate) {
        return certificate.getKeyUsage() != null;
    }

    private String madeAsCa() {
        String made = "made with openssl req -x509, which says of every certificate that it is a CA: make it again with"
                + " -addext basicConstraints=critical,CA:FALSE, then pin it (smimegate keys add FILE --for ADDRESS)";
        return purpose == Purpose.ENCRYPTION
                ? made + "; to encrypt to it, a pin will do as it is"
                : made + "; as it is, no pin and no trust anchor makes it sign";
    }

    private static List<String> lists(Diagnosis diagnosis) {
        return diagnosis.chain().stream()
                .map(Diagnosis.Link::certificate)
                .flatMap(certificate -> new CertificateExtensions(certificate)
                        .crlDistributionPoints().stream()
                                .map(place -> "the revocation list for "
                                        + Words.name(certificate.getSubjectX500Principal()) + " is at " + place))
                .toList();
    }
}
