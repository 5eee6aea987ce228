package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Submits exact bytes: no library re-encodes, folds or adds a field. Immutable: {@link #as} and the like give a changed
 * copy.
 */
public final class SmtpClient {
    private final int port;
    private final Optional<String> plainCredentials;
    private final String mailParameters;

    private SmtpClient(int port, Optional<String> plainCredentials, String mailParameters) {
        this.port = port;
        this.plainCredentials = plainCredentials;
        this.mailParameters = mailParameters;
    }

    public static SmtpClient to(int port) {
        return new SmtpClient(port, Optional.empty(), "");
    }

    /** Authenticates (AUTH PLAIN) before it sends. */
    public SmtpClient as(String user, String password) {
        byte[] token = ("\0" + user + "\0" + password).getBytes(UTF_8);
        return new SmtpClient(port, Optional.of(Base64.getEncoder().encodeToString(token)), mailParameters);
    }

    /** Declares the message as 8-bit (RFC 6152). */
    public SmtpClient eightBit() {
        return mailParameter("BODY=8BITMIME");
    }

    /** Adds an ESMTP parameter to MAIL, for example {@code RET=FULL}. */
    public SmtpClient mailParameter(String parameter) {
        return new SmtpClient(port, plainCredentials, mailParameters + " " + parameter);
    }

    /** Sends, and fails the test unless the server takes the message. An empty {@code from} is the null sender. */
    public void send(String from, String to, RawMail mail) {
        send(from, List.of(to), mail);
    }

    public void send(String from, List<String> to, RawMail mail) {
        SmtpReply reply = trySend(from, to, mail);
        if (!reply.positive()) {
            throw new AssertionError("mail from <" + from + "> to " + to + " was refused: " + reply.text());
        }
    }

    /** Sends, and gives back the answer to the message, or the first refusal on the way there. */
    public SmtpReply trySend(String from, List<String> to, RawMail mail) {
        try (var socket = new LineSocket(port)) {
            return new Session(socket).deliver(from, to, mail);
        } catch (IOException e) {
            throw new UncheckedIOException("SMTP on port " + port, e);
        }
    }

    private final class Session {
        private final LineSocket socket;

        Session(LineSocket socket) {
            this.socket = socket;
        }

        SmtpReply deliver(String from, List<String> to, RawMail mail) throws IOException {
            SmtpReply reply = open();
            if (reply.positive()) {
                reply = command("MAIL FROM:<" + from + ">" + mailParameters);
            }
            for (int i = 0; i < to.size() && reply.positive(); i++) {
                reply = command("RCPT TO:<" + to.get(i) + ">");
            }
            if (reply.positive()) {
                reply = command("DATA");
            }
            if (reply.positive()) {
                socket.write(dotStuffed(mail.bytes()));
                reply = readReply();
            }
            socket.writeLine("QUIT");
            return reply;
        }

        private SmtpReply open() throws IOException {
            SmtpReply reply = readReply();
            if (reply.positive()) {
                reply = command("EHLO client.example");
            }
            if (reply.positive() && plainCredentials.isPresent()) {
                reply = command("AUTH PLAIN " + plainCredentials.get());
            }
            return reply;
        }

        private SmtpReply command(String line) throws IOException {
            socket.writeLine(line);
            return readReply();
        }

        private SmtpReply readReply() throws IOException {
            StringBuilder text = new StringBuilder();
            String line = socket.readLine();
            while (line.length() > 3 && line.charAt(3) == '-') {
                text.append(line).append('\n');
                line = socket.readLine();
            }
            return new SmtpReply(
                    Integer.parseInt(line.substring(0, 3)), text.append(line).toString());
        }
    }

    /** RFC 5321 section 4.5.2, and the final dot. */
    private static byte[] dotStuffed(byte[] message) {
        var out = new ByteArrayOutputStream(message.length + 64);
        int previous = '\n';
        for (byte b : message) {
            if (b == '.' && previous == '\n') {
                out.write('.');
            }
            out.write(b);
            previous = b;
        }
        out.writeBytes((previous == '\n' ? ".\r\n" : "\r\n.\r\n").getBytes(UTF_8));
        return out.toByteArray();
    }
}
