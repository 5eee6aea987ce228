package org.smimegate.core.trust;

import java.util.Set;

/**
 * The inputs of RFC 5280 section 6.1.1 that say which certificate policies are wanted. Mail has no use for others than
 * {@link #ANY}, so no setting leads here; the PKITS suite tries all of them.
 *
 * @param policies OIDs in dotted form; empty stands for any policy
 * @param explicit a policy must be left at the end of the path
 * @param noMapping CAs may not map policies
 * @param noAnyPolicy anyPolicy in a certificate stands for nothing
 */
record PolicyInputs(Set<String> policies, boolean explicit, boolean noMapping, boolean noAnyPolicy) {
    static final PolicyInputs ANY = new PolicyInputs(Set.of(), false, false, false);

    PolicyInputs {
        policies = Set.copyOf(policies);
    }
}
