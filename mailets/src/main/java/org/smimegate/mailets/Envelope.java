package org.smimegate.mailets;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.smimegate.core.outcome.Address;
import org.smimegate.matchers.Addresses;

/** Recipients of a James mail as addresses of the engine, and back. */
final class Envelope {
    private Envelope() {}

    static Set<Address> addresses(Mail mail) {
        return mail.getRecipients().stream().map(Addresses::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static List<MailAddress> among(Mail mail, Collection<Address> addresses) {
        return mail.getRecipients().stream()
                .filter(recipient -> addresses.contains(Addresses.of(recipient)))
                .toList();
    }

    static List<MailAddress> without(Mail mail, Collection<Address> addresses) {
        return mail.getRecipients().stream()
                .filter(recipient -> !addresses.contains(Addresses.of(recipient)))
                .toList();
    }
}
