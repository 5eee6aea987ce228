package org.smimegate.keys.harvest;

import java.time.Duration;

/**
 * What is learned from mail.
 *
 * @param onVerifyFailure certificates of messages whose signature did not pass are kept for approval
 * @param expired certificates that have expired are kept for approval
 * @param selfSigned self-signed certificates are kept for approval
 * @param alertUpdates how many updates of one owner within the window alert the postmaster; 0: none do
 */
public record HarvestSettings(
        boolean onVerifyFailure,
        Updates updates,
        boolean expired,
        boolean selfSigned,
        int alertUpdates,
        Duration alertWindow) {
    private static final HarvestSettings DEFAULTS =
            new HarvestSettings(false, Updates.ACCEPT, false, false, 2, Duration.ofHours(48));

    public HarvestSettings {
        if (alertUpdates < 0 || alertWindow.isNegative() || alertWindow.isZero()) {
            throw new IllegalArgumentException("alertUpdates " + alertUpdates + ", alertWindow " + alertWindow);
        }
    }

    public static HarvestSettings defaults() {
        return DEFAULTS;
    }
}
