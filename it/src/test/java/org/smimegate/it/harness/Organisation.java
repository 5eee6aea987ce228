package org.smimegate.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/**
 * One organisation of a test: a domain, a CA of its own, and a server that runs {@code conf/mail-server} with a domain
 * certificate. The sample's {@code example.org} becomes its domain, {@code partner.example} its partner's.
 */
public final class Organisation implements AutoCloseable {
    private static final String SECRET = "gateway secret";
    private static final String PASSWORD = "secret";
    private static final int SUBMISSION = 587;
    private static final List<String> FILES = List.of("mailetcontainer.xml", "smime.xml", "domainlist.xml");

    private final String domain;
    private final TestPki pki;
    private final TestIdentity gateway;
    private final JamesSetup setup;
    private JamesProcess james;

    public Organisation(Path folder, String domain) {
        this(folder, domain, "conf/mail-server", TestPki.of(domain));
    }

    private Organisation(Path folder, String domain, String conf, TestPki pki) {
        this(folder, domain, conf, pki, pki.domain(domain));
    }

    private Organisation(Path folder, String domain, String conf, TestPki pki, TestIdentity gateway) {
        this.domain = domain;
        this.pki = pki;
        this.gateway = gateway;
        setup = JamesSetup.in(folder.resolve(domain)).conf(Project.file(conf));
        FILES.forEach(file -> setup.edit(file, text -> text.replace("example.org", domain)));
        List.of("trust", "intermediates", "partners")
                .forEach(name -> Folders.create(setup.conf().resolve("smime/" + name)));
        use(gateway);
    }

    /** One that runs {@code conf/relay} in front of the mail server on this port. */
    public static Organisation relay(Path folder, String domain, int innerServer) {
        Organisation relay = new Organisation(folder, domain, "conf/relay", TestPki.of(domain));
        relay.setup.replace("mailetcontainer.xml", "192.0.2.10:25", "127.0.0.1:" + innerServer);
        return relay;
    }

    /** One that runs {@code conf/pspf}: labels and TLS. */
    public static Organisation labelling(Path folder, String domain) {
        return new Organisation(folder, domain, "conf/pspf", TestPki.of(domain));
    }

    /**
     * Another server of the same organisation: the same CA and gateway key, in a folder of its own and with nothing else
     * set up yet.
     */
    public Organisation twin(Path folder) {
        return new Organisation(folder, domain, "conf/mail-server", pki, gateway);
    }

    /** The set-up, to be changed before the start. */
    public JamesSetup setup() {
        return setup;
    }

    public TestPki pki() {
        return pki;
    }

    /** The gateway's own key and certificate, which speak for the domain. */
    public TestIdentity gateway() {
        return gateway;
    }

    /** Adds somebody with a mailbox; {@code name} is the local part. */
    public Organisation user(String name) {
        setup.user(name + "@" + domain, PASSWORD);
        return this;
    }

    /** Adds somebody with a mailbox in another domain of this organisation. */
    public Organisation mailbox(String address) {
        setup.user(address, PASSWORD);
        return this;
    }

    /** Replaces the gateway's key. */
    public Organisation use(TestIdentity identity) {
        return write(conf -> {
            TestFiles.writePkcs12(conf.resolve("smime/gateway.p12"), SECRET, "gateway", identity);
            TestFiles.writeSecret(conf.resolve("smime/gateway.secret"), SECRET);
        });
    }

    /** Adds another key of the gateway; {@code alias} is its name in sending profiles. */
    public Organisation credential(String alias, TestIdentity identity) {
        setup.replace(
                "smime.xml",
                "</credentials>",
                "  <keystore type=\"PKCS12\" file=\"file://conf/smime/" + alias
                        + ".p12\" secret=\"file://conf/smime/gateway.secret\"/>\n  </credentials>");
        return write(conf -> TestFiles.writePkcs12(conf.resolve("smime/" + alias + ".p12"), SECRET, alias, identity));
    }

