package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.testing.SmallJvm;

/** A message larger than the heap: no layer may hold it. */
class LargeMessageTest {
    private static final long SIZE = 100 * 1024 * 1024;
    /** Base64 with line ends: 78 bytes for 57. */
    private static final double BASE64 = 78.0 / 57.0;

    @ParameterizedTest
    @CsvSource({"DETACHED, AES_256_GCM, 1", "OPAQUE, AES_256_CBC, 2"})
    void shouldSignAndEncryptInConstantMemory_whenMessageIsLargerThanTheHeap(String mode, String cipher, int base64s)
            throws Exception {
        String printed = SmallJvm.run("96m", LargeMessageProtection.class, String.valueOf(SIZE), mode, cipher);

        double expected = SIZE * Math.pow(BASE64, base64s);
        assertThat(Double.parseDouble(printed)).isBetween(expected, expected * 1.001);
    }

    @ParameterizedTest
    @CsvSource({"DETACHED, AES_256_GCM", "OPAQUE, AES_256_CBC"})
    void shouldDecryptAndVerifyInConstantMemory_whenMessageIsLargerThanTheHeap(
            String mode, String cipher, @TempDir Path folder) throws Exception {
        String printed =
                SmallJvm.run("96m", LargeMessageOpening.class, String.valueOf(SIZE), mode, cipher, folder.toString());

        assertThat(printed).isEqualTo("true true\n");
    }
}
