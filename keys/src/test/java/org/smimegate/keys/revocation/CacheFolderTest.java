package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.smimegate.core.testing.TestPki.NOW;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.CertificateBuilder;
import org.smimegate.core.testing.OpenSslCa;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.testing.TurnedClock;
import org.smimegate.core.trust.RevocationList;
import org.smimegate.keys.KeyFileException;

/** A fetcher that starts again: it knows what it knew, without the network. */
class CacheFolderTest {
    private static final String HOST = "crl.example.org";
    private static final TestIdentity ROOT = TestPki.rootCa("Cached Root CA");

    @TempDir
    static Path ca;

    /** From an hour ago for a day. */
    private static byte[] list;

    @TempDir
    Path folder;

    private final TurnedClock clock = new TurnedClock(NOW);
    private Path cache;
    private WebServer server;

    @BeforeAll
    static void publish() throws Exception {
        list = OpenSslCa.of(ROOT, ca).list();
    }

    @BeforeEach
    void start() throws Exception {
        cache = folder.resolve("var/crls");
        server = WebServer.start(WebServer.body(list));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void shouldKnowLists_whenStartedAgainWithoutNetwork() throws Exception {
        fetch("/a.crl", "/b.crl");
        server.close();

        assertThat(lists(open(HOST)))
                .hasSize(2)
                .extracting(RevocationList::origin)
                .contains(url("/a.crl"));
    }

    @Test
    void shouldBePrivate() throws Exception {
        fetch("/a.crl");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file.getFileName().toString()).matches("[0-9a-f]{64}\\.crl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx-w----", "rwx-----x"})
    void shouldRefuse_whenFolderIsOpenToOthers(String mode) throws Exception {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(mode));

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> open(HOST))
                .withMessage(cache + ": open to others (expected: mode 0700)");
    }

    @Test
    void shouldRefuse_whenFolderIsAFile() throws Exception {
        Files.createDirectories(cache.getParent());
        Files.createFile(cache);

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> open(HOST))
                .withMessageStartingWith(cache + ": cannot be used: ")
                .withMessageEndingWith(" (expected: a folder to write in)");
    }

    @Test
    void shouldReplaceFile_whenListHasASuccessor() throws Exception {
        RevocationFetcher fetcher = fetch("/a.crl");
        server.answer(WebServer.body(OpenSslCa.of(ROOT, folder.resolve("ca"))
                .dated(TestPki.days(1), TestPki.days(2))
                .list()));
        clock.turn(Duration.ofDays(1));
        fetcher.refresh();
        server.close();

        assertThat(lists(open(HOST))).extracting(RevocationList::thisUpdate).containsExactly(TestPki.days(1));
        assertThat(files()).hasSize(1);
    }

    /** The list that is over still names the revoked; after a week nobody has asked for a newer one. */
    @Test
    void shouldDropFile_whenListIsLongOver() throws Exception {
        fetch("/a.crl");

        clock.turn(Duration.ofDays(7));
        assertThat(lists(open(HOST))).hasSize(1);
        clock.turn(Duration.ofDays(1).plusSeconds(1));
        assertThat(lists(open(HOST))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldDropFile_whenFetcherForgetsTheList() throws Exception {
        RevocationFetcher fetcher = fetch("/a.crl");
        server.answer(WebServer.status(404));
        clock.turn(Duration.ofDays(8));
        fetcher.refresh();

        assertThat(files()).isEmpty();
    }

    @Test
    void shouldDropFile_whenHostIsNoLongerAllowed() throws Exception {
        fetch("/a.crl");

        assertThat(lists(open("other.example.org"))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldDropFile_whenItIsCutOffAnywhere() throws Exception {
        fetch("/a.crl");
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length += 1 + length / 8) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(lists(open(HOST))).as("%d bytes", length).isEmpty();
            assertThat(files()).isEmpty();
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThat(lists(open(HOST))).isEmpty();
        Files.write(file, whole);
        assertThat(lists(open(HOST))).hasSize(1);
    }

    @Test
    void shouldDropFile_whenItHasAnothersName() throws Exception {
        fetch("/a.crl");
        Path file = files().get(0);
        Files.move(file, file.resolveSibling("0".repeat(64) + ".crl"));

        assertThat(lists(open(HOST))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "a\n\nb",
                "!!!\nhttp://crl.example.org/\n\nb",
                "\u0000\u0001",
                "AAAA\nhttp://a b/\n\n"
            })
    void shouldDropFile_whenItIsAnythingElse(String content) throws Exception {
        open(HOST);
        Files.writeString(cache.resolve("0".repeat(64) + ".crl"), content, StandardCharsets.ISO_8859_1);

        assertThat(lists(open(HOST))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldDropWhatWasNotFinished_andLeaveOthersAlone() throws Exception {
        open(HOST);
        Files.writeString(cache.resolve("a.crl.new"), "half a li");
        Path notes = Files.writeString(cache.resolve("README"), "ours");
        RevocationFetcher fetcher = open(HOST);
        fetcher.refresh();

        assertThat(files()).containsExactly(notes);
    }

    /** As happens to whoever looks into the folder of a running server. */
    @Test
    void shouldReadNothing_whenFileVanishesMeanwhile() throws Exception {
        assertThat(CachedList.read(folder.resolve("0".repeat(64) + ".crl"))).isEmpty();
    }

    @Test
    void shouldGoOnFetching_whenFolderVanishes() throws Exception {
        RevocationFetcher fetcher = open(HOST);
        Files.delete(cache);
        fetcher.missing(pointing("/a.crl"), ROOT.certificate());
        fetcher.refresh();

        assertThat(lists(fetcher)).hasSize(1);
    }

    /** After a restart, too, only who signed the list can replace it. */
    @Test
    void shouldKeepTheSignedList_whenStartedAgainAndAForgedOneIsServed() throws Exception {
        fetch("/a.crl");
        TestIdentity namesake =
                CertificateBuilder.selfSigned("Cached Root CA").ca().freshKey().build();
        server.answer(WebServer.body(OpenSslCa.of(namesake, folder.resolve("ca"))
                .dated(TestPki.days(1), TestPki.days(2))
                .list()));
        RevocationFetcher again = open(HOST);
        clock.turn(Duration.ofDays(1));
        again.refresh();

        assertThat(server.requests()).hasSize(2);
        assertThat(lists(again))
                .singleElement()
                .matches(held -> held.isSignedBy(ROOT.certificate().getPublicKey()));
    }

    /** As the command line does beside a server. */
    @Test
    void shouldShowItsLists_toAProcessThatOnlyLooks() throws Exception {
        fetch("/a.crl");
        Files.writeString(cache.resolve("0".repeat(64) + ".crl"), "broken");
        Files.writeString(cache.resolve("a.crl.new"), "half a li");

        assertThat(look(HOST).listsOf(ROOT.certificate().getSubjectX500Principal()))
                .extracting(RevocationList::origin)
                .containsExactly(url("/a.crl"));
        assertThat(look("other.example.org").listsOf(ROOT.certificate().getSubjectX500Principal()))
                .isEmpty();
        assertThat(files()).hasSize(3);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldShowNothing_whenThereIsNoFolder() throws Exception {
        assertThat(look(HOST).listsOf(ROOT.certificate().getSubjectX500Principal()))
                .isEmpty();
        assertThat(cache).doesNotExist();
    }

    private FetchedLists look(String host) throws Exception {
        return FetchedLists.of(
                new FetchSettings(List.of(host), false, Optional.of(cache)), TestNetwork.loopback(), clock);
    }

    private RevocationFetcher fetch(String... paths) throws Exception {
        RevocationFetcher fetcher = open(HOST);
        for (String path : paths) {
            fetcher.missing(pointing(path), ROOT.certificate());
        }
        return fetcher;
    }

    private RevocationFetcher open(String host) throws Exception {
        return new RevocationFetcher(
                new FetchSettings(List.of(host), false, Optional.of(cache)),
                TestNetwork.loopback(),
                clock,
                new SameThread());
    }

    private static Collection<RevocationList> lists(RevocationFetcher fetcher) {
        return fetcher.listsOf(ROOT.certificate().getSubjectX500Principal());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    private X509Certificate pointing(String path) {
        return Pointing.toList(ROOT.issue("CN=bob"), url(path)).build().certificate();
    }

    private String url(String path) {
        return "http://" + HOST + ":" + server.port() + path;
    }
}
