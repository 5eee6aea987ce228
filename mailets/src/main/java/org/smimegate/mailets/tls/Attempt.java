package org.smimegate.mailets.tls;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of RemoteDelivery to hand a mail over, bound to its thread from when it takes the mail off the queue
 * until it is done with it.
 */
final class Attempt {
    private static final ThreadLocal<@Nullable Attempt> CURRENT = new ThreadLocal<>();

    private final SSLSocketFactory sockets;
    private final @Nullable ClassLoader before;
    private @Nullable SSLSocket last;
    private Optional<String> objection = Optional.empty();
    private boolean hasServer = true;

    private Attempt(SSLSocketFactory sockets, @Nullable ClassLoader before) {
        this.sockets = sockets;
        this.before = before;
    }

    /** JavaMail looks for {@link AttemptSockets} with the class loader of the thread, which is James' own. */
    static void begin(SSLSocketFactory sockets) {
        Thread thread = Thread.currentThread();
        CURRENT.set(new Attempt(sockets, thread.getContextClassLoader()));
        thread.setContextClassLoader(Attempt.class.getClassLoader());
    }

    static void end() {
        Attempt attempt = CURRENT.get();
        if (attempt != null) {
            Thread.currentThread().setContextClassLoader(attempt.before);
            CURRENT.remove();
        }
    }

    static Optional<Attempt> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    Socket tls(Socket socket, String host, int port, boolean autoClose) throws IOException {
        SSLSocket tls = (SSLSocket) sockets.createSocket(socket, host, port, autoClose);
        last = tls;
        return tls;
    }

    /** Why a certificate was not believed. */
    void object(String why) {
        objection = Optional.of(why);
    }

    Optional<String> objection() {
        return objection;
    }

    /** DNS knows no mail server of the domain, nor the domain. */
    void noServer() {
        hasServer = false;
    }

    boolean hasServer() {
        return hasServer;
    }

    /** The session of the last connection, if its handshake succeeded; also when the connection is closed by now. */
    Optional<SSLSession> session() {
        return Optional.ofNullable(last)
                .map(SSLSocket::getSession)
                .filter(session -> !session.getProtocol().equals("NONE"));
    }
}
