package org.smimegate.admin.mail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.Address;

/** Addresses as options name them. */
final class Addresses {
    private Addresses() {}

    /** Empty if one of them is no address. */
    static Optional<Set<Address>> parse(List<String> texts) {
        Set<Address> addresses = new LinkedHashSet<>();
        for (String text : texts) {
            Optional<Address> address = Address.parse(text.strip());
            if (address.isEmpty()) {
                return Optional.empty();
            }
            addresses.add(address.get());
        }
        return Optional.of(addresses);
    }
}
