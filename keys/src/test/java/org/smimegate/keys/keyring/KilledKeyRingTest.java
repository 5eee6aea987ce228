package org.smimegate.keys.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored stays stored, whatever becomes of the process: kill -9 while it writes. */
class KilledKeyRingTest {
    private static final int KILLS = 20;
    private static final int MOST_STORED = 12;
    /** The lock file of a killed process would make the next one wait for seconds. */
    private static final String NO_LOCK = ";FILE_LOCK=NO";

    @TempDir
    Path folder;

    @Test
    void shouldKeepEveryStoredEntry_whenKilledTwentyTimes() throws Exception {
        List<String> stored = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            stored.addAll(storedUntilKilled("kill" + kill, 1 + kill * 7 % MOST_STORED));

            assertThat(ownersInACopy()).as("after kill %s", kill + 1).containsAll(stored);
        }
        assertThat(stored).hasSizeGreaterThan(KILLS);
    }

    /** What the process said is stored, until it was killed after so many entries. */
    private List<String> storedUntilKilled(String name, int number) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        url("keyring"),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> stored = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                stored.add(line);
                if (stored.size() == number) {
                    // Unlike Process.destroyForcibly(), this leaves the pipe open: the last lines count too.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        assertThat(stored).hasSizeGreaterThanOrEqualTo(number);
        return stored;
    }

    /** Of a copy, for whoever closes the original in order repairs what the kill left. */
    private List<String> ownersInACopy() throws Exception {
        Path copy = folder.resolve("copy.mv.db");
        Files.deleteIfExists(copy);
        Files.copy(folder.resolve("keyring.mv.db"), copy);
        try (KeyRing ring = KeyRings.open(EndlessWriter.settings(url("copy")))) {
            return Entries.read(ring, EntryFilter.all()).stream()
                    .map(entry -> entry.owner().text())
                    .toList();
        }
    }

    private String url(String name) {
        return "jdbc:h2:file:" + folder.resolve(name) + NO_LOCK;
    }
}
