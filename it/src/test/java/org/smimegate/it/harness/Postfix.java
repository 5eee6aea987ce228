package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;

/**
 * A real Postfix in a folder of its own: listeners that differ in TLS, one next hop for all. Its Received fields say by
 * which listener a mail came, and whether over TLS.
 */
public final class Postfix implements AutoCloseable {
    private static final List<String> SERVICES = List.of(
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "tlsmgr unix - - n 1000? 1 tlsmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "verify unix - - n - 1 verify",
            "flush unix n - n 1000? 0 flush",
            "proxymap unix - - n - - proxymap",
            "smtp unix - - n - - smtp",
            "relay unix - - n - - smtp",
            "showq unix n - n - - showq",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache",
            "postlog unix-dgram n - n - 1 postlogd");

    private final Path folder;
    private final Path configuration;
    private final List<String> listeners = new ArrayList<>();

    private Postfix(Path folder) {
        this.folder = folder;
        this.configuration = folder.resolve("etc");
    }

    /** Not running yet. Its daemons, which are not root, must get into the folder. */
    public static Postfix in(Path folder) {
        Postfix postfix = new Postfix(folder.resolve("postfix"));
        List.of("etc", "data", "queue", "keys").forEach(name -> Folders.create(postfix.folder.resolve(name)));
        List.of("etc", "data", "queue").forEach(name -> letIn(postfix.folder.resolve(name)));
        for (Path path = postfix.folder; path.startsWith(folder); path = path.getParent()) {
            letIn(path);
        }
        return postfix;
    }

    /** A listener that does not do TLS. */
    public Postfix inClear(String address, int port, String name) {
        return listen(address, port, name, "none", "smtpd_tls_chain_files=");
    }

    /** A listener that offers STARTTLS, and fails with 454 whenever it is asked for. */
    public Postfix broken(String address, int port, String name) {
        return listen(address, port, name, "may", "smtpd_tls_cert_file=" + folder.resolve("keys/none.pem"));
    }

    /** A listener with TLS, with or without which it takes mail. */
    public Postfix offering(String address, int port, String name, TestIdentity identity) {
        return listen(address, port, name, "may", chain(name, identity));
    }

    /** A listener that takes mail over TLS only. */
    public Postfix requiring(String address, int port, String name, TestIdentity identity) {
        return listen(address, port, name, "encrypt", chain(name, identity));
    }

    /** Starts it; everything it takes goes to this port. */
    public Postfix start(int nextHop) {
        write("master.cf", String.join("\n", listeners) + "\n" + String.join("\n", SERVICES) + "\n");
        write("main.cf", """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/maillog
                maillog_file_prefixes = %1$s
                myhostname = postfix.example
                mydestination =
                mynetworks = 127.0.0.0/8
                alias_maps =
                notify_classes =
                inet_protocols = ipv4
                smtpd_relay_restrictions = permit_mynetworks, reject
                smtpd_recipient_restrictions = check_recipient_access inline:{nobody@required.example=REJECT}
                smtpd_peername_lookup = no
                smtpd_tls_received_header = yes
                smtpd_client_connection_count_limit = 0
                default_transport = smtp:[127.0.0.1]:%2$d
                relay_transport = smtp:[127.0.0.1]:%2$d
                smtp_tls_security_level = none
                disable_dns_lookups = yes
                smtp_host_lookup = native
                """.formatted(folder, nextHop));
        run("chown", "postfix", folder.resolve("data").toString());
        run("postfix", "-c", configuration.toString(), "start");
        return this;
    }

    @Override
    public void close() {
        run("postfix", "-c", configuration.toString(), "stop");
    }

    /** What it logged. */
    public String log() {
        return Folders.read(folder.resolve("maillog"));
    }

    private Postfix listen(String address, int port, String name, String level, String keys) {
        listeners.add(address + ":" + port + " inet n - n - - smtpd -o myhostname=" + name
                + " -o smtpd_tls_security_level=" + level + " -o " + keys);
        return this;
    }

    private String chain(String name, TestIdentity identity) {
        try {
            Path file = TestFiles.writeKeyPem(folder.resolve("keys/" + name + ".pem"), identity.key());
            List<X509Certificate> chain = new ArrayList<>(List.of(identity.certificate()));
            chain.addAll(identity.intermediates());
            Files.writeString(file, Files.readString(file) + TestFiles.pem(chain));
            return "smtpd_tls_chain_files=" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void letIn(Path path) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String content) {
        Folders.write(configuration.resolve(name), content.getBytes(UTF_8));
    }

    private void run(String... command) {
        Peers.in(folder)
                .succeed(command[0], List.of(command).subList(1, command.length).toArray(String[]::new));
    }
}
