package org.smimegate.mailets;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.smimegate.gateway.Gateway;

/** Which recipients are outside: neither in a domain of smime.xml nor in one of James. */
record Outside(Gateway gateway, MailetContext context) {
    List<MailAddress> recipients(Mail mail) {
        return mail.getRecipients().stream()
                .filter(recipient -> !isInside(recipient.getDomain()))
                .toList();
    }

    private boolean isInside(Domain domain) {
        return gateway.isInside(domain.asString()) || context.isLocalServer(domain);
    }

    static Map<String, List<MailAddress>> byDomain(Collection<MailAddress> recipients) {
        return recipients.stream()
                .collect(Collectors.groupingBy(
                        recipient -> recipient.getDomain().asString().toLowerCase(Locale.ROOT),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }
}
