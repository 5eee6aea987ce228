package org.smimegate.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.it.keys.Client.SECRET;
import static org.smimegate.it.keys.Client.plain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.core.testing.Slapd;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.it.Leaks;
import org.smimegate.it.harness.Organisation;
import org.smimegate.it.harness.RawMail;
import org.smimegate.it.harness.SmtpSink;
import org.smimegate.it.harness.SmtpSink.Received;
import org.smimegate.it.harness.Waits;

/**
 * Key ring, folder and OpenLDAP behind one server, which sends in clear to whom no key is known: the action under which an
 * outage would leak most.
 */
class DirectoriesIT {
    private static final String BOB = "bob@a.example";
    private static final TestPki PARTNER = TestPki.of("b.example");
    private static final String TWO_PLACES = "two@b.example";
    private static final String THREE_PLACES = "three@b.example";
    private static final TestIdentity IN_FOLDER = PARTNER.good("folder@b.example");
    private static final Keys TWO = Keys.of(TWO_PLACES);
    private static final Keys THREE = Keys.of(THREE_PLACES);
    private static final int BEFORE = 3;
    private static final int MEANWHILE = 12;

    @TempDir
    static Path folder;

    private static Slapd slapd;
    private static SmtpSink sink;
    private static Organisation a;

    /** Somebody's different keys, one for each place. */
    private record Keys(TestIdentity inRing, TestIdentity inFolder, TestIdentity inLdap) {
        static Keys of(String address) {
            return new Keys(fresh(address), fresh(address), fresh(address));
        }

        private static TestIdentity fresh(String address) {
            return PARTNER.leaf(address).freshKey().build();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        sink = SmtpSink.start();
        slapd = Slapd.start(folder.resolve("slapd"), Slapd.certificate(PARTNER));
        a = new Organisation(folder, "a.example")
                .user("bob")
                .trust("b.example", PARTNER)
                .nextHop(sink.port());
        a.setup()
                .directory("<ldap url=\"%s\" base=\"%s\" filter=\"(mail={address})\"/>"
                        .formatted(slapd.url(), Slapd.PEOPLE))
                // Nobody is asked beforehand whether there is a key: that is left to SMimeEncrypt.
                .replace(
                        "mailetcontainer.xml",
                        "match=\"org.smimegate.matchers.RecipientKeyAvailable\"",
                        "match=\"All\"")
                .edit(
                        "mailetcontainer.xml",
                        container -> container.replace(
                                "<onMissingKey>bounce</onMissingKey>", "<onMissingKey>clear</onMissingKey>"));
        a.partnerCertificate("folder", IN_FOLDER)
                .partnerCertificate("two", TWO.inFolder())
                .partnerCertificate("three", THREE.inFolder())
                .start();
    }

    @AfterAll
    static void stop() {
        a.close();
        slapd.close();
        sink.close();
    }

    @BeforeEach
    void clear() {
        sink.clear();
    }

    @Test
    void shouldWaitAndThenEncryptEveryMail_whenSlapdStopsInTheMiddleOfARun() throws IOException {
        List<TestIdentity> people = peopleInLdap(BEFORE + MEANWHILE);
        for (int i = 0; i < BEFORE; i++) {
            write(person(i));
        }
        sink.await(BEFORE);

        slapd.stop();
        for (int i = BEFORE; i < people.size(); i++) {
            write(person(i));
        }
        write("nobody@b.example");
        awaitDelayed(MEANWHILE + 1);
        a.james().admin().deliverNow();
        Awaitility.await("all wait again").atMost(Waits.MAIL).until(() -> logged("tried again in PT2M") > MEANWHILE);
        assertThat(sink.received()).hasSize(BEFORE);

        slapd.start();
        awaitAllDelivered(people.size() + 1);
        for (int i = 0; i < people.size(); i++) {
            assertEncrypted(sink.await("to " + person(i)), people.get(i));
        }
        assertThat(Leaks.readable(sink.await("to nobody@b.example"), SECRET)).isTrue();
    }

