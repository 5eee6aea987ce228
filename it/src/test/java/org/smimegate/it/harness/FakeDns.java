package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The DNS of a test: MX and address records (RFC 1035) on port 53 of a loopback address of its own, which needs root as
 * Postfix does. Everything else does not exist.
 */
public final class FakeDns implements AutoCloseable {
    private static final int PORT = 53;
    private static final int ADDRESS = 1;
    private static final int MX = 15;
    private static final int ANSWER = 0x8580;
    private static final int NO_SUCH_NAME = 0x8583;
    private static final int TO_THE_QUESTION = 0xC00C;
    private static final int HEADER = 12;

    private final DatagramSocket socket;
    private final Map<String, List<String>> exchangers = new ConcurrentHashMap<>();
    private final Map<String, String> hosts = new ConcurrentHashMap<>();

    private FakeDns(DatagramSocket socket) {
        this.socket = socket;
        Thread thread = new Thread(this::serve, "fake-dns");
        thread.setDaemon(true);
        thread.start();
    }

    /** Listens on the first free address from 127.0.53.1 on. */
    public static FakeDns start() {
        for (int last = 1; last < 255; last++) {
            try {
                return new FakeDns(new DatagramSocket(new InetSocketAddress("127.0.53." + last, PORT)));
            } catch (IOException inUse) {
                // The next one then.
            }
        }
        throw new AssertionError("port 53 of 127.0.53.0/24 cannot be used (expected: root, a free address)");
    }

    public FakeDns host(String name, String address) {
        hosts.put(name, address);
        return this;
    }

    /** The mail servers of a domain, the preferred one first. */
    public FakeDns mx(String domain, String... servers) {
        exchangers.put(domain, List.of(servers));
        return this;
    }

    String address() {
        return socket.getLocalAddress().getHostAddress();
    }

    /** The same addresses for the JVM's own resolver; it then knows no other names. */
    void writeHosts(Path file) {
        String lines = hosts.entrySet().stream()
                .map(host -> host.getValue() + " " + host.getKey() + "\n")
                .collect(Collectors.joining("", "127.0.0.1 localhost " + ownName() + "\n", ""));
        Folders.write(file, lines.getBytes(US_ASCII));
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(new byte[1500], 1500);
                socket.receive(query);
                byte[] answer = answer(ByteBuffer.wrap(query.getData(), 0, query.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            } catch (IOException closedOrOdd) {
                // The next look at the socket ends the loop.
            }
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        short id = query.getShort();
        query.position(HEADER);
        String name = name(query);
        int type = query.getShort();
        int end = query.position() + 2;
        List<byte[]> records = records(name, type);
        boolean known = hosts.containsKey(name) || exchangers.containsKey(name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int field : new int[] {id, known ? ANSWER : NO_SUCH_NAME, 1, records.size(), 0, 0}) {
            out.writeShort(field);
        }
        out.write(query.array(), HEADER, end - HEADER);
        for (byte[] data : records) {
            out.writeShort(TO_THE_QUESTION);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(data.length);
            out.write(data);
        }
        return bytes.toByteArray();
    }

    private List<byte[]> records(String name, int type) throws IOException {
        List<byte[]> records = new ArrayList<>();
        if (type == ADDRESS && hosts.containsKey(name)) {
            records.add(InetAddress.getByName(hosts.get(name)).getAddress());
        }
        if (type == MX) {
            for (String server : exchangers.getOrDefault(name, List.of())) {
                records.add(exchanger(10 * (records.size() + 1), server));
            }
        }
        return records;
    }

    private static byte[] exchanger(int preference, String server) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(preference);
        for (String label : server.split("\\.")) {
            out.writeByte(label.length());
            out.write(label.getBytes(US_ASCII));
        }
        out.writeByte(0);
        return bytes.toByteArray();
    }

    private static String name(ByteBuffer query) {
        List<String> labels = new ArrayList<>();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            labels.add(new String(label, US_ASCII));
        }
        return String.join(".", labels).toLowerCase(Locale.ROOT);
    }
}
