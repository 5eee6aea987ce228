package org.smimegate.core.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.smimegate.core.outcome.Address;

/** Who a header says the message is from and for. */
final class Addressing {
    private Addressing() {}

    /** Whatever some reader could take for a From field counts as one. */
    static FromMailboxes from(List<HeaderField> fields) {
        int count = 0;
        int mailboxes = 0;
        List<Address> addresses = new ArrayList<>();
        for (HeaderField field : fields) {
            if (field.resembles("From")) {
                MailboxList list = MailboxList.parse(HeaderText.text(field));
                count++;
                mailboxes += list.count();
                addresses.addAll(list.addresses());
            }
        }
        return new FromMailboxes(count, mailboxes, addresses);
    }

    static List<Address> visibleRecipients(List<HeaderField> fields) {
        Set<Address> visible = new LinkedHashSet<>();
        addAddresses(fields, "To", visible);
        addAddresses(fields, "Cc", visible);
        List<HeaderField> resent = topmostResentBlock(fields);
        addAddresses(resent, "Resent-To", visible);
        addAddresses(resent, "Resent-Cc", visible);
        return List.copyOf(visible);
    }

    private static void addAddresses(List<HeaderField> fields, String name, Set<Address> target) {
        for (HeaderField field : fields) {
            if (field.is(name)) {
                target.addAll(MailboxList.parse(HeaderText.text(field)).addresses());
            }
        }
    }

    /** Resent fields stand together; where one comes a second time, an older block begins (RFC 5322 section 3.6.6). */
    private static List<HeaderField> topmostResentBlock(List<HeaderField> fields) {
        List<HeaderField> block = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (HeaderField field : fields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            boolean resent = name.startsWith("resent-");
            if (resent && names.add(name)) {
                block.add(field);
            } else if (!block.isEmpty()) {
                return block;
            }
        }
        return block;
    }
}
