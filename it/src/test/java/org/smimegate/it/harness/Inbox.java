package org.smimegate.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A user's INBOX, read over IMAP byte for byte and without setting flags. */
public final class Inbox {
    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern LITERAL = Pattern.compile(".*\\{(\\d+)}");

    private final int port;
    private final String user;
    private final String password;

    Inbox(int port, String user, String password) {
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** Waits until exactly one message is there. */
    public RawMail awaitOne() {
        return await(1).get(0);
    }

    /** Waits until exactly this many messages are there and gives them in order of arrival. */
    public List<RawMail> await(int count) {
        return Awaitility.await(user + "'s INBOX holds " + count)
                .atMost(Waits.MAIL)
                .pollInterval(Waits.POLL)
                .until(this::mails, mails -> mails.size() == count);
    }

    /** Waits for the message of that subject, whatever else is there. */
    public RawMail await(String subject) {
        return Waits.forSubject(user + "'s INBOX", subject, () -> mails().stream());
    }

    /** What is there now. */
    public List<RawMail> mails() {
        try (var socket = new LineSocket(port)) {
            return new Session(socket).fetchAll();
        } catch (IOException e) {
            throw new UncheckedIOException("IMAP on port " + port, e);
        }
    }

    /** Deletes what is there, for the next test on the same server. */
    public void clear() {
        try (var socket = new LineSocket(port)) {
            new Session(socket).deleteAll();
        } catch (IOException e) {
            throw new UncheckedIOException("IMAP on port " + port, e);
        }
    }

    private final class Session {
        private final LineSocket socket;
        private int tag;

        Session(LineSocket socket) {
            this.socket = socket;
        }

        List<RawMail> fetchAll() throws IOException {
            int count = select();
            List<RawMail> mails = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                fetch(i).ifPresent(mails::add);
            }
            socket.writeLine("z LOGOUT");
            return List.copyOf(mails);
        }

        void deleteAll() throws IOException {
            if (select() > 0) {
                command("STORE 1:* +FLAGS.SILENT (\\Deleted)");
                command("EXPUNGE");
            }
        }

        /** How many messages there are. */
        private int select() throws IOException {
            socket.readLine();
            command("LOGIN \"" + user + "\" \"" + password + "\"");
            return exists(command("SELECT INBOX"));
        }

        /** Empty if James counts the message already but does not give it yet. */
        private Optional<RawMail> fetch(int number) throws IOException {
            String id = "f" + number + " ";
            socket.writeLine(id + "FETCH " + number + " BODY.PEEK[]");
            Optional<RawMail> mail = Optional.empty();
            for (String line = socket.readLine(); !line.startsWith(id); line = socket.readLine()) {
                Matcher literal = LITERAL.matcher(line);
                if (literal.matches()) {
                    mail = Optional.of(new RawMail(socket.readBytes(Integer.parseInt(literal.group(1)))));
                }
            }
            return mail;
        }

        private List<String> command(String command) throws IOException {
            String id = "a" + ++tag;
            socket.writeLine(id + " " + command);
            return readUntil(id);
        }

        private List<String> readUntil(String id) throws IOException {
            List<String> lines = new ArrayList<>();
            String line = socket.readLine();
            while (!line.startsWith(id + " ")) {
                lines.add(line);
                line = socket.readLine();
            }
            if (!line.startsWith(id + " OK")) {
                throw new AssertionError("IMAP answered " + line);
            }
            return lines;
        }
    }

    private static int exists(List<String> answer) {
        return answer.stream()
                .map(EXISTS::matcher)
                .filter(Matcher::matches)
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("SELECT without EXISTS: " + answer));
    }
}
