package org.smimegate.matchers;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/** A mail that has a name and recipients and throws whatever else is asked. */
final class BrokenMail {
    private static final Set<String> OBJECT = Set.of("toString", "hashCode", "equals");

    private BrokenMail() {}

    static Mail throwing(Throwable thrown, String... recipients) {
        List<MailAddress> addresses =
                Stream.of(recipients).map(BrokenMail::address).toList();
        return (Mail) Proxy.newProxyInstance(
                BrokenMail.class.getClassLoader(), new Class<?>[] {Mail.class}, (self, method, arguments) -> {
                    if (method.getName().equals("getRecipients")) {
                        return addresses;
                    }
                    if (method.getName().equals("getName") || OBJECT.contains(method.getName())) {
                        return "broken";
                    }
                    throw thrown;
                });
    }

    private static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (AddressException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
