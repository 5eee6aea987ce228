package org.smimegate.core.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/**
 * The foreign directory: OpenLDAP's {@code slapd} (Debian packages slapd and ldap-utils) on loopback, with a
 * configuration and a database of its own. Everybody may read what is below {@link #PEOPLE}, only {@link #READER} what
 * is below {@link #STAFF}.
 */
public final class Slapd implements AutoCloseable {
    public static final String BASE = "dc=example,dc=org";
    public static final String PEOPLE = "ou=people," + BASE;
    public static final String STAFF = "ou=staff," + BASE;
    public static final String READER = "cn=reader," + BASE;
    public static final String PASSWORD = "geheim";

    private static final String PROGRAM = "/usr/sbin/slapd";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String ADMIN = "cn=admin," + BASE;
    private static final String ROOT = """
            dn: %1$s
            objectClass: domain
            dc: example

            dn: %2$s
            objectClass: organizationalUnit
            ou: people

            dn: %3$s
            objectClass: organizationalUnit
            ou: staff

            dn: %4$s
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: reader
            userPassword: %5$s
            """.formatted(BASE, PEOPLE, STAFF, READER, PASSWORD);

    private final Path folder;
    private final int port = LoopbackPort.free();
    private final int tlsPort = LoopbackPort.free();
    private @Nullable Process process;

    private Slapd(Path folder) {
        this.folder = folder;
    }

    /**
     * Running, and empty but for the two units.
     *
     * @param folder removed by the test
     * @param certificate its own, see {@link #certificate}
     */
    public static Slapd start(Path folder, TestIdentity certificate) throws IOException {
        Slapd slapd = new Slapd(Files.createDirectories(folder));
        slapd.configure(certificate);
        slapd.start();
        slapd.add(ROOT);
        return slapd;
    }

    /** One for a server on {@code localhost}. */
    public static TestIdentity certificate(TestPki pki) {
        return pki.issuing()
                .issue("LDAP server")
                .domain("localhost")
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
    }

    /** @param attributes as {@link #attribute} makes them */
    public static String person(String unit, String uid, String address, String... attributes) {
        return "dn: uid=" + uid + "," + unit + "\nobjectClass: inetOrgPerson\nuid: " + uid + "\ncn: " + uid + "\nsn: "
                + uid + "\n" + attribute("mail", address.getBytes(StandardCharsets.UTF_8))
                + String.join("", attributes) + "\n";
    }

    /** One line of LDIF (RFC 2849), whatever the value. */
    public static String attribute(String name, byte[] value) {
        return name + ":: " + Base64.getEncoder().encodeToString(value) + "\n";
    }

    public String url() {
        return "ldap://localhost:" + port;
    }

    public String tlsUrl() {
        return "ldaps://localhost:" + tlsPort;
    }

    public int tlsPort() {
        return tlsPort;
    }

    /** Starts it again after a stop, with the content that it had. */
    public void start() throws IOException {
        process = launch(
                "slapd",
                PROGRAM,
                "-d",
                "0",
                "-f",
                file("slapd.conf"),
                "-h",
                "ldap://127.0.0.1:" + port + " ldaps://127.0.0.1:" + tlsPort);
        awaitListening(process);
    }

    /** Adds entries, in LDIF. */
    public void add(String ldif) throws IOException {
        Files.writeString(folder.resolve("add.ldif"), ldif);
        finish(
                launch("ldapadd", "ldapadd", "-x", "-H", url(), "-D", ADMIN, "-w", PASSWORD, "-f", file("add.ldif")),
                "ldapadd");
    }

    /** Ends it; connections are closed. */
    public void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            waitFor(running);
            process = null;
        }
    }

    /** It takes connections and says nothing until {@link #resume}. */
    public void pause() throws IOException {
        signal("-STOP");
    }

    public void resume() throws IOException {
        signal("-CONT");
    }

    @Override
    public void close() {
        stop();
    }

    private void configure(TestIdentity certificate) throws IOException {
        Files.createDirectories(folder.resolve("db"));
        TestFiles.writeKeyPem(folder.resolve("server.key"), certificate.key());
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate.certificate()));
        chain.addAll(certificate.intermediates());
        TestFiles.writePem(folder.resolve("server.pem"), chain);
        Files.writeString(folder.resolve("slapd.conf"), """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                pidfile %1$s/slapd.pid
                argsfile %1$s/slapd.args
                modulepath /usr/lib/ldap
                moduleload back_mdb
                TLSCertificateFile %1$s/server.pem
                TLSCertificateKeyFile %1$s/server.key
                database mdb
                suffix "%2$s"
                rootdn "%3$s"
                rootpw %4$s
                directory %1$s/db
                index objectClass,mail eq
                access to attrs=userPassword by anonymous auth
                access to dn.subtree="%5$s" by dn="%6$s" read by * none
                access to * by * read
                """.formatted(
                        folder.toAbsolutePath(), BASE, ADMIN, PASSWORD, STAFF, READER));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Process launch(String said, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(said + ".txt").toFile());
        builder.environment().put("LDAPNOINIT", "1");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    command[0] + " does not run (expected: Debian packages slapd and ldap-utils installed)", e);
        }
    }

    private void awaitListening(Process running) throws IOException {
        Instant end = Instant.now().plus(LIMIT);
        while (!isListening()) {
            if (!running.isAlive() || Instant.now().isAfter(end)) {
                running.destroyForcibly();
                throw new AssertionError("slapd does not start\n" + Files.readString(folder.resolve("slapd.txt")));
            }
            pauseBriefly();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tlsPort)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void finish(Process tool, String said) throws IOException {
        waitFor(tool);
        if (tool.exitValue() != 0) {
            throw new AssertionError(said + ": exit status " + tool.exitValue() + "\n"
                    + Files.readString(folder.resolve(said + ".txt")));
        }
    }

    private void signal(String name) throws IOException {
        finish(launch("kill", "kill", name, String.valueOf(running().pid())), "kill");
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("slapd is stopped");
        }
        return process;
    }

    private static void waitFor(Process ending) {
        try {
            if (!ending.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new AssertionError("no end within " + LIMIT + ": " + ending.info());
            }
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            throw interrupted(e);
        }
    }

    private static void pauseBriefly() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", e);
    }
}
