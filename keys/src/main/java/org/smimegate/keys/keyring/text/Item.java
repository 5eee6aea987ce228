package org.smimegate.keys.keyring.text;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/** What stands at one place of a file. */
public sealed interface Item {
    /** Where it begins, counted from 1. */
    int line();

    /** An entry of a key ring, once for each of its owners. */
    record Entries(int line, List<NewEntry> entries) implements Item {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /** A certificate without a word on it, for its SAN says for whom it is. */
    record Bare(int line, X509Certificate certificate, List<Owner> owners) implements Item {
        public Bare {
            owners = List.copyOf(owners);
        }

        /** As entries that an administrator added. */
        public List<NewEntry> entries() {
            String name = Certificates.commonName(certificate);
            return owners.stream().map(owner -> entry(name, owner)).toList();
        }

        private NewEntry entry(String name, Owner owner) {
            return new NewEntry(
                    name,
                    owner,
                    certificate,
                    List.of(),
                    Origin.MANUAL,
                    State.ACTIVE,
                    true,
                    true,
                    "",
                    Set.of(),
                    Optional.empty());
        }
    }

    /** A certificate of a CA, which is for nobody. */
    record Authority(int line, X509Certificate certificate) implements Item {}

    /** Something that cannot be read or used; {@code problem} says what and what was expected. */
    record Broken(int line, String problem) implements Item {}
}
