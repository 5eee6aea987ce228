package org.smimegate.admin.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.gateway.SendingProfile;

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
        settings.put("onMissingKey", profile.onMissingKey().token());
        settings.put("cipher", profile.cipher().map(ContentCipher::token).orElse("auto"));
        settings.put(
                "keyTransport", profile.keyTransport().map(KeyTransport::token).orElse("auto"));
        settings.put("toSender", Boolean.toString(profile.toSender()));
        settings.put("onFailure", profile.onFailure().token());
        return settings;
    }
}
