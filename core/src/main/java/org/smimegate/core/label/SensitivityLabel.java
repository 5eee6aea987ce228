package org.smimegate.core.label;

import java.util.Set;

/**
 * One label of a message, put together from all its items.
 *
 * @param guid lower case
 * @param sites lower case GUIDs of the tenants it says it is of; usually one
 * @param enabled whether one of its items says so, or something else than no
 */
public record SensitivityLabel(String guid, Set<String> sites, boolean enabled) {
    public SensitivityLabel {
        sites = Set.copyOf(sites);
    }
}
