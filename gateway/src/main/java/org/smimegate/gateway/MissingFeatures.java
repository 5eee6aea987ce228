package org.smimegate.gateway;

import java.util.Optional;

/** Refuses settings that this version reads but cannot act on: nobody shall rely on what is not done. */
final class MissingFeatures {
    private MissingFeatures() {}

    static void refuse(GatewaySettings settings) throws ConfigurationException {
        Optional<GatewaySettings.Fetch> fetch = settings.trust().revocation().fetch();
        if (fetch.isPresent()) {
            throw new ConfigurationException(
                    fetch.get().place() + ": this version does not have fetching revocation lists (expected: false)");
        }
    }
}
