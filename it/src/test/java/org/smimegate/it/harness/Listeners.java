package org.smimegate.it.harness;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Moves the {@code <bind>} elements of James' server files to free loopback ports. */
final class Listeners {
    private static final Pattern BIND = Pattern.compile("<bind>\\s*[^<]*:(\\d+)\\s*</bind>");

    record Moved(String content, Map<Integer, Integer> ports) {}

    private Listeners() {}

    static Moved move(String content) {
        Map<Integer, Integer> ports = new HashMap<>();
        String moved = BIND.matcher(content).replaceAll(bind -> {
            int port = Ports.free();
            ports.put(Integer.valueOf(bind.group(1)), port);
            return "<bind>127.0.0.1:" + port + "</bind>";
        });
        return new Moved(moved, ports);
    }
}
