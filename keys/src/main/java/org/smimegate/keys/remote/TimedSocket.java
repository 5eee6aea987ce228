package org.smimegate.keys.remote;

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
public final class TimedSocket implements Closeable {
    private final Socket socket;
    private final Duration time;
    private Future<?> alarm;
    private volatile boolean late;

    /** A socket whose time runs from now on. */
    public TimedSocket(Duration time) {
        this(time, new Socket());
    }

    /** @param socket not connected, for this one to close */
    public TimedSocket(Duration time, Socket socket) {
        this.socket = socket;
        this.time = time;
        this.alarm = startAlarm();
    }

    private Future<?> startAlarm() {
        Executor later = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(this::ring, later);
    }

    /** Lets the time begin anew; not for two threads at once. */
    public void extend() {
        alarm.cancel(false);
        alarm = startAlarm();
    }

    public Socket connect(InetAddress host, int port) throws IOException {
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    /** What to tell of an error on this socket. */
    public String why(Exception e) {
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
