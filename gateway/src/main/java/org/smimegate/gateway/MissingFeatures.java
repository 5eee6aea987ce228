package org.smimegate.gateway;

import java.util.Optional;
import org.smimegate.gateway.GatewaySettings.Revocation;
import org.smimegate.gateway.GatewaySettings.UnknownRevocation;

/** Refuses settings that this version reads but cannot act on: nobody shall rely on what is not done. */
final class MissingFeatures {
    private MissingFeatures() {}

    static void refuse(GatewaySettings settings) throws ConfigurationException {
        Revocation revocation = settings.trust().revocation();
        refuseHard(revocation, "verify", revocation.verify());
        refuseHard(revocation, "encrypt", revocation.encrypt());
        if (revocation.fetch()) {
            refuse(Optional.of(revocation.place() + "/@fetch"), "fetching revocation lists", "false");
        }
    }

    private static void refuseHard(Revocation revocation, String attribute, UnknownRevocation value)
            throws ConfigurationException {
        if (value == UnknownRevocation.HARD) {
            refuse(Optional.of(revocation.place() + "/@" + attribute + ": hard"), "revocation checking", "soft");
        }
    }

    private static void refuse(Optional<String> place, String what, String expected) throws ConfigurationException {
        if (place.isPresent()) {
            throw new ConfigurationException(
                    place.get() + ": this version does not have " + what + " (expected: " + expected + ")");
        }
    }
}
