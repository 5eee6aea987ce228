package org.smimegate.gateway.tls;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A socket that is closed when its time is over. Its own time-out counts anew from each byte, which is no limit for a
 * server that drips.
 */
final class TimedSocket implements Closeable {
    private final Socket socket = new Socket();
    private final Duration time;
    private final Future<?> alarm;
    private volatile boolean late;

    TimedSocket(Duration time) {
        this.time = time;
        Executor later = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
        this.alarm = CompletableFuture.runAsync(this::ring, later);
    }

    Socket connect(InetAddress host, int port) throws IOException {
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    /** What to tell of an error on this socket. */
    String why(IOException e) {
        return late ? "no answer within " + time.toMillis() / 1000.0 + " s" : ServerText.of(e.getMessage());
    }

    @Override
    public void close() {
        alarm.cancel(false);
        closeSocket();
    }

    private void ring() {
        late = true;
        closeSocket();
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
        }
    }
}
