package org.smimegate.admin.demo;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A cable with an ear: passes connections of one loopback port on to another and keeps what the caller said. */
final class WireTap implements Closeable {
    private final ServerSocket server;
    private final int target;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    private WireTap(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static WireTap between(int port, int target) throws IOException {
        WireTap tap = new WireTap(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), target);
        daemon("wire tap", tap::accept);
        return tap;
    }

    /** Everything that callers sent so far. */
    byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Socket callee = new Socket(InetAddress.getLoopbackAddress(), target);
                daemon("wire tap there", () -> pass(caller, callee, true));
                daemon("wire tap back", () -> pass(callee, caller, false));
            } catch (IOException closedOrNobodyThere) {
                // The caller sees a closed connection, as on any wire.
            }
        }
    }

    private void pass(Socket from, Socket to, boolean listen) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] block = new byte[8192];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                if (listen) {
                    remember(block, length);
                }
                out.write(block, 0, length);
            }
        } catch (IOException closed) {
            // One side hung up; closing both ends the other thread.
        }
    }

    private void remember(byte[] block, int length) {
        synchronized (heard) {
            heard.write(block, 0, length);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
