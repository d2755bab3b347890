package dev.jangada.repository.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.repository.play.FileTree;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZstandardTest {

    @Test
    void whatDoesNotBecomeShorterIsCompressedAllTheSame() throws MalformedException {
        for (int length : new int[] {0, 1, 1000, (8 << 20) + 1, 9_000_000}) {
            byte[] noise = FileTree.noise(new Random(1), length);
            byte[] compressed = Zstandard.compress(noise);
            assertThat(Zstandard.decompress(compressed, length)).isEqualTo(noise);
        }
    }

    @Test
    void whatIsLongAndAlikeBecomesShort() throws MalformedException {
        byte[] zeros = new byte[20_000_000];
        byte[] compressed = Zstandard.compress(zeros);
        assertThat(compressed).hasSizeLessThan(20_000);
        assertThat(Zstandard.decompress(compressed, zeros.length)).isEqualTo(zeros);
    }
}
