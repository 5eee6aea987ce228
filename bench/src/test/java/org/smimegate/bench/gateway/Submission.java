package org.smimegate.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** An SMTP connection for any number of mails, with the commands of a mail in one write (RFC 2920). */
final class Submission implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    Submission(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        out = socket.getOutputStream();
        expect(220);
        out.write("EHLO driver.example\r\n".getBytes(ISO_8859_1));
        expect(250);
    }

    /**
     * Returns when the server has taken the mail.
     *
     * @param data the message with dots stuffed and the final dot
     */
    void send(String from, String to, byte[] data) throws IOException {
        String commands = "MAIL FROM:<" + from + ">\r\nRCPT TO:<" + to + ">\r\nDATA\r\n";
        out.write(commands.getBytes(ISO_8859_1));
        expect(250);
        expect(250);
        expect(354);
        out.write(data);
        expect(250);
    }

    private void expect(int code) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null || !line.startsWith(Integer.toString(code))) {
            throw new IOException("SMTP: " + line + " (expected: " + code + ")");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
