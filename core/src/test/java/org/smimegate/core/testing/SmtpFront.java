package org.smimegate.core.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The clear-text part of a mail server on loopback: what a server may answer until TLS begins, good or wrong on purpose. */
public final class SmtpFront implements AutoCloseable {
    public static final String GREETING = "220 mx.example.org ESMTP\r\n";
    public static final String HELLO = "250-mx.example.org\r\n250-8BITMIME\r\n250 STARTTLS\r\n";
    public static final String READY = "220 go ahead\r\n";

    private final ServerSocket listener;
    private final Conversation conversation;

    private interface Conversation {
        void with(Socket client) throws IOException;
    }

    private SmtpFront(Conversation conversation) throws IOException {
        this.listener = new ServerSocket(LoopbackPort.free(), 10, InetAddress.getLoopbackAddress());
        this.conversation = conversation;
        daemon(this::accept);
    }

    /** Says the first at once and each of the others after a line of the client, as it stands; then says no more. */
    public static SmtpFront saying(String... answers) throws IOException {
        return new SmtpFront(client -> {
            say(client, List.of(answers));
            client.getInputStream().readAllBytes();
        });
    }

    /** As {@link #saying}, and hangs up. */
    public static SmtpFront hangingUpAfter(String... answers) throws IOException {
        return new SmtpFront(client -> say(client, List.of(answers)));
    }

    /** Says a character now and then, for ever. */
    public static SmtpFront dripping() throws IOException {
        return new SmtpFront(client -> {
            while (true) {
                client.getOutputStream().write('2');
                pause();
            }
        });
    }

    /** Does STARTTLS and leaves all that follows to the TLS server on that port. */
    public static SmtpFront before(int tlsPort) throws IOException {
        return new SmtpFront(client -> {
            say(client, List.of(GREETING, HELLO, READY));
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), tlsPort)) {
                Thread back = daemon(() -> server.getInputStream().transferTo(client.getOutputStream()));
                client.getInputStream().transferTo(server.getOutputStream());
                server.shutdownOutput();
                join(back);
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            daemon(() -> {
                try (client) {
                    conversation.with(client);
                }
            });
        }
    }

    private static void say(Socket client, List<String> answers) throws IOException {
        OutputStream out = client.getOutputStream();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
        out.write(answers.get(0).getBytes(StandardCharsets.ISO_8859_1));
        for (String answer : answers.subList(1, answers.size())) {
            if (in.readLine() == null) {
                return;
            }
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One of the two has hung up.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