    /** Believes this CA, and its issuing CA as intermediate. */
    public Organisation trust(String name, TestPki other) {
        return write(conf -> {
            TestFiles.writePem(
                    conf.resolve("smime/trust/" + name + ".pem"), other.root().certificate());
            TestFiles.writePem(
                    conf.resolve("smime/intermediates/" + name + ".pem"),
                    other.issuing().certificate());
        });
    }

    /** Encrypts to this certificate; its SAN says whose it is. */
    public Organisation partnerCertificate(String name, TestIdentity identity) {
        return write(
                conf -> TestFiles.writePem(conf.resolve("smime/partners/" + name + ".pem"), identity.certificate()));
    }

    /** Keeps the key ring in that database, which servers may share. */
    public Organisation keyRing(String jdbcUrl) {
        setup.smime("<keyring url=\"" + jdbcUrl + "\" user=\"" + PostgresServer.USER + "\"/>");
        return this;
    }

    /**
     * Learns certificates from mail, right after it was opened.
     *
     * @param parameters of HarvestKey, for example {@code <updates>pending</updates>}
     */
    public Organisation harvest(String parameters) {
        setup.edit("mailetcontainer.xml", text -> XmlElements.harvesting(text, parameters));
        return this;
    }

    /** Mail to that domain leaves encrypted or not at all. */
    public Organisation partnerDomain(String partner) {
        setup.replace("mailetcontainer.xml", "partner.example", partner);
        return this;
    }

    /** Lets what was opened pass in clear to this address alone, so that a test about leaks can see one. */
    public Organisation hole(String recipient) {
        String guard = "<mailet match=\"org.smimegate.matchers.WasDecrypted\" class=\"ToProcessor\">";
        setup.replace(
                "mailetcontainer.xml",
                guard,
                "<mailet match=\"RecipientIs=" + recipient
                        + "\" class=\"ToProcessor\"><processor>relay</processor></mailet>" + guard);
        return this;
    }

    /** Everything that leaves goes to this port, and is tried again soon. */
    public Organisation nextHop(int port) {
        setup.replace(
                "mailetcontainer.xml",
                "<!-- <gateway>smarthost." + domain + "</gateway> -->",
                "<gateway>127.0.0.1:" + port + "</gateway>");
        setup.edit(
                "mailetcontainer.xml",
                text -> text.replaceAll("<delayTime>[^<]*</delayTime>", "<delayTime>1 second</delayTime>"));
        return this;
    }

    public void start() {
        james = setup.start();
    }

    /** Ends the server as a power failure does (kill -9) and starts it again in its folder, on the same ports. */
    public void killAndRestart() {
        james.kill();
        start();
    }

    public JamesProcess james() {
        return james;
    }

    /** As {@link #send}, to several. */
    public void send(String from, List<String> to, RawMail mail) {
        james.submission(SUBMISSION, from).send(from, to, mail);
    }

    /** Submits as a user with a password, as mail clients do. */
    public void send(String from, String to, RawMail mail) {
        james.submission(SUBMISSION, from).send(from, to, mail);
    }

    /** As {@link #send}, whatever the server answers. */
    public SmtpReply trySend(String from, String to, RawMail mail) {
        return james.submission(SUBMISSION, from).trySend(from, List.of(to), mail);
    }

    /** Hands mail in from the Internet. */
    public void receive(String from, String to, RawMail mail) {
        james.smtp().send(from, to, mail);
    }

    public Inbox inbox(String user) {
        return james.inbox(user);
    }

    public MailRepository quarantine() {
        return james.repository("var/mail/quarantine");
    }

    public MailRepository errors() {
        return james.repository("var/mail/error");
    }

    @Override
    public void close() {
        if (james != null) {
            james.close();
        }
    }

    private Organisation write(Step step) {
        try {
            step.write(setup.conf());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Step {
        void write(Path conf) throws IOException;
    }
}
