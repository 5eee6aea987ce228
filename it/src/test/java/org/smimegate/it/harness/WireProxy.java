package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
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
    private final InetSocketAddress target;
    private final String mask;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private WireProxy(InetSocketAddress listen, InetSocketAddress target, String mask) throws IOException {
        this.target = target;
        this.mask = mask;
        listener = new ServerSocket(listen.getPort(), 50, listen.getAddress());
        daemon("wire-accept", this::acceptAll);
    }

    /** Listens on a port of its own and passes everything on to this one. */
    public static WireProxy to(int port) {
        return masking("", port);
    }

    /** As {@link #to}, and makes this word of the server unreadable, as some firewalls do. */
    public static WireProxy masking(String word, int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return open(new InetSocketAddress(loopback, 0), new InetSocketAddress(loopback, port), word);
    }

    /** Listens on one loopback address and passes everything on to the same port of another. */
    public static WireProxy between(String address, String target, int port) {
        return open(new InetSocketAddress(address, port), new InetSocketAddress(target, port), "");
    }

    private static WireProxy open(InetSocketAddress listen, InetSocketAddress target, String mask) {
        try {
            return new WireProxy(listen, target, mask);
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
            Socket server = new Socket(target.getAddress(), target.getPort());
            sockets.add(server);
            Connection connection = new Connection();
            connections.add(connection);
            daemon("wire-out", () -> pump(client, server, connection.fromClient, ""));
            daemon("wire-in", () -> pump(server, client, connection.fromServer, mask));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static void pump(Socket from, Socket to, OutputStream copy, String mask) {
        byte[] block = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                copy.write(block, 0, n);
                to.getOutputStream().write(masked(Arrays.copyOf(block, n), mask));
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static byte[] masked(byte[] block, String mask) {
        return mask.isEmpty()
                ? block
                : new String(block, ISO_8859_1)
                        .replace(mask, "X".repeat(mask.length()))
                        .getBytes(ISO_8859_1);
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
