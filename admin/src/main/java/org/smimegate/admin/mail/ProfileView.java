package org.smimegate.admin.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.gateway.SendingProfile;
import org.smimegate.gateway.SendingProfile.FailureAction;
import org.smimegate.gateway.SendingProfile.MissingKeyAction;

/** A sending profile in the words of smime.xml. */
final class ProfileView {
    private ProfileView() {}

    static Map<String, String> of(SendingProfile profile) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("name", profile.name());
        settings.put("mode", profile.mode().token());
        settings.put("signing", profile.signing().token());
        settings.put("credential", profile.credential().orElse("sender"));
        settings.put("alreadySigned", profile.alreadySigned().token());
        settings.put("alreadyEncrypted", profile.alreadyEncrypted().token());
        settings.put("onMissingKey", word(profile.onMissingKey()));
        settings.put("cipher", profile.cipher().map(ContentCipher::token).orElse("auto"));
        settings.put(
                "keyTransport", profile.keyTransport().map(KeyTransport::token).orElse("auto"));
        settings.put("toSender", Boolean.toString(profile.toSender()));
        settings.put("onFailure", word(profile.onFailure()));
        return settings;
    }

    private static String word(MissingKeyAction action) {
        if (action instanceof MissingKeyAction.ToProcessor to) {
            return to.processor();
        }
        if (action instanceof MissingKeyAction.Split) {
            return "split";
        }
        if (action instanceof MissingKeyAction.Clear) {
            return "clear";
        }
        return action instanceof MissingKeyAction.Drop ? "drop" : "bounce";
    }

    private static String word(FailureAction action) {
        if (action instanceof FailureAction.ToProcessor to) {
            return to.processor();
        }
        return action instanceof FailureAction.Drop ? "drop" : "bounce";
    }
}
