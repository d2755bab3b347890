package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenKeysTest {

    @Test
    void knowsEachKeyOnceAndNoOther() {
        var seen = new SeenKeys(new Random(1));
        assertThat(IntStream.range(0, 200_000)
                        .filter(i -> seen.add("ns" + i % 100, "object-" + i))
                        .count())
                .isEqualTo(200_000);
        assertThat(IntStream.range(0, 200_000)
                        .filter(i -> seen.add("ns" + i % 100, "object-" + i))
                        .count())
                .isZero();
        assertThat(seen.add("ns1", "object-0")).isTrue();
    }

    @Test
    void tellsNamespaceFromName() {
        var seen = new SeenKeys(new Random(2));
        assertThat(seen.add("a", "bc")).isTrue();
        assertThat(seen.add("ab", "c")).isTrue();
        assertThat(seen.add("", "abc")).isTrue();
        assertThat(seen.add("abc", "")).isTrue();
        assertThat(seen.add("a", "bc")).isFalse();
    }
}
