package org.smimegate.mailets.tls;

import java.util.List;
import java.util.Locale;
import javax.mail.MessagingException;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.server.core.configuration.ConfigurationProvider;

/** Which mailets of mailetcontainer.xml take mail off which queue. */
public final class QueueUsers {
    private static final String REQUIRE_TLS = "requiretls";
    private static final String REMOTE_DELIVERY = "remotedelivery";

    private final List<User> users;

    private record User(String processor, String mailetClass, String queue) {
        boolean is(String simpleName) {
            String lower = mailetClass.toLowerCase(Locale.ROOT);
            return lower.substring(lower.lastIndexOf('.') + 1).equals(simpleName);
        }

        String words() {
            return mailetClass + " in processor " + processor;
        }
    }

    private QueueUsers(List<User> users) {
        this.users = users;
    }

    /** @throws MessagingException mailetcontainer.xml cannot be read */
    public static QueueUsers read(ConfigurationProvider configuration) throws MessagingException {
        try {
            return new QueueUsers(
                    configuration.getConfiguration("mailetcontainer").configurationsAt("processors.processor").stream()
                            .flatMap(processor -> processor.configurationsAt("mailet").stream()
                                    .map(mailet -> user(processor.getString("[@state]", ""), mailet)))
                            .filter(user -> !user.queue().isEmpty())
                            .toList());
        } catch (ConfigurationException e) {
            throw new MessagingException("mailetcontainer.xml: " + e.getMessage(), e);
        }
    }

    private static User user(String processor, HierarchicalConfiguration<ImmutableNode> mailet) {
        User user = new User(
                processor,
                mailet.getString("[@class]", "").strip(),
                String.join(",", mailet.getStringArray("outgoing")).strip());
        return new User(processor, user.mailetClass(), queue(user, mailet.getString("mode", "")));
    }

    /** The queue of a mailet, also if it names none; empty if it uses none. */
    private static String queue(User user, String mode) {
        if (user.is(REQUIRE_TLS) && mode.strip().equals("report")) {
            return "";
        }
        if (!user.queue().isEmpty()) {
            return user.queue();
        }
        if (user.is(REQUIRE_TLS)) {
            return TlsRoutes.OUTGOING;
        }
        return user.is(REMOTE_DELIVERY) ? "outgoing" : "";
    }

    /** Who takes mail off that queue; empty if that is one RequireTls and nobody else, as it must be. */
    public List<String> sharing(String queue) {
        List<User> found = users.stream()
                .filter(user -> user.queue().equalsIgnoreCase(queue))
                .toList();
        boolean alone = found.isEmpty() || found.size() == 1 && found.get(0).is(REQUIRE_TLS);
        return alone ? List.of() : found.stream().map(User::words).toList();
    }
}
