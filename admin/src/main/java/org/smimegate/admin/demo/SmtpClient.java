package org.smimegate.admin.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** Hands in one message by SMTP. */
final class SmtpClient {
    record Login(String user, String password) {}

    private final int port;
    private final Optional<Login> login;

    SmtpClient(int port, Optional<Login> login) {
        this.port = port;
        this.login = login;
    }

    /** Sends the message; its lines end with CRLF. */
    void send(String from, String to, byte[] message) throws IOException {
        try (LineConnection smtp = LineConnection.to(port)) {
            expect(smtp, "220");
            say(smtp, "EHLO demo.localhost", "250");
            if (login.isPresent()) {
                say(smtp, "AUTH PLAIN " + token(login.get()), "235");
            }
            say(smtp, "MAIL FROM:<" + from + ">", "250");
            say(smtp, "RCPT TO:<" + to + ">", "250");
            say(smtp, "DATA", "354");
            smtp.write(stuffed(message));
            say(smtp, ".", "250");
            say(smtp, "QUIT", "221");
        }
    }

    private static void say(LineConnection smtp, String command, String expected) throws IOException {
        smtp.writeLine(command);
        expect(smtp, expected);
    }

    private static void expect(LineConnection smtp, String expected) throws IOException {
        String line = smtp.readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = smtp.readLine();
        }
        if (!line.startsWith(expected)) {
            throw new IOException("SMTP: " + line + " (expected: " + expected + ")");
        }
    }

    private static String token(Login login) {
        String plain = "\0" + login.user() + "\0" + login.password();
        return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    }

    /** RFC 5321 section 4.5.2. */
    private static byte[] stuffed(byte[] message) {
        String text = new String(message, ISO_8859_1);
        String stuffed = text.replace("\r\n.", "\r\n..");
        return ((stuffed.startsWith(".") ? "." : "") + stuffed + (stuffed.endsWith("\r\n") ? "" : "\r\n"))
                .getBytes(ISO_8859_1);
    }
}
