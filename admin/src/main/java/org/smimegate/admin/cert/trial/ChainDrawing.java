package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.smimegate.admin.cert.CertificateView;
import org.smimegate.admin.cert.Chains;
import org.smimegate.core.trust.Diagnosis;

/** Draws a chain from the certificate up, each issuer one step further in, and marks where it breaks. */
final class ChainDrawing {
    private static final String BRANCH = "+- ";
    private static final String STEP = " ".repeat(3);
    private static final int MAX_PASSED_OVER = 10;

    private final Diagnosis drawn;
    private final Specimen specimen;
    private final Origins origins;
    private final List<String> lines = new ArrayList<>();

    private ChainDrawing(Diagnosis drawn, Specimen specimen, Origins origins) {
        this.drawn = drawn;
        this.specimen = specimen;
        this.origins = origins;
    }

    static List<String> of(Diagnosis drawn, Specimen specimen, Origins origins) {
        ChainDrawing drawing = new ChainDrawing(drawn, specimen, origins);
        drawing.draw();
        return drawing.lines;
    }

    private void draw() {
        int last = drawn.chain().size() - 1;
        for (int depth = 0; depth <= last; depth++) {
            Diagnosis.Link link = drawn.chain().get(depth);
            String anchor = depth == last && drawn.anchored() ? "  [trust anchor]" : "";
            lines.add(branch(depth) + Words.subject(link.certificate()) + anchor);
            lines.add(STEP.repeat(depth) + "  " + facts(link.certificate()));
            drawPassedOver(link, STEP.repeat(depth) + "  ", depth < last || drawn.anchored());
        }
        if (!drawn.anchored()) {
            X509Certificate end = drawn.chain().get(last).certificate();
            lines.add(branch(last + 1) + "BREAKS HERE: " + end(end));
        }
    }

    private static String branch(int depth) {
        return depth == 0 ? "" : STEP.repeat(depth - 1) + BRANCH;
    }

    private String facts(X509Certificate certificate) {
        Map<String, Object> view = CertificateView.of(certificate);
        List<String> places = origins.of(certificate, specimen);
        return "valid " + view.get("notBefore") + " to " + view.get("notAfter") + "; " + view.get("key")
                + "; SHA-256 " + Words.shortened(CertificateView.fingerprint(certificate))
                + (places.isEmpty() ? "" : "; " + String.join("; ", places));
    }

    /** @param goesOn whether there is one that was not passed over */
    private void drawPassedOver(Diagnosis.Link link, String indent, boolean goesOn) {
        String not = goesOn ? "not the other " : "not ";
        link.passedOver().stream()
                .limit(MAX_PASSED_OVER)
                .forEach(namesake -> lines.add(indent + not + words(namesake)));
        if (link.passedOver().size() > MAX_PASSED_OVER) {
            lines.add(indent + "and " + (link.passedOver().size() - MAX_PASSED_OVER) + " more of that name");
        }
    }

    private String words(Diagnosis.Namesake namesake) {
        X509Certificate certificate = namesake.certificate();
        return Words.subject(certificate) + ", SHA-256 "
                + Words.shortened(CertificateView.fingerprint(certificate)) + "; "
                + String.join("; ", origins.of(certificate, specimen)) + ": "
                + (namesake.signed()
                        ? "its key signed this one, too, but leads to no better path"
                        : "its key did not sign this one");
    }

    private String end(X509Certificate last) {
        if (drawn.missing().isPresent()) {
            return "missing " + Words.name(drawn.missing().get());
        }
        return Chains.isSelfSigned(last)
                ? "self-signed and not among the trust anchors"
                : "no certificate of " + Words.name(last.getIssuerX500Principal()) + " whose key signed this one";
    }
}
