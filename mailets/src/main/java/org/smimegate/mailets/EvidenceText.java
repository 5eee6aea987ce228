package org.smimegate.mailets;

import java.security.cert.X509Certificate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.core.trust.Certificates;
import org.smimegate.matchers.LogText;

/** What one signature showed, in a line of the log. */
final class EvidenceText {
    private static final int HEXADECIMAL = 16;

    private EvidenceText() {}

    static String of(SignatureVerdict verdict) {
        SignatureEvidence evidence = verdict.evidence();
        Stream<String> parts = Stream.of(
                result(verdict),
                evidence.certificate().map(EvidenceText::named).orElse("no certificate"),
                "chain " + chain(evidence),
                (evidence.signatureAlgorithm() + " " + evidence.digestAlgorithm()).strip(),
                evidence.signingTime().map(time -> "signed " + time).orElse(""),
                evidence.revocation().isEmpty() ? "" : "not revoked: " + evidence.revocation());
        return parts.map(LogText::of).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String result(SignatureVerdict verdict) {
        String reason = verdict.reason().map(r -> " (" + r.token() + ")").orElse("");
        String detail = verdict.detail().isEmpty() ? "" : ": " + verdict.detail();
        return "signature " + verdict.result().token() + reason + detail;
    }

    private static String named(X509Certificate certificate) {
        return "certificate " + Certificates.subject(certificate) + " serial "
                + certificate.getSerialNumber().toString(HEXADECIMAL) + " until "
                + certificate.getNotAfter().toInstant();
    }

    private static String chain(SignatureEvidence evidence) {
        return evidence.chain().isEmpty()
                ? "none"
                : evidence.chain().stream().map(Certificates::subject).collect(Collectors.joining(" < "));
    }
}
