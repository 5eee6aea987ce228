package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockOutputTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 65_535, 65_536, 65_537, 200_000})
    void shouldPassOnWholeBlocksAndTheRest(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        for (int step : new int[] {1, 1000, 8192, 65_536, 70_000, 150_000}) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            List<Integer> lengths = new ArrayList<>();
            BlockOutput blocks = new BlockOutput((bytes, offset, length) -> {
                all.write(bytes, offset, length);
                lengths.add(length);
            });

            for (int at = 0; at < size; at += step) {
                int length = Math.min(step, size - at);
                blocks.write(content[at]);
                blocks.write(content, at + 1, length - 1);
            }
            blocks.finish();

            assertThat(all.toByteArray()).isEqualTo(content);
            assertThat(lengths).hasSize((size + BlockOutput.SIZE - 1) / BlockOutput.SIZE);
            lengths.stream()
                    .limit(size / BlockOutput.SIZE)
                    .forEach(length -> assertThat(length).isEqualTo(BlockOutput.SIZE));
        }
    }
}
