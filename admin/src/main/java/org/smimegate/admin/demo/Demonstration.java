package org.smimegate.admin.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.smimegate.admin.cert.CertificateView;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.server.Installation;
import org.smimegate.admin.server.JamesServer;
import org.smimegate.admin.server.Ports;
import org.smimegate.admin.server.WebAdmin;

/**
 * Bob at A writes to Dave at B; both sides' gateways do the rest. Every claim is checked where it counts: at the wire, in
 * Dave's mailbox, in B's quarantine.
 */
final class Demonstration {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration DELIVERY = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 250;
    private static final String BOB = "bob@a.example";
    private static final String DAVE = "dave@b.example";
    private static final String PASSWORD = "only for this demonstration";
    private static final String QUARANTINE = "var/mail/quarantine";

    private final Story story;
    private final Installation installation;
    private final Organisation a;
    private final Organisation b;

    Demonstration(Story story, Installation installation, Path folder) throws IOException, CannotRunException {
        this.story = story;
        this.installation = installation;
        this.a = Organisation.found("a.example", folder.resolve("a"), installation);
        this.b = Organisation.found("b.example", folder.resolve("b"), installation);
    }

    void run() throws IOException, InterruptedException, CannotRunException {
        story.step("Two organisations, each with its own CA and one certificate for its whole domain");
        introduce(a);
        introduce(b);
        Ports ports = new Ports();
        int wire = ports.freeFrom(26_000);
        a.configure(installation, b, ports, 20_000, wire);
        b.configure(installation, a, ports, 23_000, ports.freeFrom(26_000));

        story.step("Two gateways: James with smimegate, one for each organisation");
        try (WireTap tap = WireTap.between(wire, b.port("smtpserver"));
                JamesServer serverA = JamesServer.start(a.folder(), installation, line -> {});
                JamesServer serverB = JamesServer.start(b.folder(), installation, line -> {})) {
            serverA.awaitStarted(START);
            serverB.awaitStarted(START);
            new WebAdmin(a.port("webadmin")).addUser(BOB, PASSWORD);
            new WebAdmin(b.port("webadmin")).addUser(DAVE, PASSWORD);
            describe(a);
            describe(b);
            exchange(tap);
        }
    }

    private void exchange(WireTap tap) throws IOException, InterruptedException, CannotRunException {
        Letter letter = Letter.write(BOB, DAVE);
        send(letter);
        RawText received = receive(letter);
        RawText wire = inspectWire(letter, RawText.of(tap.heard()));
        inspectReceived(letter, received);
        tamper(wire);
    }

    private void introduce(Organisation organisation) {
        var certificate = organisation.gateway().certificate();
        story.say("   " + organisation.domain() + ": " + CertificateView.speaksFor(certificate) + ", issued by "
                + certificate.getIssuerX500Principal());
    }

    private void describe(Organisation organisation) throws IOException, CannotRunException {
        story.say("   gateway of " + organisation.domain() + ": SMTP on 127.0.0.1:" + organisation.port("smtpserver"));
    }

    private void send(Letter letter) throws IOException, CannotRunException {
        story.step("Bob sends a text with an attachment to Dave, in clear, to his own mail server");
        byte[] message = letter.message();
        story.quote(RawText.of(message).text(), 21);
        var login = Optional.of(new SmtpClient.Login(BOB, PASSWORD));
        new SmtpClient(a.port("smtpserver-submission"), login).send(BOB, DAVE, message);
    }

    private RawText receive(Letter letter) throws IOException, InterruptedException, CannotRunException {
        var mailbox = new ImapClient(b.port("imapserver"), DAVE, PASSWORD);
        List<byte[]> mails = await("the letter in Dave's mailbox", mailbox::inbox, inbox -> !inbox.isEmpty());
        return RawText.of(mails.get(0));
    }

    private RawText inspectWire(Letter letter, RawText heard) throws CannotRunException {
        story.step("On the wire between the two gateways");
        RawText wire = heard.smtpData()
                .orElseThrow(() -> new CannotRunException("nothing crossed the wire between the gateways"));
        story.quote(wire.text(), 18);
        story.check("it is an encrypted S/MIME message", isEncrypted(wire));
        story.check("Bob's text cannot be read", !heard.reveals(letter.secret()));
        story.check("nor the attachment, nor its name", !revealsAttachment(heard, letter));
        return wire;
    }

    private static boolean isEncrypted(RawText wire) {
        return wire.header("Content-Type")
                .filter(type -> type.startsWith("application/pkcs7-mime") && type.contains("nveloped-data"))
                .isPresent();
    }

    private static boolean revealsAttachment(RawText heard, Letter letter) {
        String firstLine = letter.encodedAttachment().lines().findFirst().orElseThrow();
        String bytes = RawText.of(letter.attachment()).text();
        return heard.reveals(letter.attachmentName()) || heard.reveals(firstLine) || heard.reveals(bytes);
    }

    private void inspectReceived(Letter letter, RawText received) {
        story.step("Dave reads, in his mailbox at B");
        story.quote(received.text(), 34);
        String verdict = received.header("Authentication-Results").orElse("(none)");
        story.check("the verdict of B's gateway: " + verdict, isPass(verdict));
        story.check("Bob's text is there", received.contains(letter.secret()));
        byte[] attachment = received.attachment(letter.attachmentName()).orElse(new byte[0]);
        story.check("the attachment is there, byte for byte", Arrays.equals(attachment, letter.attachment()));
    }

    private static boolean isPass(String verdict) {
        return verdict.startsWith("gw.b.example") && verdict.contains("smime=pass");
    }

    private void tamper(RawText wire) throws IOException, InterruptedException, CannotRunException {
        story.step("Somebody on the way changes one character of the encrypted message and sends it again");
        new SmtpClient(b.port("smtpserver"), Optional.empty())
                .send(BOB, DAVE, wire.tampered().bytes());
        WebAdmin admin = new WebAdmin(b.port("webadmin"));
        List<String> quarantined =
                await("the changed letter in quarantine", () -> admin.mails(QUARANTINE), mails -> !mails.isEmpty());
        var mail = admin.mail(QUARANTINE, quarantined.get(0));
        story.say("   B's quarantine holds a letter from " + mail.path("sender").asText() + ": " + verdict(mail));
        story.check("B's gateway puts it into quarantine", quarantined.size() == 1);
        int mails = new ImapClient(b.port("imapserver"), DAVE, PASSWORD).inbox().size();
        story.check("Dave's mailbox still holds the one good letter and nothing else", mails == 1);
    }

    private static String verdict(JsonNode mail) {
        JsonNode attributes = mail.path("attributes");
        return Stream.of("decryption", "signature", "reason")
                .filter(name -> attributes.has("org.smimegate." + name))
                .map(name ->
                        name + " " + attributes.path("org.smimegate." + name).asText())
                .collect(Collectors.joining(", "));
    }

    private static <T> T await(String what, Question<T> question, Predicate<T> good)
            throws IOException, InterruptedException, CannotRunException {
        Instant end = Instant.now().plus(DELIVERY);
        while (true) {
            T answer = question.ask();
            if (good.test(answer)) {
                return answer;
            }
            if (Instant.now().isAfter(end)) {
                throw new CannotRunException("waited " + DELIVERY.toSeconds() + " s in vain for " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private interface Question<T> {
        T ask() throws IOException, InterruptedException, CannotRunException;
    }
}
