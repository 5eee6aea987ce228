package org.smimegate.core.cms;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureEvidence;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.outcome.SignatureVerdict;

/** Makes one verdict of what all layers showed: the worst counts. */
final class VerdictSummary {
    private final OpenedLayers opened;
    private final List<LayerReport> reports;

    private VerdictSummary(OpenedLayers opened) {
        this.opened = opened;
        this.reports = opened.layers().stream().map(OpenedLayer::report).toList();
    }

    static MessageVerdict of(OpenedLayers opened) {
        return opened.layers().isEmpty() && !opened.isPartiallySigned()
                ? MessageVerdict.notSmime()
                : new VerdictSummary(opened).verdict();
    }

    /** A verdict on a message that cannot be read. */
    static MessageVerdict of(Reason reason) {
        return new MessageVerdict(
                List.of(),
                Optional.empty(),
                Optional.of(reason.result()),
                Optional.of(reason),
                Optional.empty(),
                Optional.empty());
    }

    private MessageVerdict verdict() {
        SignatureResult worst = findings().map(Finding::result).reduce(SignatureResult.NONE, SignatureResult::worse);
        Optional<SignatureEvidence> innermost = innermost();
        return new MessageVerdict(
                reports,
                decryption(),
                Optional.of(worst),
                reason(worst),
                innermost.flatMap(SignatureEvidence::signer),
                innermost.flatMap(SignatureEvidence::certificate));
    }

    /** Every envelope was opened, and what is delivered is what was inside; else why not. */
    private Optional<Decryption> decryption() {
        Optional<Decryption> innermost =
                reports.stream().flatMap(r -> r.decryption().stream()).reduce((outer, inner) -> inner);
        if (!opened.staysClosed()) {
            return innermost;
        }
        boolean limited = reports.get(reports.size() - 1).problem().equals(Optional.of(Reason.LIMIT_EXCEEDED));
        return innermost.map(d -> d != Decryption.DECRYPTED ? d : limited ? Decryption.REFUSED : Decryption.FAILED);
    }

    private Optional<Reason> reason(SignatureResult worst) {
        return findings()
                .filter(finding -> finding.result() == worst)
                .flatMap(finding -> finding.reason().stream())
                .findFirst()
                .or(() -> hasUnauthenticated() ? Optional.of(Reason.UNAUTHENTICATED) : Optional.empty());
    }

    /** An envelope without integrity, and no signature inside of it. */
    private boolean hasUnauthenticated() {
        for (int i = 0; i < reports.size(); i++) {
            Predicate<LayerReport> signature = r -> r.layer().isSignature();
            boolean signedInside = reports.subList(i, reports.size()).stream().anyMatch(signature);
            if (opened.layers().get(i).openedUnauthenticated() && !signedInside) {
                return true;
            }
        }
        return false;
    }

    private Optional<SignatureEvidence> innermost() {
        return reports.stream()
                .filter(report -> !report.signatures().isEmpty())
                .reduce((outer, inner) -> inner)
                .map(report -> report.signatures().get(0).evidence());
    }

    private record Finding(SignatureResult result, Optional<Reason> reason) {}

    private Stream<Finding> findings() {
        Stream<Finding> ofLayers = reports.stream().flatMap(VerdictSummary::findings);
        return opened.isPartiallySigned()
                ? Stream.concat(ofLayers, Stream.of(finding(Reason.PARTIALLY_SIGNED)))
                : ofLayers;
    }

    private static Stream<Finding> findings(LayerReport report) {
        return Stream.concat(
                report.problem().map(VerdictSummary::finding).stream(),
                report.signatures().stream().map(VerdictSummary::finding));
    }

    private static Finding finding(Reason problem) {
        return new Finding(problem.result(), Optional.of(problem));
    }

    private static Finding finding(SignatureVerdict verdict) {
        return new Finding(verdict.result(), verdict.reason());
    }
}
