package org.smimegate.keys.harvest;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.Owner;

/**
 * One owner's certificate changed suspiciously often. Noted in the key ring already, so that of several servers only one
 * tells the postmaster.
 *
 * @param updates how many changes there were within the window
 * @param offered the certificate that came last
 * @param outcome what became of it
 * @param others certificates in use before it came, and those that came within the window; the newest first
 */
public record HarvestAlert(
        Owner owner,
        int updates,
        Duration window,
        X509Certificate offered,
        HarvestOutcome outcome,
        List<KeyEntry> others) {
    public HarvestAlert {
        others = List.copyOf(others);
    }
}
