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
    private static final String STEP = "   ";
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
        for (int depth = 0; depth < drawn.chain().size(); depth++) {
            Diagnosis.Link link = drawn.chain().get(depth);
            String indent = STEP.repeat(depth);
            boolean last = depth == drawn.chain().size() - 1;
            String branch = depth == 0 ? "" : BRANCH;
            X509Certificate certificate = link.certificate();
            lines.add(indent.substring(0, indent.length() - branch.length())
                    + branch
                    + Words.subject(certificate)
                    + (last && drawn.anchored() ? "  [trust anchor]" : ""));
            lines.add(indent + "  " + facts(certificate));
            drawPassedOver(link, indent, last);
            if (last && !drawn.anchored()) {
                lines.add(indent + BRANCH + "BREAKS HERE: " + end(certificate));
            }
        }
    }

    private String facts(X509Certificate certificate) {
        Map<String, Object> view = CertificateView.of(certificate);
        List<String> places = origins.of(certificate, specimen);
        return "valid " + view.get("notBefore") + " to " + view.get("notAfter") + "; " + view.get("key")
                + "; SHA-256 " + Words.shortened(CertificateView.fingerprint(certificate))
                + (places.isEmpty() ? "" : "; " + String.join("; ", places));
    }

    private void drawPassedOver(Diagnosis.Link link, String indent, boolean last) {
        boolean open = last && !drawn.anchored();
        link.passedOver().stream().limit(MAX_PASSED_OVER).forEach(namesake -> {
            String fingerprint = Words.shortened(CertificateView.fingerprint(namesake.certificate()));
            lines.add(indent + "  " + (open ? "not " : "not the other ") + Words.subject(namesake.certificate())
                    + ", SHA-256 "
                    + fingerprint + "; " + String.join("; ", origins.of(namesake.certificate(), specimen)) + ": "
                    + (namesake.signed()
                            ? "its key signed this one, too, but leads to no better path"
                            : "its key did not sign this one"));
        });
        if (link.passedOver().size() > MAX_PASSED_OVER) {
            lines.add(indent + "  and " + (link.passedOver().size() - MAX_PASSED_OVER) + " more of that name");
        }
    }

    private String end(X509Certificate last) {
        if (drawn.missing().isPresent()) {
            return "missing " + Words.name(drawn.missing().get());
        }
        return Chains.isSelfSigned(last)
                ? "self-signed and not among the trust anchors"
                : "no certificate of " + Words.name(last.getIssuerX500Principal()) + " that goes on";
    }
}
