package dev.jangada.etcd.storage.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc32cTest {

    @Test
    void knowsTheCheckValueOfTheAlgorithm() {
        // Source: RFC 3720, the checksum of "123456789".
        assertThat(Crc32c.of("123456789".getBytes(StandardCharsets.US_ASCII)).value())
                .isEqualTo(0xE3069283);
    }

    @Test
    void partsAreTheWhole() {
        long seed = 5;
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(5_000)];
            random.nextBytes(bytes);
            int cut = random.nextInt(bytes.length + 1);
            Crc32c whole = Crc32c.of(bytes);
            Crc32c joined = Crc32c.of(Arrays.copyOf(bytes, cut))
                    .then(Crc32c.of(MemorySegment.ofArray(bytes).asSlice(cut)));
            assertThat(joined).as("seed %d, round %d", seed, i).isEqualTo(whole);
        }
    }
}
