package org.smimegate.core.label;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sensitivity labels of a message. */
public sealed interface MessageLabels {
    /**
     * Whether the message counts as labelled with one of these.
     *
     * @param guids lower case
     * @param site only labels of this tenant count (lower case); a label that does not say whose it is counts too
     */
    boolean carryOneOf(Collection<String> guids, Optional<String> site);

    /** What the header says; no label is an empty list. */
    record Read(List<SensitivityLabel> labels) implements MessageLabels {
        public Read {
            labels = List.copyOf(labels);
        }

        @Override
        public boolean carryOneOf(Collection<String> guids, Optional<String> site) {
            return labels.stream()
                    .filter(SensitivityLabel::enabled)
                    .filter(label -> guids.contains(label.guid()))
                    .anyMatch(label -> isOf(site, label.sites()));
        }

        private static boolean isOf(Optional<String> site, Set<String> sites) {
            return site.isEmpty() || sites.isEmpty() || sites.contains(site.get());
        }
    }

    /** Nobody can tell: counts as carrying whatever is asked for. */
    record Unreadable(String detail) implements MessageLabels {
        @Override
        public boolean carryOneOf(Collection<String> guids, Optional<String> site) {
            return true;
        }
    }
}
