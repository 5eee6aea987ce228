package org.smimegate.keys.revocation;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server on loopback that answers byte for byte what a test wants, in a thread for each connection. */
final class WebServer implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)");

    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer answer;

    /** @param head request line and header fields */
    record Request(String head, byte[] body) {
        String path() {
            return head.split(" ", 3)[1];
        }
    }

    interface Answer {
        void to(Request request, OutputStream out) throws IOException;
    }

    private WebServer(ServerSocket socket, Answer answer) {
        this.socket = socket;
        this.answer = answer;
    }

    static WebServer start(Answer answer) throws IOException {
        return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
    }

    static WebServer start(ServerSocket socket, Answer answer) {
        WebServer server = new WebServer(socket, answer);
        inThread(server::accept);
        return server;
    }

    void answer(Answer next) {
        answer = next;
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Says nothing until the server is closed. */
    void hang() {
        rest(Long.MAX_VALUE);
    }

    /** As slow servers do; ends when the server is closed. */
    void rest(long millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isOpen() {
        return closed.getCount() > 0;
    }

    static Answer status(int status) {
        return text("HTTP/1.1 " + status + " Whatever\r\nContent-Length: 0\r\n\r\n");
    }

    static Answer text(String answer) {
        return (request, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Answer body(byte[] body) {
        return (request, out) -> {
            text("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .to(request, out);
            out.write(body);
        };
    }

    private void accept() {
        while (isOpen()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                inThread(() -> serve(connection));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Request request = read(connection.getInputStream());
            requests.add(request);
            answer.to(request, connection.getOutputStream());
        } catch (IOException e) {
            // The other side has gone, which some tests are about.
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        return new Request(text, length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0]);
    }

    private static void inThread(Runnable work) {
        Thread thread = new Thread(work, "web-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }
}
