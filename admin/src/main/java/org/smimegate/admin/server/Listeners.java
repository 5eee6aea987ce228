package org.smimegate.admin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smimegate.admin.console.CannotRunException;

/** The ports of a James conf folder: {@code <bind>} of the server files and {@code port} of web administration. */
final class Listeners {
    private static final Pattern BIND =
            Pattern.compile("(<jmxName>\\s*([^<\\s]+)\\s*</jmxName>\\s*)<bind>[^<:]*:(\\d+)\\s*</bind>");
    private static final Pattern ADMIN = Pattern.compile("(?m)^port=(\\d+)$");
    private static final List<String> FILES = List.of("smtpserver.xml", "imapserver.xml");
    private static final String ADMIN_FILE = "webadmin.properties";
    private static final int PRIVILEGED = 1024;
    private static final int ABOVE_PRIVILEGED = 2000;

    private final Path conf;

    Listeners(Path conf) {
        this.conf = conf;
    }

    /** Moves every listener to a free loopback port, near its own number. */
    void moveToLoopback(Ports ports, int offset) throws IOException, CannotRunException {
        for (String name : FILES) {
            edit(
                    name,
                    BIND,
                    match -> match.group(1) + "<bind>127.0.0.1:" + moved(match.group(3), ports, offset) + "</bind>");
        }
        edit(ADMIN_FILE, ADMIN, match -> "port=" + moved(match.group(1), ports, offset));
    }

    /** Port by listener: the listener's jmxName, or {@code webadmin}. */
    Map<String, Integer> ports() throws IOException {
        Map<String, Integer> ports = new TreeMap<>();
        for (String name : FILES) {
            BIND.matcher(read(name)).results().forEach(m -> ports.put(m.group(2), Integer.valueOf(m.group(3))));
        }
        ADMIN.matcher(read(ADMIN_FILE)).results().forEach(m -> ports.put("webadmin", Integer.valueOf(m.group(1))));
        return ports;
    }

    private static int moved(String port, Ports ports, int offset) throws CannotRunException {
        int own = Integer.parseInt(port);
        return ports.freeFrom((own < PRIVILEGED ? own + ABOVE_PRIVILEGED : own) + offset);
    }

    private void edit(String name, Pattern pattern, Replacement replacement) throws IOException, CannotRunException {
        StringBuilder edited = new StringBuilder();
        Matcher matcher = pattern.matcher(read(name));
        while (matcher.find()) {
            matcher.appendReplacement(edited, Matcher.quoteReplacement(replacement.of(matcher.toMatchResult())));
        }
        Files.writeString(conf.resolve(name), matcher.appendTail(edited), UTF_8);
    }

    private String read(String name) throws IOException {
        return Files.readString(conf.resolve(name), UTF_8);
    }

    private interface Replacement {
        String of(MatchResult match) throws CannotRunException;
    }
}
