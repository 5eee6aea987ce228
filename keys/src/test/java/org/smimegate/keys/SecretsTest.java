package org.smimegate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void shouldRead_whenFileIsPrivate(String mode) throws Exception {
        assertThat(new String(Secrets.ofFile(file("geheim\n", mode)).reveal())).isEqualTo("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
    void shouldRefuse_whenFileIsOpenToOthers(String mode) throws Exception {
        Path file = file("geheim", mode);

        assertThatThrownBy(() -> Secrets.ofFile(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(mode)
                .hasMessageContaining("0600")
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({"'a b ', 'a b '", "'ä€😀\n', ä€😀", "'x\r\n', x", "'x\n\n', x"})
    void shouldTrimNewlinesOnly_whenSecretIsRead(String content, String expected) throws Exception {
        assertThat(new String(Secrets.ofFile(file(content, "rw-------")).reveal()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\n"})
    void shouldRefuse_whenFileIsEmpty(String content) throws Exception {
        Path file = file(content, "rw-------");

        assertThatThrownBy(() -> Secrets.ofFile(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void shouldRefuse_whenFileIsNoText() throws Exception {
        Path file = folder.resolve("secret");
        Files.write(file, new byte[] {(byte) 0xff, 1});
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> Secrets.ofFile(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void shouldRefuse_whenFileIsMissingOrFolder() {
        assertThatThrownBy(() -> Secrets.ofFile(folder.resolve("no"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> Secrets.ofFile(folder)).hasMessageContaining("not a file");
    }

    @Test
    void shouldReadEnvironment_whenNameIsSet() throws Exception {
        Map<String, String> environment = Map.of("GATE", "geheim", "EMPTY", "");

        assertThat(new String(Secrets.ofEnvironment("GATE", environment).reveal()))
                .isEqualTo("geheim");
        assertThatThrownBy(() -> Secrets.ofEnvironment("NO", environment)).hasMessageContaining("env:NO: not set");
        assertThatThrownBy(() -> Secrets.ofEnvironment("EMPTY", environment)).hasMessageContaining("env:EMPTY: empty");
    }

    @Test
    void shouldReadCommandLine_whenReferenceIsGiven() throws Exception {
        Path file = file("geheim\n", "rw-------");

        assertThat(new String(Secrets.ofCommandLine("file:" + file).reveal())).isEqualTo("geheim");
        assertThat(new String(Secrets.ofCommandLine("env:PATH").reveal())).isEqualTo(System.getenv("PATH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim", "file:", "", "pass:geheim"})
    void shouldRefuseWithoutRepeating_whenSecretIsInline(String text) {
        assertThatThrownBy(() -> Secrets.ofCommandLine(text))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("file:PATH or env:NAME")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void shouldNotPrint_whenSecretIsShown() {
        assertThat(new Secret("geheim".toCharArray())).hasToString("Secret[hidden]");
    }

    private Path file(String content, String mode) throws Exception {
        Path file = folder.resolve("secret");
        Files.writeString(file, content, StandardCharsets.UTF_8);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
