package org.smimegate.core.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports for servers that must know theirs before they start, and have it again after a stop. They come from below
 * the kernel's ephemeral range: no outgoing connection can take one in between.
 */
public final class LoopbackPort {
    private static final int FIRST = 30_000;
    private static final int COUNT = 2_000;

    private LoopbackPort() {}

    public static int free() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException inUse) {
                // Another one then.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
    }
}
