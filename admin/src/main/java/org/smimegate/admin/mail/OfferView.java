package org.smimegate.admin.mail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.Certificates;

/** What a message offers to encrypt answers with, for people and as JSON. */
final class OfferView {
    private OfferView() {}

    static Map<String, Object> json(KeyOffer offer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("author", offer.author().toString());
        object.put("certificate", Certificates.subject(offer.certificate()));
        object.put("sha256", Certificates.fingerprint(offer.certificate()));
        object.put("capabilities", capabilities(offer));
        return object;
    }

    static String line(KeyOffer offer) {
        List<String> capabilities = capabilities(offer);
        return "key for answers to " + offer.author() + ": " + Certificates.subject(offer.certificate()) + ", sha256 "
                + Certificates.fingerprint(offer.certificate())
                + (capabilities.isEmpty() ? "" : ", " + String.join(" ", capabilities));
    }

    private static List<String> capabilities(KeyOffer offer) {
        return offer.capabilities().stream().sorted().map(ContentCipher::token).toList();
    }
}
