package org.smimegate.mailets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.smimegate.core.testing.SmtpFront;
import org.smimegate.core.testing.TestIdentity;

/** A mail server on loopback that takes mail over STARTTLS only. */
final class TlsMailServer implements AutoCloseable {
    /** Messages, as they came. */
    final List<String> received = new CopyOnWriteArrayList<>();

    private final ServerSocket listener;
    private final SmtpFront front;

    private TlsMailServer(ServerSocket listener) throws IOException {
        this.listener = listener;
        this.front = SmtpFront.before(listener.getLocalPort());
        Thread thread = new Thread(this::accept);
        thread.setDaemon(true);
        thread.start();
    }

    static TlsMailServer showing(TestIdentity identity) throws IOException, GeneralSecurityException {
        return new TlsMailServer(
                context(identity).getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    }

    int port() {
        return front.port();
    }

    @Override
    public void close() throws IOException {
        front.close();
        listener.close();
    }

    private static SSLContext context(TestIdentity identity) throws IOException, GeneralSecurityException {
        char[] password = "fixture".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "server", identity.key(), password, identity.fullChain().toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                talk(client);
            } catch (IOException e) {
                // The client did not believe us, or the test is over.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = client.getOutputStream();
        String line = in.readLine();
        while (line != null) {
            switch (line.toUpperCase(Locale.ROOT).split("[ :]")[0]) {
                case "DATA" -> {
                    say(out, "354 go on");
                    received.add(message(in));
                    say(out, "250 taken");
                }
                case "QUIT" -> say(out, "221 bye");
                default -> say(out, "250 mx.example.org");
            }
            line = in.readLine();
        }
    }

    private static String message(BufferedReader in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        return message.toString();
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