    @Test
    void shouldFindEachRecipientsKey_wherever() throws IOException {
        TestIdentity inRing = PARTNER.good("ring@b.example");
        TestIdentity inLdap = PARTNER.good("ldap@b.example");
        learn("ring@b.example", inRing);
        slapd.add(inLdap("ldap", "ldap@b.example", inLdap));
        List<String> recipients = List.of("ring@b.example", "folder@b.example", "ldap@b.example");

        a.send(BOB, recipients, plain(BOB, String.join(", ", recipients), "to three"));

        assertEncrypted(awaitMailTo("ring@b.example"), inRing);
        assertEncrypted(awaitMailTo("folder@b.example"), IN_FOLDER);
        assertEncrypted(awaitMailTo("ldap@b.example"), inLdap);
    }

    @Test
    void shouldTakeTheKeyOfTheFirstPlace_whenSeveralHaveOne() throws IOException {
        learn(THREE_PLACES, THREE.inRing());
        slapd.add(inLdap("two", TWO_PLACES, TWO.inLdap()) + inLdap("three", THREE_PLACES, THREE.inLdap()));

        write(THREE_PLACES);
        write(TWO_PLACES);

        RawMail three = awaitMailTo(THREE_PLACES);
        assertEncrypted(three, THREE.inRing());
        assertCannotOpen(three, THREE.inFolder(), THREE.inLdap());
        RawMail two = awaitMailTo(TWO_PLACES);
        assertEncrypted(two, TWO.inFolder());
        assertCannotOpen(two, TWO.inLdap());
    }

    private static void learn(String address, TestIdentity identity) throws IOException {
        String subject = "signed by " + address;
        a.receive(address, BOB, Client.in(folder).signed(address, BOB, subject, identity));
        a.inbox(BOB).await(subject);
    }

    private static List<TestIdentity> peopleInLdap(int number) throws IOException {
        List<TestIdentity> people = new ArrayList<>();
        StringBuilder ldif = new StringBuilder();
        for (int i = 0; i < number; i++) {
            TestIdentity person = PARTNER.good(person(i));
            people.add(person);
            ldif.append(inLdap("person" + i, person(i), person));
        }
        slapd.add(ldif.toString());
        return people;
    }

    private static String inLdap(String uid, String address, TestIdentity identity) {
        byte[] der = TestFiles.der(identity.certificate());
        return Slapd.person(Slapd.PEOPLE, uid, address, Slapd.attribute("userCertificate;binary", der));
    }

    private static String person(int i) {
        return "person" + i + "@b.example";
    }

    private static void write(String to) {
        a.send(BOB, to, plain(BOB, to, "to " + to));
    }

    private static void awaitDelayed(int mails) {
        Awaitility.await(mails + " mails wait")
                .atMost(Waits.MAIL)
                .until(() -> a.james().admin().delayed() == mails);
    }

    private static long logged(String text) {
        return a.james().log().lines().filter(line -> line.contains(text)).count();
    }

    /** A server that did not answer is not asked again for a second, and the mail waits anew. */
    private static void awaitAllDelivered(int mails) {
        Awaitility.await(mails + " mails at the next hop").atMost(Waits.MAIL).until(() -> {
            a.james().admin().deliverNow();
            return sink.received().size() == mails;
        });
    }

    /** Recipients whose programs read different ciphers get objects of their own. */
    private static RawMail awaitMailTo(String recipient) {
        return Awaitility.await("a mail to " + recipient)
                .atMost(Waits.MAIL)
                .until(
                        () -> sink.received().stream()
                                .filter(mail -> mail.to().contains(recipient))
                                .findFirst(),
                        Optional::isPresent)
                .map(Received::mail)
                .orElseThrow();
    }

    private static void assertCannotOpen(RawMail mail, TestIdentity... keys) throws IOException {
        for (TestIdentity key : keys) {
            assertThat(Client.in(folder).opens(mail, key)).isFalse();
        }
    }

    private static void assertEncrypted(RawMail mail, TestIdentity key) throws IOException {
        assertThat(Leaks.readable(mail, SECRET)).isFalse();
        assertThat(Client.in(folder).opened(mail, key)).contains(SECRET);
    }
}
