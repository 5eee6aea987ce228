package org.smimegate.admin.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.smimegate.admin.check.MailetContainer.Mailet;
import org.smimegate.admin.check.MailetContainer.Parameter;
import org.smimegate.admin.check.MailetContainer.Processor;

/** Whether mail or names of recipients leave with what the server itself writes or forgets to take off. */
final class ContentCheck {
    private static final List<String> HEADERS_ONLY = List.of("heads", "none");

    private final Findings findings;

    ContentCheck(Findings findings) {
        this.findings = findings;
    }

    void run(MailetContainer container) {
        container.mailets().forEach(this::checkBounce);
        if (container.mailets().noneMatch(ContentCheck::removesBcc)) {
            int line = container.processors().stream()
                    .filter(processor -> processor.name().equals("transport"))
                    .findFirst()
                    .map(Processor::line)
                    .orElse(container.line());
            findings.add(
                    line,
                    "Bcc is never removed (expected: mailet RemoveMimeHeader with <name>bcc</name> before mail leaves)");
        }
    }

    /** What was encrypted is opened here, and what could not be protected must not come back in clear either. */
    private void checkBounce(Mailet mailet) {
        if (mailet.is("Bounce")) {
            findings.add(
                    mailet.line(),
                    "Bounce sends the message back (expected: DSNBounce with <attachment>heads</attachment>)");
        }
        if (mailet.is("DSNBounce")) {
            Optional<Parameter> attachment = mailet.parameter("attachment");
            String value = attachment.map(Parameter::value).orElse("message");
            if (!HEADERS_ONLY.contains(value.toLowerCase(Locale.ROOT))) {
                findings.add(
                        attachment.map(Parameter::line).orElse(mailet.line()),
                        "DSNBounce: attachment: " + value + " sends the message back (expected: heads)");
            }
        }
    }

    private static boolean removesBcc(Mailet mailet) {
        return mailet.is("RemoveMimeHeader")
                && mailet.parameter("name")
                        .filter(name -> List.of(
                                        name.value().toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                                .contains("bcc"))
                        .isPresent();
    }
}
