package org.smimegate.gateway;

import java.util.List;
import java.util.Optional;
import org.smimegate.keys.Credentials;

/**
 * A smime.xml without what is wrong in it.
 *
 * @param credentials the private keys that can be read
 */
public record CheckedSettings(GatewaySettings settings, Credentials credentials) {
    /** In the order of smime.xml. */
    public List<SendingProfile> profiles() {
        return settings.profiles().stream()
                .map(GatewaySettings.Profile::settings)
                .toList();
    }

    /**
     * What the server would say of an alias that no key has.
     *
     * @param place names the parameter in the message
     */
    public Optional<String> unknownCredential(SendingProfile profile, String place) {
        return profile.credential()
                .filter(alias -> credentials.named(alias).isEmpty())
                .map(alias -> CredentialLoader.unknown(place, alias, credentials));
    }
}
