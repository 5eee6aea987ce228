package org.smimegate.it.harness;

import java.nio.file.Path;

/** A running James server. */
public abstract sealed class James implements AutoCloseable permits JamesProcess, EmbeddedJames {
    private static final int SMTP = 25;
    private static final int IMAP = 143;

    private final JamesSetup setup;

    James(JamesSetup setup) {
        this.setup = setup;
    }

    /** Where the listener sits that the conf files put on this port. */
    public int port(int configured) {
        return setup.port(configured);
    }

    public SmtpClient smtp() {
        return smtp(SMTP);
    }

    /** A client of another SMTP listener, for example {@code smtp(587)}. */
    public SmtpClient smtp(int configured) {
        return SmtpClient.to(port(configured));
    }

    /** A client of a listener that asks for a password, as a user of the set-up. */
    public SmtpClient submission(int configured, String user) {
        return smtp(configured).as(user, password(user));
    }

    public Inbox inbox(String user) {
        return new Inbox(port(IMAP), user, password(user));
    }

    public WebAdmin admin() {
        return new WebAdmin(setup.adminPort);
    }

    /** A mail repository by its path, for example {@code var/mail/error}. */
    public MailRepository repository(String path) {
        return admin().repository(path);
    }

    /** Empties inboxes and repositories, for the next test on the same server. */
    public void clear() {
        setup.users.keySet().forEach(user -> inbox(user).clear());
        admin().clearRepositories();
    }

    /** The working directory; {@code conf}, {@code var} and {@code tmp} lie in it. */
    public Path folder() {
        return setup.folder;
    }

    @Override
    public abstract void close();

    final void addDomainsAndUsers() {
        setup.domains.forEach(admin()::addDomain);
        setup.users.forEach(admin()::addUser);
    }

    private String password(String user) {
        String password = setup.users.get(user);
        if (password == null) {
            throw new AssertionError(
                    "not a user of this server: " + user + " (there are: " + setup.users.keySet() + ")");
        }
        return password;
    }
}
