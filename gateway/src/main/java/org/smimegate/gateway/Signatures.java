package org.smimegate.gateway;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.smimegate.core.cms.ProtectionStep;
import org.smimegate.core.outcome.Address;

/**
 * The signatures that a profile puts on a message.
 *
 * @param leavesSigned whether even a copy that is not encrypted is signed, by us or already
 * @param inner below the encryption; at most one
 * @param outer around the encryption; at most one
 */
record Signatures(boolean leavesSigned, List<ProtectionStep> inner, List<ProtectionStep> outer) {

    CopyPlan unencrypted(Set<Address> recipients) {
        Dispatch.Protection protection = leavesSigned ? Dispatch.Protection.SIGNED : Dispatch.Protection.CLEAR;
        return new CopyPlan(recipients, protection, inner);
    }

    CopyPlan around(ProtectionStep.Encrypt encryption, Set<Address> recipients) {
        List<ProtectionStep> steps = Stream.of(inner, List.of(encryption), outer)
                .<ProtectionStep>flatMap(List::stream)
                .toList();
        return new CopyPlan(recipients, Dispatch.Protection.ENCRYPTED, steps);
    }
}
