package org.smimegate.keys.harvest;

import java.util.Optional;
import org.smimegate.keys.keyring.Owner;

/**
 * What became of an offered certificate for one owner.
 *
 * @param detail why, in plain words; may be empty
 * @param alert the postmaster must be told
 */
public record HarvestResult(Owner owner, HarvestOutcome outcome, String detail, Optional<HarvestAlert> alert) {
    static HarvestResult of(Owner owner, HarvestOutcome outcome, String detail) {
        return new HarvestResult(owner, outcome, detail, Optional.empty());
    }
}
