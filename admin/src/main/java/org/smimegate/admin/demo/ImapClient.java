package org.smimegate.admin.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a mailbox by IMAP. */
final class ImapClient {
    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern LITERAL = Pattern.compile(".*BODY\\[] \\{(\\d+)}");

    private final int port;
    private final String user;
    private final String password;

    ImapClient(int port, String user, String password) {
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** All messages of the inbox, byte for byte. */
    List<byte[]> inbox() throws IOException {
        try (LineConnection imap = LineConnection.to(port)) {
            imap.readLine();
            command(imap, "a1", "LOGIN \"" + user + "\" \"" + password + "\"");
            int count = count(command(imap, "a2", "SELECT INBOX"));
            List<byte[]> messages = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                fetch(imap, number).ifPresent(messages::add);
            }
            imap.writeLine("a4 LOGOUT");
            return messages;
        }
    }

    private static List<String> command(LineConnection imap, String tag, String command) throws IOException {
        imap.writeLine(tag + " " + command);
        List<String> lines = new ArrayList<>();
        for (String line = imap.readLine(); !line.startsWith(tag + " "); line = imap.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static int count(List<String> answer) {
        return answer.stream()
                .map(EXISTS::matcher)
                .filter(Matcher::matches)
                .mapToInt(exists -> Integer.parseInt(exists.group(1)))
                .findFirst()
                .orElse(0);
    }

    /** Empty if the server counts the message already but does not give it yet. */
    private static Optional<byte[]> fetch(LineConnection imap, int number) throws IOException {
        imap.writeLine("a3 FETCH " + number + " (BODY.PEEK[])");
        Optional<byte[]> message = Optional.empty();
        for (String line = imap.readLine(); !line.startsWith("a3 "); line = imap.readLine()) {
            Matcher literal = LITERAL.matcher(line);
            if (literal.matches()) {
                message = Optional.of(imap.read(Integer.parseInt(literal.group(1))));
            }
        }
        return message;
    }
}
