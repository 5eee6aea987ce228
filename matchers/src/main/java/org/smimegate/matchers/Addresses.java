package org.smimegate.matchers;

import org.apache.james.core.MailAddress;
import org.smimegate.core.outcome.Address;

/** James' addresses in the engine's words. */
public final class Addresses {
    private Addresses() {}

    public static Address of(MailAddress address) {
        return new Address(address.getLocalPart(), address.getDomain().asString());
    }
}
