package org.smimegate.admin.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.smimegate.admin.console.CannotRunException;

/** Hands out loopback ports that are free now, each once. */
public final class Ports {
    private static final int LAST = 32_000;

    private final Set<Integer> given = new HashSet<>();

    /** The wished port, or the next free one above. */
    public int freeFrom(int wished) throws CannotRunException {
        for (int port = wished; port < LAST; port++) {
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new CannotRunException("no free port from " + wished + " to " + LAST);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
