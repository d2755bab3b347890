package dev.jangada.repository.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkerTest {

    /** The polynomial of the example in restic's design document. */
    private static final long POLYNOMIAL = 0x25b468838dcb75L;

    private final Chunker.Factory factory = new Chunker.Factory(POLYNOMIAL);

    @Test
    void chunksJoinToWhatTheyWereCutFrom() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            byte[] content = new byte[random.nextInt(12 << 20)];
            random.nextBytes(content);
            List<byte[]> chunks = chunks(new ByteArrayInputStream(content));
            var joined = new ByteArrayOutputStream();
            chunks.forEach(joined::writeBytes);
            assertThat(Arrays.equals(joined.toByteArray(), content))
                    .as("seed %d", seed)
                    .isTrue();
            for (byte[] chunk : chunks.subList(0, Math.max(0, chunks.size() - 1))) {
                assertThat(chunk.length).as("seed %d", seed).isBetween(Chunker.MIN, Chunker.MAX);
            }
            assertThat(sizes(chunks(dripping(content, random))))
                    .as("seed %d", seed)
                    .isEqualTo(sizes(chunks));
        }
    }

    /** The loop is written for speed; this is the same as the format's document says it. */
    @Test
    void theCutsAreThoseOfTheSlowDefinition() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[] content = new byte[3 << 20];
        random.nextBytes(content);
        Arrays.fill(content, 100_000, 900_000, (byte) 0);
        var expected = new ArrayList<Integer>();
        for (int start = 0; start < content.length; ) {
            int length = slowly(content, start);
            expected.add(length);
            start += length;
        }
        assertThat(sizes(chunks(new ByteArrayInputStream(content))))
                .as("seed %d", seed)
                .isEqualTo(expected);
    }

    private static int slowly(byte[] content, int start) {
        int most = Math.min(content.length - start, Chunker.MAX);
        for (int length = Chunker.MIN; length < most; length++) {
            long hash = 0;
            for (int i = start + length - 64; i < start + length; i++) {
                hash = Polynomial.modulo(hash << 8 | content[i] & 0xff, POLYNOMIAL);
            }
            if ((hash & (1 << 20) - 1) == 0) {
                return length;
            }
        }
        return most;
    }

    @Test
    void whatIsInsertedChangesOnlyWhatIsNear() throws IOException {
        byte[] content = new byte[20 << 20];
        new Random(1).nextBytes(content);
        byte[] changed = new byte[content.length + 3];
        System.arraycopy(content, 0, changed, 0, 7 << 20);
        System.arraycopy(content, 7 << 20, changed, (7 << 20) + 3, content.length - (7 << 20));
        List<byte[]> before = chunks(new ByteArrayInputStream(content));
        List<byte[]> after = chunks(new ByteArrayInputStream(changed));
        long same = after.stream()
                .filter(chunk -> before.stream().anyMatch(other -> Arrays.equals(chunk, other)))
                .count();
        assertThat(same).isGreaterThanOrEqualTo(after.size() - 3);
    }

    @Test
    void sameBytesForEverAreCutAtTheGreatestLength() throws IOException {
        assertThat(sizes(chunks(new ByteArrayInputStream(filled((17 << 20) + 5)))))
                .containsExactly(Chunker.MAX, Chunker.MAX, (1 << 20) + 5);
        assertThat(chunks(new ByteArrayInputStream(new byte[0]))).isEmpty();
        assertThat(sizes(chunks(new ByteArrayInputStream(new byte[Chunker.MIN]))))
                .containsExactly(Chunker.MIN);
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @Test
    void polynomialsAreIrreducible() {
        assertThat(Polynomial.isIrreducible(POLYNOMIAL)).isTrue();
        // x^2 + 1 = (x + 1)^2, x^2 + x + 1, and the number of irreducible ones of degree 10.
        assertThat(Polynomial.isIrreducible(0b101)).isFalse();
        assertThat(Polynomial.isIrreducible(0b111)).isTrue();
        long count = java.util.stream.LongStream.range(1 << 10, 1 << 11)
                .filter(Polynomial::isIrreducible)
                .count();
        assertThat(count).isEqualTo(99);
        long random = Polynomial.random(new Random(3));
        assertThat(Polynomial.degree(random)).isEqualTo(Polynomial.DEGREE);
        assertThat(Polynomial.isIrreducible(random)).isTrue();
    }

    @Test
    void aPolynomialThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Chunker.Factory(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Chunker.Factory(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<byte[]> chunks(InputStream in) throws IOException {
        Chunker chunker = factory.over(in);
        var chunks = new ArrayList<byte[]>();
        for (byte[] chunk = chunker.next(); chunk.length > 0; chunk = chunker.next()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private static List<Integer> sizes(List<byte[]> chunks) {
        return chunks.stream().map(chunk -> chunk.length).toList();
    }

    private static InputStream dripping(byte[] content, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(10_000)));
            }
        };
    }
}
