package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A wire between a client and a loopback server that keeps every byte in both directions. */
public final class WireProxy implements AutoCloseable {
    /** What follows DATA, up to the final dot (RFC 5321 section 4.5.2). */
    private static final Pattern MESSAGE = Pattern.compile("\r\nDATA\r\n(.*?\r\n)\\.\r\n", Pattern.DOTALL);

    /** What was said on one connection. */
    public static final class Connection {
        private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
        private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();

        public byte[] sent() {
            return fromClient.toByteArray();
        }

        public byte[] answered() {
            return fromServer.toByteArray();
        }
    }

    private final ServerSocket listener;
    private final int target;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private WireProxy(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon("wire-accept", this::acceptAll);
    }

    /** Listens on a port of its own and passes everything on to this one. */
    public static WireProxy to(int port) {
        try {
            return new WireProxy(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** All bytes of all clients as Latin-1 text: what somebody on the wire could have read. */
    public String seen() {
        StringBuilder text = new StringBuilder();
        connections.forEach(connection -> text.append(new String(connection.sent(), ISO_8859_1)));
        return text.toString();
    }

    /** The messages that clients handed over. */
    public List<RawMail> mails() {
        return connections.stream()
                .flatMap(connection -> MESSAGE.matcher(new String(connection.sent(), ISO_8859_1))
                        .results())
                .map(message -> message.group(1).replace("\r\n..", "\r\n."))
                .map(text -> new RawMail(text.getBytes(ISO_8859_1)))
                .toList();
    }

    /** Forgets what was seen; open connections go on unseen. */
    public void clear() {
        connections.clear();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        sockets.forEach(WireProxy::closeQuietly);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException closed) {
                // The next look at the listener ends the loop; a server that is down only ends this connection.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            Connection connection = new Connection();
            connections.add(connection);
            daemon("wire-out", () -> pump(client, server, connection.fromClient));
            daemon("wire-in", () -> pump(server, client, connection.fromServer));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static void pump(Socket from, Socket to, OutputStream copy) {
        byte[] block = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                copy.write(block, 0, n);
                to.getOutputStream().write(block, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
