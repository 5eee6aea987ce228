package org.smimegate.admin.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.gateway.Inbound;

/** What {@code smimegate open} says about one message. */
record OpenReport(String file, MessageVerdict verdict, Optional<KeyOffer> offer) {
    /** If a message opened for some recipients only, what they get. */
    static Inbound.Group best(List<Inbound.Group> groups) {
        return groups.stream()
                .filter(group -> group.message().verdict().decryption().equals(Optional.of(Decryption.DECRYPTED)))
                .findFirst()
                .orElse(groups.get(0));
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file);
        object.put(
                "layers",
                verdict.layers().stream().map(layer -> layer.layer().token()).toList());
        object.put("decryption", verdict.decryption().map(Decryption::token).orElse(null));
        object.put("signature", verdict.signature().map(SignatureResult::token).orElse(null));
        object.put("reason", verdict.reason().map(reason -> reason.token()).orElse(null));
        object.put("signer", verdict.signer().map(Address::toString).orElse(null));
        object.put("verified", verdict.isVerified());
        object.put("offer", offer.map(OfferView::json).orElse(null));
        object.put("detail", verdict.layers().stream().map(LayerView::json).toList());
        return object;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(file + ": " + headline()));
        for (LayerReport layer : verdict.layers()) {
            lines.add("  " + LayerView.line(layer));
            for (SignatureVerdict signature : layer.signatures()) {
                lines.add("    " + LayerView.line(signature));
                LayerView.evidence(signature).forEach(line -> lines.add("      " + line));
            }
        }
        offer.ifPresent(o -> lines.add("  " + OfferView.line(o)));
        return lines;
    }

    private String headline() {
        if (!verdict.isSmime()) {
            return "not S/MIME";
        }
        String reason = verdict.reason().map(r -> " (" + r.token() + ")").orElse("");
        return (verdict.isVerified() ? "verified" : "NOT verified")
                + reason
                + verdict.decryption().map(d -> ", " + d.token()).orElse("")
                + verdict.signature().map(s -> ", signature " + s.token()).orElse("")
                + verdict.signer().map(this::by).orElse("");
    }

    private String by(Address signer) {
        boolean passed = verdict.signature().equals(Optional.of(SignatureResult.PASS));
        return (passed ? " by " : ", claims to be by ") + signer;
    }
}
