package org.smimegate.gateway;

import java.util.List;
import java.util.Set;
import org.smimegate.core.cms.ProtectionStep;
import org.smimegate.core.outcome.Address;

/**
 * One copy that shall leave.
 *
 * @param steps layers to put around the message, innermost first; none: as it came
 */
record CopyPlan(Set<Address> recipients, Dispatch.Protection protection, List<ProtectionStep> steps) {
    CopyPlan {
        recipients = Set.copyOf(recipients);
        steps = List.copyOf(steps);
    }
}
