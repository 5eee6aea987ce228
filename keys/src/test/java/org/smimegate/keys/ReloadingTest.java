package org.smimegate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger loads = new AtomicInteger();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("file"), "one");
    }

    @Test
    void shouldNotLookAgain_whenSecondIsNotOver() throws Exception {
        Reloading<String> text = start(file);
        Files.writeString(file, "two!");

        pass(Duration.ofMillis(999));
        assertThat(text.get()).isEqualTo("one");
        pass(Duration.ofMillis(1));
        assertThat(text.get()).isEqualTo("two!");
    }

    @Test
    void shouldNotLoadAgain_whenNothingChanged() throws Exception {
        Reloading<String> text = start(file);

        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(2));
            text.get();
        }

        assertThat(loads).hasValue(1);
    }

    @Test
    void shouldKeepOldAndTryOnce_whenNewStateIsBroken() throws Exception {
        Reloading<String> text = start(file);
        Files.writeString(file, "broken");

        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(2));
            assertThat(text.get()).isEqualTo("one");
        }

        assertThat(loads).hasValue(2);
    }

    @Test
    void shouldRecover_whenBrokenStateIsMended() throws Exception {
        Reloading<String> text = start(file);
        Files.writeString(file, "broken");
        pass(Duration.ofSeconds(2));
        text.get();
        Files.writeString(file, "mended");
        pass(Duration.ofSeconds(2));

        assertThat(text.get()).isEqualTo("mended");
    }

    @Test
    void shouldKeepOld_whenLoaderHasBug() throws Exception {
        Reloading<String> text = start(file);
        Files.writeString(file, "bug");
        pass(Duration.ofSeconds(2));

        assertThat(text.get()).isEqualTo("one");
    }

    @Test
    void shouldKeepOld_whenFileVanishes() throws Exception {
        Reloading<String> text = start(file);
        Files.delete(file);
        pass(Duration.ofSeconds(2));

        assertThat(text.get()).isEqualTo("one");
    }

    /** A secret that was open to others is mended by chmod, which leaves content and time as they are. */
    @Test
    void shouldNotice_whenOnlyModeChanges() throws Exception {
        Reloading<String> text = start(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        pass(Duration.ofSeconds(2));
        text.get();

        assertThat(loads).hasValue(2);
    }

    @Test
    void shouldNotice_whenFilesOfFolderComeAndGo() throws Exception {
        Reloading<String> text = start(folder);
        Path added = Files.writeString(folder.resolve("added"), "x");
        pass(Duration.ofSeconds(2));
        text.get();
        assertThat(loads).hasValue(2);

        Files.delete(added);
        pass(Duration.ofSeconds(2));
        text.get();
        assertThat(loads).hasValue(3);
    }

    @Test
    void shouldNotCount_whenHiddenFilesChange() throws Exception {
        Reloading<String> text = start(folder);
        Files.writeString(folder.resolve(".swap"), "x");
        pass(Duration.ofSeconds(2));
        text.get();

        assertThat(loads).hasValue(1);
    }

    @Test
    void shouldNotice_whenFileIsReplacedKeepingSizeAndTime() throws Exception {
        Reloading<String> text = start(file);
        Path other = Files.writeString(folder.resolve("other"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        pass(Duration.ofSeconds(2));

        assertThat(text.get()).isEqualTo("two");
    }

    @Test
    void shouldThrow_whenFirstStateIsBroken() throws Exception {
        Files.writeString(file, "broken");

        assertThatThrownBy(() -> start(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("broken file");
    }

    @Test
    void shouldGiveOldValueAtOnce_whenAnotherThreadIsLoading() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        Reloading<String> text = Reloading.start(
                "test",
                List.of(file),
                () -> {
                    String content = load();
                    if (content.equals("slow")) {
                        loading.countDown();
                        await(proceed);
                    }
                    return content;
                },
                clock::get);
        Files.writeString(file, "slow");
        pass(Duration.ofSeconds(2));
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<String> first = executor.submit(text::get);
            await(loading);
            assertThat(text.get()).isEqualTo("one");
            proceed.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("slow");
            assertThat(text.get()).isEqualTo("slow");
        } finally {
            executor.shutdownNow();
        }
    }

    private Reloading<String> start(Path watched) throws KeyFileException {
        return Reloading.start("test", List.of(watched), this::load, clock::get);
    }

    private String load() throws KeyFileException {
        loads.incrementAndGet();
        String content;
        try {
            content = Files.readString(file);
        } catch (IOException e) {
            throw new KeyFileException("gone", e);
        }
        if (content.equals("broken")) {
            throw new KeyFileException("broken file");
        }
        if (content.equals("bug")) {
            throw new IllegalStateException("bug");
        }
        return content;
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
