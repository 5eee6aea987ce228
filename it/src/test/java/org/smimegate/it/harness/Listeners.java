package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Moves the {@code <bind>} elements of James' server files to free loopback ports, and knows where they went. */
final class Listeners {
    private static final Pattern BIND = Pattern.compile("<bind>\\s*[^<]*:(\\d+)\\s*</bind>");

    private final Map<Integer, Integer> ports = new HashMap<>();

    void move(Path file) {
        String content = Folders.read(file);
        String moved = BIND.matcher(content)
                .replaceAll(bind -> "<bind>127.0.0.1:" + moved(Integer.parseInt(bind.group(1))) + "</bind>");
        if (!moved.equals(content)) {
            Folders.write(file, moved.getBytes(UTF_8));
        }
    }

    int port(int configured) {
        Integer port = ports.get(configured);
        if (port == null) {
            throw new AssertionError("no listener on port " + configured + " (there are: " + ports.keySet() + ")");
        }
        return port;
    }

    private int moved(int port) {
        return ports.containsValue(port) ? port : ports.computeIfAbsent(port, unused -> Ports.free());
    }
}
