package org.smimegate.keys.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.smimegate.keys.keyring.Entries.add;
import static org.smimegate.keys.keyring.Entries.find;
import static org.smimegate.keys.keyring.Entries.harvested;
import static org.smimegate.keys.keyring.Entries.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.Secret;

/** What is special about a key ring in a file. */
class H2FileTest {
    private static final int KILLS = 20;
    private static final int RINGS = 4;

    @TempDir
    Path folder;

    @Test
    void shouldLeaveNothingBehind_whenOnlyRead() throws Exception {
        try (KeyRing ring = open()) {
            assertThat(find(ring, "bob@example.org")).isEmpty();
            assertThat(read(ring, EntryFilter.all())).isEmpty();
            assertThat(ring.size()).isZero();
            assertThat(ring.pinned(Entries.certificate("bob@example.org"))).isEmpty();
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldSeeRing_whenAnotherMakesIt() throws Exception {
        try (KeyRing ring = open();
                KeyRing other = open()) {
            assertThat(find(ring, "bob@example.org")).isEmpty();

            add(other, harvested("bob@example.org"));

            assertThat(find(ring, "bob@example.org")).hasSize(1);
        }
    }

    @Test
    void shouldBePrivate_whenMade() throws Exception {
        try (KeyRing ring = open()) {
            add(ring, harvested("bob@example.org"));

            assertThat(mode(folder.resolve("var"))).isEqualTo("rwx------");
            assertThat(files()).hasSize(2).allMatch(file -> mode(file).equals("rw-------"));
        }
        assertThat(files()).allMatch(file -> mode(file).equals("rw-------"));
    }

    @Test
    void shouldBePrivate_whenFolderIsOpenToOthers() throws Exception {
        Files.createDirectory(
                folder.resolve("var"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (KeyRing ring = open()) {
            add(ring, harvested("bob@example.org"));

            assertThat(files()).hasSize(2).allMatch(file -> mode(file).equals("rw-------"));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("var"))) {
            return files.toList();
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the command line beside a running server. */
    @Test
    void shouldShareFile_whenAnotherProcessHasIt() throws Exception {
        try (KeyRing ring = open()) {
            add(ring, harvested("bob@example.org"));

            try (Child child = startChild()) {
                assertThat(ring.entry(Long.parseLong(child.nextLine()))).isPresent();
                assertThat(ring.size()).isGreaterThan(1);
                assertThat(listening(child.pid())).isEmpty();
            }

            assertThat(listening(ProcessHandle.current().pid()))
                    .isNotEmpty()
                    .allMatch(address -> address.contains("127.0.0.1"));
            add(ring, harvested("eve@example.org"));
        }
    }

    @Test
    void shouldGoOn_whenProcessThatServedTheFileIsKilled() throws Exception {
        try (Child child = startChild()) {
            child.nextLine();
            assertThat(listening(child.pid())).hasSize(1).allMatch(address -> address.contains("127.0.0.1"));
            try (KeyRing ring = open()) {
                assertThat(ring.size()).isPositive();
                child.kill();

                await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> ring.size() > 0);
                add(ring, harvested("bob@example.org"));
                assertThat(find(ring, "bob@example.org")).hasSize(1);
            }
        }
    }

    /** A process killed in the middle of its writes, again and again: what it said is stored must be there. */
    @Test
    void shouldLoseNothing_whenKilledWhileWriting() throws Exception {
        Path certificate = certificate();

        // Side by side, for H2 waits some seconds for a process that left its lock behind.
        KeyRingContract.atOnce(RINGS, number -> {
            String url = "jdbc:h2:file:" + folder.resolve("killed" + number);
            List<Long> stored = new ArrayList<>();
            for (int i = 0; i < KILLS / RINGS; i++) {
                stored.addAll(storedUntilKilled(Child.start(url, certificate), i * RINGS + number));
            }
            assertThat(stored).doesNotHaveDuplicates();
            try (KeyRing ring = KeyRings.open(settings(url, Optional.empty()))) {
                assertThat(read(ring, EntryFilter.all()))
                        .extracting(KeyEntry::id)
                        .containsAll(stored);
            }
            return 0;
        });
    }

    private static List<Long> storedUntilKilled(Child child, int atLeast) throws Exception {
        try (child) {
            List<Long> stored = new ArrayList<>();
            for (int i = 0; i <= atLeast; i++) {
                stored.add(Long.valueOf(child.nextLine()));
            }
            child.kill();
            stored.addAll(child.otherLines());
            return stored;
        }
    }

    /** Threads of a mail server are interrupted, in the middle of reading a file too. */
    @Test
    void shouldGoOn_whenThreadIsInterrupted() throws Exception {
        try (KeyRing ring = open()) {
            add(ring, harvested("bob@example.org"));
            for (int i = 0; i < 20; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        while (true) {
                            add(ring, harvested("eve@example.org"));
                        }
                    } catch (DirectoryUnavailableException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.start();
                Thread.sleep(20 + i);
                thread.interrupt();
                thread.join();
            }

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> find(ring, "bob@example.org").size() == 1);
            add(ring, harvested("rob@example.org"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:relative/ring,          relative",
        "jdbc:h2:tcp://db.example.org/ring,   jdbc:h2:file:PATH",
        "jdbc:mysql://root:geheim@db/x,       'jdbc:mysql://db/x (expected: jdbc:h2:file:PATH'",
        "'jdbc:oracle:x?password=geheim',     jdbc:postgresql:",
    })
    void shouldRefuse_whenUrlIsOfNoKindWeKnow(String url, String words) {
        assertThatThrownBy(() -> KeyRings.open(new KeyRingSettings(url, "", Optional.empty(), 1_000_000, true)))
                .isInstanceOf(KeyRingException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void shouldRefuse_whenPasswordIsWrong() throws Exception {
        try (KeyRing ring = open("right-password")) {
            add(ring, harvested("bob@example.org"));
        }

        assertThatThrownBy(() -> open("wrong-password"))
                .isInstanceOf(KeyRingException.class)
                .hasMessageContaining(url())
                .hasMessageContaining("Wrong user name or password")
                .hasMessageNotContaining("wrong-password");
        assertThatThrownBy(() -> KeyRings.open(settings(url() + ";PASSWORD=inline-password", Optional.empty())))
                .isInstanceOf(KeyRingException.class)
                .hasMessageContaining(url())
                .hasMessageNotContaining("inline-password");
    }

    @Test
    void shouldRefuse_whenFileIsNoDatabase() throws Exception {
        Files.createDirectory(folder.resolve("var"));
        Files.writeString(folder.resolve("var/keyring.mv.db"), "no database at all".repeat(1_000));

        assertThatThrownBy(this::open).isInstanceOf(KeyRingException.class).hasMessageContaining(url());
    }

    @Test
    void shouldRefuse_whenSettingIsUnknown() throws Exception {
        try (KeyRing ring = open()) {
            add(ring, harvested("bob@example.org"));
        }

        assertThatThrownBy(() -> KeyRings.open(settings(url() + ";NONSENSE=geheim", Optional.empty())))
                .isInstanceOf(KeyRingException.class)
                .hasMessageContaining("NONSENSE")
                .hasMessageNotContaining("geheim");
    }

    private Child startChild() throws IOException {
        return Child.start(url(), certificate());
    }

    private Path certificate() throws IOException {
        Path file = folder.resolve("child.pem");
        TestFiles.writePem(file, Entries.certificate("child@example.org"));
        return file;
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("var/keyring");
    }

    private KeyRing open() throws KeyRingException {
        return KeyRings.open(settings(url(), Optional.empty()));
    }

    private KeyRing open(String password) throws KeyRingException {
        return KeyRings.open(settings(url(), Optional.of(new Secret(password.toCharArray()))));
    }

    private static KeyRingSettings settings(String url, Optional<Secret> secret) {
        return new KeyRingSettings(url, "", secret, KeyRingContract.PLENTY, true);
    }

    /** Local addresses of the listening sockets of a process, from the kernel's tables. */
    private static List<String> listening(long pid) throws IOException {
        return ListeningSockets.of(pid);
    }
}
