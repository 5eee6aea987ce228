package org.smimegate.gateway.tls;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smimegate.keys.remote.ServerText;

/** Commands and answers over a connection in clear; answers are bounded. */
final class SmtpDialogue {
    private static final int MAX_LINE = 2048;
    private static final int MAX_LINES = 100;
    private static final Pattern LINE = Pattern.compile("([2-5]\\d\\d)(?:([ -])(.*))?");

    private final InputStream in;
    private final OutputStream out;

    SmtpDialogue(Socket socket) throws IOException {
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    SmtpReply ask(String command) throws IOException {
        out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return reply();
    }

    /** @throws ProtocolException what came is no answer of an SMTP server */
    SmtpReply reply() throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < MAX_LINES) {
            String line = line();
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new ProtocolException("no SMTP answer: " + ServerText.of(line));
            }
            lines.add(matcher.group(3) == null ? "" : matcher.group(3));
            if (!"-".equals(matcher.group(2))) {
                return new SmtpReply(Integer.parseInt(matcher.group(1)), lines);
            }
        }
        throw new ProtocolException("an SMTP answer of more than " + MAX_LINES + " lines");
    }

    /** What came with the last answer and belongs to none; it is taken without waiting. */
    String leftOver() throws IOException {
        return new String(in.readNBytes(Math.min(in.available(), MAX_LINE)), StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (line.length() == MAX_LINE) {
                throw new ProtocolException("an SMTP answer with a line of more than " + MAX_LINE + " characters");
            }
            line.append((char) c);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }
}
