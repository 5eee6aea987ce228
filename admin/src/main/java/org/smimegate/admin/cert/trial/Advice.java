package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.smimegate.admin.cert.CertificateExtensions;
import org.smimegate.admin.cert.Chains;
import org.smimegate.admin.cert.trial.Judgement.Against;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.trust.Diagnosis;

/** What an administrator could do about a certificate that is not trusted in mail. */
final class Advice {
    private static final String ISSUER_URL = "caIssuers uri:";
    private static final String URL = "uri:";
    private static final String PIN = "pin it: smimegate keys add FILE --for ADDRESS";

    private final TrustFolders folders;
    private final Purpose purpose;

    Advice(TrustFolders folders, Purpose purpose) {
        this.folders = folders;
        this.purpose = purpose;
    }

    List<String> on(Diagnosis diagnosis, List<Against> against) {
        List<String> advice = new ArrayList<>();
        if (folders.anchors().certificates().isEmpty()) {
            advice.add("there are no trust anchors: " + folders.anchors().name()
                    + " holds no certificates, so nothing is trusted (expected: the CAs to believe)");
        }
        onChain(diagnosis).ifPresent(advice::add);
        if (against.stream().anyMatch(a -> a.reason().equals(Reason.REVOCATION_UNKNOWN.token()))) {
            diagnosis.unknown().forEach(certificate -> advice.add(onRevocation(certificate)));
        }
        return advice;
    }

    private Optional<String> onChain(Diagnosis diagnosis) {
        X509Certificate last = last(diagnosis);
        if (diagnosis.missing().isPresent()) {
            return Optional.of(missing(diagnosis.missing().get(), last));
        }
        boolean selfSigned = Chains.isSelfSigned(last);
        boolean alone = diagnosis.chain().size() == 1 && selfSigned;
        if (alone && last.getBasicConstraints() >= 0 && last.getKeyUsage() == null) {
            return Optional.of(madeAsCa());
        }
        if (diagnosis.anchored()) {
            return Optional.empty();
        }
        if (alone && last.getBasicConstraints() < 0) {
            return Optional.of("nobody but itself vouches for it; if you do, " + PIN);
        }
        return Optional.of(selfSigned ? unknownRoot(last) : otherKey(last));
    }

    private static X509Certificate last(Diagnosis diagnosis) {
        return diagnosis.chain().get(diagnosis.chain().size() - 1).certificate();
    }

    private String missing(X500Principal issuer, X509Certificate last) {
        String where = new CertificateExtensions(last)
                .authorityInformationAccess().stream()
                        .filter(service -> service.startsWith(ISSUER_URL))
                        .findFirst()
                        .map(service -> ", which " + Words.subject(last) + " says is at "
                                + service.substring(ISSUER_URL.length()))
                        .orElse("");
        return "put the certificate of " + Words.name(issuer) + where + ", into "
                + folders.intermediates().name() + "; or into "
                + folders.anchors().name() + ", to believe all that it certifies";
    }

    private String unknownRoot(X509Certificate root) {
        return "to believe all that " + Words.subject(root) + " certifies, put it into "
                + folders.anchors().name() + "; compare its whole SHA-256 (cert show) with what its owner says";
    }

    private static String otherKey(X509Certificate last) {
        String issuer = Words.name(last.getIssuerX500Principal());
        String keyId = new CertificateExtensions(last)
                .authorityKeyIdentifier()
                .map(id -> " with the key id " + id)
                .orElse("");
        return "CAs of one name are told apart by their keys: get the certificate of " + issuer + keyId;
    }

    /** Key usage tells a CA's certificate from one that only says so in its basicConstraints. */
    private String madeAsCa() {
        String made = "this looks like openssl req -x509, which makes every certificate one of a CA: make it again with"
                + " -addext basicConstraints=critical,CA:FALSE, then " + PIN;
        return purpose == Purpose.ENCRYPTION
                ? made + "; to encrypt to it, pinning will do as it is"
                : made + "; as it is, neither a pin nor a trust anchor lets it sign";
    }

    private static String onRevocation(X509Certificate certificate) {
        List<String> urls = new CertificateExtensions(certificate)
                .crlDistributionPoints().stream()
                        .map(place -> place.startsWith(URL) ? place.substring(URL.length()) : place)
                        .toList();
        return "get the revocation list of " + Words.name(certificate.getIssuerX500Principal()) + " for "
                + Words.subject(certificate)
                + (urls.isEmpty() ? "; the certificate does not say where" : ": " + String.join(", ", urls));
    }
}
