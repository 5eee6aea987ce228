package org.smimegate.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = directory.resolve("var").resolve("spool");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * 1024, 8 * 1024 + 1, 256 * 1024, 256 * 1024 + 1, 300_000, 1_500_000})
    void shouldGiveBackWhatWasWritten(int size) throws Exception {
        byte[] content = random(size);
        for (int step : new int[] {1, 7, 1000, 40_000, 65_536, 2_000_000}) {
            try (Spool spool = SpoolFolder.open(folder).newSpool()) {
                for (int at = 0; at < size; at += step) {
                    spool.write(content, at, Math.min(step, size - at));
                }
                assertThat(spool.size()).isEqualTo(size);
                assertThat(spool.source().size()).isEqualTo(size);
                assertThat(all(spool.source())).isEqualTo(content);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000, 256 * 1024 + 1, Long.MAX_VALUE})
    void shouldGiveBackWhatWasWritten_whatEverWasExpected(long expected) throws Exception {
        for (int size : new int[] {0, 1024, 1025, 32 * 1024, 32 * 1024 + 1, 300_000}) {
            byte[] content = random(size);
            for (int step : new int[] {1, 1000, 40_000}) {
                try (Spool spool = SpoolFolder.open(folder).newSpool(expected)) {
                    for (int at = 0; at < size; at += step) {
                        spool.write(content, at, Math.min(step, size - at));
                    }
                    assertThat(all(spool.source())).isEqualTo(content);
                }
            }
        }
    }

    @Test
    void shouldTakeSingleBytes() throws Exception {
        byte[] content = random(300_000);
        try (Spool spool = SpoolFolder.open(folder).newSpool()) {
            for (byte b : content) {
                spool.write(b);
            }
            assertThat(all(spool.source())).isEqualTo(content);
        }
    }

    @Test
    void shouldReadManyPlacesAtOnce() throws Exception {
        byte[] content = random(600_000);
        try (Spool spool = SpoolFolder.open(folder).newSpool()) {
            spool.write(content);
            MessageSource source = spool.source().slice(1000, 500_000);
            try (InputStream one = source.open();
                    InputStream two = source.open(100_000, 100_010)) {
                assertThat(one.read()).isEqualTo(content[1000] & 0xff);
                assertThat(two.readAllBytes()).containsExactly(java.util.Arrays.copyOfRange(content, 101_000, 101_010));
                assertThat(one.skip(10)).isEqualTo(10);
                assertThat(one.read()).isEqualTo(content[1011] & 0xff);
                assertThat(one.readAllBytes()).hasSize(499_000 - 12);
                assertThat(one.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void shouldLeaveNoNameBehind_whileContentIsInAFile() throws Exception {
        SpoolFolder opened = SpoolFolder.open(folder);
        List<Spool> spools = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Spool spool = opened.newSpool();
            spool.write(random(300_000));
            spools.add(spool);
        }

        assertThat(folder).isEmptyDirectory();
        for (Spool spool : spools) {
            spool.close();
        }
    }

    @Test
    void shouldRefuseToGoOn_whenReadOrClosed() throws Exception {
        Spool spool = SpoolFolder.open(folder).newSpool();
        spool.write(1);
        spool.source();
        assertThatIOException().isThrownBy(() -> spool.write(2));
        spool.close();
        spool.close();
        assertThatIOException().isThrownBy(() -> spool.write(new byte[10]));
    }

    @Test
    void shouldGiveNothing_whenTheFileSpoolIsClosed() throws Exception {
        Spool spool = SpoolFolder.open(folder).newSpool();
        spool.write(random(300_000));
        MessageSource source = spool.source();
        spool.close();

        assertThatIOException().isThrownBy(() -> all(source));
    }

    @Test
    void shouldMakeThePrivateFolder_whenItIsMissing() throws Exception {
        SpoolFolder.open(folder);

        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void shouldMakeItPrivate_whenItIsEmptyAndOpenToOthers() throws Exception {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        SpoolFolder.open(folder);

        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void shouldRefuse_whenItIsOpenToOthersAndInOtherUse() throws Exception {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path other = Files.writeString(folder.resolve("mine.txt"), "x");

        assertThatIOException()
                .isThrownBy(() -> SpoolFolder.open(folder))
                .withMessageContainingAll(folder.toString(), "rwxrwxrwx", "mine.txt", "expected");
        assertThat(other).exists();
        assertThat(mode(folder)).isEqualTo("rwxrwxrwx");
    }

    @Test
    void shouldRefuse_whenItIsALinkOrAFile() throws Exception {
        Path real = Files.createDirectories(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        Path file = Files.createFile(directory.resolve("file"));

        assertThatIOException().isThrownBy(() -> SpoolFolder.open(link)).withMessageContaining("a link or a file");
        assertThatIOException().isThrownBy(() -> SpoolFolder.open(file)).withMessageContaining("a link or a file");
    }

    @Test
    void shouldWipeOnlyItsOwnLeftovers_whenOpened() throws Exception {
        SpoolFolder.open(folder);
        Path leftover = Files.writeString(folder.resolve("smimegate-spool-1"), "plaintext");
        Path other = Files.writeString(folder.resolve("other"), "x");
        Path target = Files.writeString(directory.resolve("target"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("smimegate-spool-2"), target);

        SpoolFolder.open(folder);

        assertThat(leftover).doesNotExist();
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(other).exists();
        assertThat(target).exists();
    }

    @Test
    void shouldNotDisturbALiveSpool_whenOpenedAgain() throws Exception {
        byte[] content = random(400_000);
        try (Spool spool = SpoolFolder.open(folder).newSpool()) {
            spool.write(content, 0, 300_000);
            SpoolFolder.open(folder);
            spool.write(content, 300_000, 100_000);
            assertThat(all(spool.source())).isEqualTo(content);
        }
    }

    @Test
    void shouldReadFiles() throws Exception {
        byte[] content = random(200_000);
        Path file = Files.write(directory.resolve("mail.eml"), content);
        MessageSource source = MessageSource.of(file);

        assertThat(all(source)).isEqualTo(content);
        assertThat(all(source.slice(5, 10))).isEqualTo(java.util.Arrays.copyOfRange(content, 5, 10));
        Files.write(file, new byte[100]);
        assertThatIOException().isThrownBy(() -> all(source)).withMessageContaining("expected: 200000");
        assertThatIOException().isThrownBy(() -> MessageSource.of(directory.resolve("none")));
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static byte[] all(MessageSource source) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.copyTo(out);
        return out.toByteArray();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
