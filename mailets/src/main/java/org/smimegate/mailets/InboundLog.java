package org.smimegate.mailets;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.matchers.LogText;

/** Says and counts what came in. */
final class InboundLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(InboundService.class);

    private final MetricFactory metrics;

    InboundLog(MetricFactory metrics) {
        this.metrics = metrics;
    }

    /** One line for each mail: name, layers, verdict, reason, signer. */
    void opened(Mail mail, MessageVerdict verdict) {
        verdict.decryption().ifPresent(decryption -> count("decryption." + decryption.token()));
        verdict.signature().ifPresent(result -> count("signature." + result.token()));
        LOGGER.info(
                "{}: layers={} decryption={} signature={} reason={} signer={}",
                LogText.of(mail.getName()),
                layers(verdict),
                word(verdict.decryption(), Decryption::token),
                word(verdict.signature(), SignatureResult::token),
                word(verdict.reason(), Reason::token),
                word(verdict.signer(), Address::toString));
        if (LOGGER.isDebugEnabled()) {
            explain(LogText.of(mail.getName()), verdict);
        }
    }

    /** The evidence, a line for each signature. */
    private static void explain(String name, MessageVerdict verdict) {
        verdict.layers().stream()
                .flatMap(layer -> layer.signatures().stream())
                .forEach(signature -> LOGGER.debug("{}: {}", name, EvidenceText.of(signature)));
    }

    private static String layers(MessageVerdict verdict) {
        return verdict.isSmime()
                ? verdict.layers().stream()
                        .map(report -> report.layer().token())
                        .collect(Collectors.joining(","))
                : "none";
    }

    private static <T> String word(Optional<T> value, Function<T, String> text) {
        return LogText.of(value.map(text).orElse("-"));
    }

    void broken(Mail mail, Throwable trouble) {
        count("failed");
        LOGGER.error("{}: goes on as it came, because opening it failed", LogText.of(mail.getName()), trouble);
    }

    void notClosed(Throwable trouble) {
        LOGGER.warn("a file of the spool was left behind", trouble);
    }

    private void count(String outcome) {
        metrics.generate("smimegate.inbound." + outcome).increment();
    }
}
