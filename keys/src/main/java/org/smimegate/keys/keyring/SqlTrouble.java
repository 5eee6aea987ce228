package org.smimegate.keys.keyring;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.smimegate.keys.DirectoryUnavailableException;

/** What a driver reports, in one line and without the secrets of the URL. */
final class SqlTrouble {
    private static final int MAX_TOLD = 300;
    /** Classes of SQLSTATE that pass: connection, rolled back, resources, in use, operator, system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");
    /** H2: broken, closed, being closed. */
    private static final Set<String> LOST_H2 = Set.of("90067", "90098", "90121");
    /** H2: waited for a lock. */
    private static final String LOCKED_H2 = "HYT00";

    private final String shown;
    private final List<String> hidden;

    private SqlTrouble(String shown, List<String> hidden) {
        this.shown = shown;
        this.hidden = hidden;
    }

    static SqlTrouble of(KeyRingSettings settings) {
        List<String> hidden = new ArrayList<>();
        String url = settings.url();
        hidden.add(url);
        Stream.of(url.split("[?;&]")).skip(1).forEach(setting -> {
            hidden.add(setting);
            hidden.add(setting.substring(setting.indexOf('=') + 1));
        });
        settings.secret().ifPresent(s -> hidden.add(new String(s.reveal())));
        // Short values ("0", "TRUE") are no secrets, and would riddle the message.
        return new SqlTrouble(
                shown(url), hidden.stream().filter(h -> h.length() > 4).toList());
    }

    /** A URL without its settings and without a password before the host. */
    static String shown(String url) {
        int end = url.split("[?;]", 2)[0].length();
        return url.substring(0, end).replaceFirst("//[^/]*@", "//");
    }

    String shown() {
        return shown;
    }

    /** Begins with the URL. */
    String told(Throwable e) {
        if (e instanceof KeyRingException) {
            return String.valueOf(e.getMessage());
        }
        return shown + ": " + words(sql(e).map(Throwable.class::cast).orElse(e));
    }

    DirectoryUnavailableException unavailable(Throwable e) {
        // Not Jdbi's exception: its message holds the values of the statement.
        return new DirectoryUnavailableException(
                told(e), sql(e).map(Throwable.class::cast).orElse(e));
    }

    private String words(Throwable e) {
        String message = String.valueOf(e.getMessage());
        for (String secret : hidden) {
            message = message.replace(secret, "...");
        }
        String line = message.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MAX_TOLD ? line.substring(0, MAX_TOLD) + "..." : line;
    }

    /** Whether the same may work later without anybody changing the configuration. */
    static boolean passes(Throwable e) {
        return isConnectionLost(e)
                || state(e).filter(s -> s.equals(LOCKED_H2) || s.length() == 5 && PASSING.contains(s.substring(0, 2)))
                        .isPresent();
    }

    /** Whether there is no talking to the database at all. */
    static boolean isConnectionLost(Throwable e) {
        return state(e).filter(s -> LOST_H2.contains(s) || s.startsWith("08") || s.startsWith("57P"))
                .isPresent();
    }

    private static Optional<String> state(Throwable e) {
        return sql(e).map(SQLException::getSQLState);
    }

    /** The innermost: the pool and Jdbi wrap what the driver says. */
    private static Optional<SQLException> sql(Throwable e) {
        Optional<SQLException> found = Optional.empty();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = Optional.of(sql);
            }
        }
        return found;
    }
}
