package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A James server before its start: a folder with {@code conf}, {@code extensions-jars} (our bundle is in it) and a
 * private temp folder. Every listener of the conf files is moved to a free loopback port; {@link James#port} answers
 * for the port that the file names.
 */
public final class JamesSetup {
    final Path folder;
    private final Listeners listeners = new Listeners();
    final Map<String, String> users = new LinkedHashMap<>();
    final Set<String> domains = new LinkedHashSet<>();
    final Map<String, String> environment = new HashMap<>();
    final List<String> jvmFlags = new ArrayList<>();
    private Optional<FakeDns> dns = Optional.empty();
    final int adminPort = Ports.free();

    private JamesSetup(Path folder) {
        this.folder = folder;
    }

    /** A server in this folder, which is made if need be, with our bundle and no configuration yet. */
    public static JamesSetup in(Path folder) {
        JamesSetup setup = new JamesSetup(folder.toAbsolutePath());
        for (String part : List.of("conf", "extensions-jars", "tmp", "var")) {
            Folders.create(setup.folder.resolve(part));
        }
        return setup.extension(Project.bundle());
    }

    /** The harness' own smallest configuration: SMTP on 25, IMAP on 143, the rest relayed to this port. */
    public JamesSetup minimalConf(int nextHop) {
        return conf(Project.file("it/src/test/resources/conf/minimal"))
                .replace("mailetcontainer.xml", "NEXT_HOP", Integer.toString(nextHop));
    }

    /** Copies a conf folder; a file that is there already is replaced. */
    public JamesSetup conf(Path source) {
        Folders.copy(source, conf());
        moveListeners();
        return this;
    }

    public JamesSetup file(String name, String content) {
        return file(name, content.getBytes(UTF_8));
    }

    /** Writes a file of the conf folder, for example {@code smime/gateway.p12}. */
    public JamesSetup file(String name, byte[] content) {
        Folders.write(conf().resolve(name), content);
        moveListeners();
        return this;
    }

    /** Replaces text in a file of the conf folder; fails when the text is not there. */
    public JamesSetup replace(String name, String text, String replacement) {
        return edit(name, content -> {
            if (!content.contains(text)) {
                throw new AssertionError(name + " does not hold: " + text);
            }
            return content.replace(text, replacement);
        });
    }

    public JamesSetup edit(String name, UnaryOperator<String> change) {
        return file(name, change.apply(Folders.read(conf().resolve(name))));
    }

    /** Puts an element into smime.xml, for example {@code <keyring .../>}, in place of the one of its name. */
    public JamesSetup smime(String element) {
        return edit("smime.xml", xml -> XmlElements.with(xml, "smime", element));
    }

    /** Adds a directory of partners' certificates after those in smime.xml, for example {@code <ldap .../>}. */
    public JamesSetup directory(String element) {
        return edit("smime.xml", xml -> XmlElements.within(xml, "directories", element));
    }

    public JamesSetup extension(Path jar) {
        Folders.copyFile(jar, folder.resolve("extensions-jars").resolve(jar.getFileName()));
        return this;
    }

    public JamesSetup domain(String domain) {
        domains.add(domain);
        return this;
    }

    /** A local user and his domain; {@link James#inbox} knows the password. */
    public JamesSetup user(String address, String password) {
        users.put(address, password);
        return domain(address.substring(address.indexOf('@') + 1));
    }

    public JamesSetup environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Adds flags to the process' JVM, for example {@code -Xmx96m}. */
    public JamesSetup jvm(String... flags) {
        jvmFlags.addAll(List.of(flags));
        return this;
    }

    /** Looks up mail servers in this DNS; the JVM knows its names as well, and no others. */
    public JamesSetup dns(FakeDns server) {
        dns = Optional.of(server);
        server.writeHosts(folder.resolve("hosts"));
        return jvm("-Djdk.net.hosts.file=" + folder.resolve("hosts"));
    }

    /** Starts a process of its own, on nothing but James' class path, and waits until it serves. */
    public JamesProcess start() {
        return startWith(SharedClasses.flag());
    }

    JamesProcess startWith(String... flags) {
        jvm(flags).prepare();
        return JamesProcess.start(this);
    }

    /** Starts a process that must refuse its configuration and end by itself. */
    public RefusedStart startRefused() {
        jvm(SharedClasses.flag()).prepare();
        return JamesProcess.startRefused(this);
    }

    /** Starts James inside the test's JVM: quicker, with Guice probes, but on the test's libraries. */
    public EmbeddedJames startEmbedded() {
        prepare();
        return EmbeddedJames.start(this);
    }

    /** The conf folder. */
    public Path conf() {
        return folder.resolve("conf");
    }

    /** Where a listener of the conf files will sit, or does already. */
    public int port(int configured) {
        return listeners.port(configured);
    }

    private void prepare() {
        file("webadmin.properties", """
                enabled=true
                host=127.0.0.1
                port=%d
                extensions.routes=org.apache.james.webadmin.dropwizard.MetricsRoutes
                """.formatted(adminPort));
        file("jmx.properties", "jmx.enabled=false\n");
        // Without a DNS nobody answers there: look-ups fail at once instead of leaving the machine.
        file("dnsservice.xml", """
                <dnsservice>
                  <servers><server>%s</server></servers>
                  <autodiscover>false</autodiscover>
                  <singleIPperMX>false</singleIPperMX>
                </dnsservice>
                """.formatted(dns.map(FakeDns::address).orElse("127.0.0.1")));
    }

    private void moveListeners() {
        try (Stream<Path> files = Files.list(conf())) {
            files.filter(file -> file.getFileName().toString().endsWith("server.xml"))
                    .forEach(listeners::move);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
