package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;

/**
 * The gateway of {@code a.example} and, outside, {@code b.example} without a gateway: foreign tools make and read its
 * mail. The server runs {@code conf/mail-server} with three additions: a key of every kind, the sending profiles of
 * the test, and Carl, who gets his mail without signatures.
 */
final class Edge implements AutoCloseable {
    /** Gets signed mail with its signature. */
    static final String ALICE = "alice@a.example";
    /** Gets signed mail without its signature: what was signed, and nothing else. */
    static final String CARL = "carl@a.example";

    static final String BOB = "bob@b.example";

    /** The alias of the gateway's key that can sign with RSASSA-PSS only. */
    static final String PSS = "pss";

    /** What mail is about here: every octet of it counts. All 7-bit, so that nobody needs to encode it. */
    static final String BODY = String.join(
            "\r\n",
            "This is a message with two parts.",
            "--b1",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "Gr=C3=BC=C3=9Fe,=20",
            "",
            ".the contract is attached. Please read it before Friday,",
            "and tell me what you think of paragraph seven.",
            "",
            "--b1",
            "Content-Type: application/octet-stream",
            "Content-Transfer-Encoding: base64",
            "",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4",
            "--b1--",
            "");

    static final String ENTITY = "Content-Type: multipart/mixed; boundary=b1\r\n\r\n" + BODY;

    private static final int SUBMISSION = 587;
    private static final String OPENING = "<mailet match=\"All\" class=\"org.smimegate.mailets.SMimeDecryptVerify\">";
    private static final String FIRST_CHOICE = "<!-- Users may ask for both with a word in the subject. -->";
    private static final String RELAY = "<processor state=\"relay\"";

    private final Organisation a;
    private final TestPki partner = TestPki.of("b.example");
    private final Map<KeyKind, TestIdentity> keys = new EnumMap<>(KeyKind.class);
    private final List<String> profiles = new ArrayList<>();
    private final SmtpSink sink;

    /** @param sink where all mail to the outside goes; closed with this */
    Edge(Path folder, SmtpSink sink) {
        this.sink = sink;
        a = new Organisation(folder, "a.example").user("alice").user("carl");
        a.trust("b.example", partner).nextHop(sink.port());
        a.setup()
                .replace(
                        "mailetcontainer.xml",
                        OPENING,
                        OPENING.replace("All", "RecipientIs=" + CARL) + "<signature>remove</signature></mailet>\n"
                                + OPENING);
        addKeys();
    }

    static Edge in(Path folder) {
        return new Edge(folder, SmtpSink.start());
    }

    /** Adds a sending profile, attributes as in smime.xml, and gives the word in the subject that chooses it. */
    String profile(String attributes) {
        if (!profiles.contains(attributes)) {
            profiles.add(attributes);
            addProfile("p" + profiles.indexOf(attributes), attributes);
        }
        return "[p" + profiles.indexOf(attributes) + "]";
    }

    Edge start() {
        a.start();
        return this;
    }

    Organisation a() {
        return a;
    }

    /** The CA of the other side. */
    TestPki partner() {
        return partner;
    }

    /** The gateway's key of that kind; its alias is {@link #alias}. */
    TestIdentity key(KeyKind kind) {
        return keys.getOrDefault(kind, a.gateway());
    }

    static String alias(KeyKind kind) {
        return kind == KeyKind.RSA_2048 ? "gateway" : kind.name().toLowerCase(Locale.ROOT);
    }

    /** Alice submits; what crosses the wire to the next hop comes back. */
    RawMail submit(String to, String subject) {
        return submit(to, subject, ENTITY);
    }

    RawMail submit(String to, String subject, String entity) {
        a.james().submission(SUBMISSION, ALICE).eightBit().send(ALICE, to, mail(to, subject, entity));
        return sink.await(subject);
    }

    /** Hands mail from Bob to Alice and Carl in at the front door. */
    void receive(RawMail mail) {
        a.james().smtp().send(BOB, List.of(ALICE, CARL), mail);
    }

    SmtpSink sink() {
        return sink;
    }

    @Override
    public void close() {
        a.close();
        sink.close();
    }

    private static RawMail mail(String to, String subject, String entity) {
        String header = String.join(
                "\r\n",
                "From: Alice <" + ALICE + ">",
                "To: " + to,
                "Subject: " + subject,
                "Message-ID: <" + subject.hashCode() + "@a.example>",
                "Date: Mon, 05 Jan 2026 10:00:00 +0000",
                "MIME-Version: 1.0",
                "");
        return new RawMail((header + entity).getBytes(ISO_8859_1));
    }

    private void addKeys() {
        for (KeyKind kind : List.of(KeyKind.P_256, KeyKind.P_384, KeyKind.P_521, KeyKind.ED25519, KeyKind.X25519)) {
            TestIdentity identity = a.pki()
                    .issuing()
                    .issue("CN=Gateway " + kind)
                    .domain("a.example")
                    .key(kind)
                    .build();
            keys.put(kind, identity);
            a.credential(alias(kind), identity);
        }
        a.credential(PSS, pssOnly());
    }

    private TestIdentity pssOnly() {
        return a.pki()
                .issuing()
                .issue("CN=Gateway PSS")
                .domain("a.example")
                .key(KeyKind.RSA_2048, pssKeys())
                .build();
    }

    private static KeyPair pssKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addProfile(String name, String attributes) {
        a.setup()
                .replace("smime.xml", "</profiles>", "<profile name=\"" + name + "\" " + attributes + "/>\n</profiles>")
                .replace(
                        "mailetcontainer.xml",
                        FIRST_CHOICE,
                        toProcessor("SubjectStartsWith=[" + name + "]", name) + FIRST_CHOICE)
                .replace(
                        "mailetcontainer.xml",
                        RELAY,
                        "<processor state=\"" + name + "\" enableJmx=\"false\">"
                                + "<mailet match=\"All\" class=\"org.smimegate.mailets.SMimeSend\"><profile>" + name
                                + "</profile></mailet>" + toProcessor("All", "relay") + "</processor>\n" + RELAY);
    }

    private static String toProcessor(String match, String processor) {
        return "<mailet match=\"" + match + "\" class=\"ToProcessor\"><processor>" + processor
                + "</processor></mailet>\n";
    }
}
