package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files: never a crash, never without end, never more memory than a small heap has. With a checksum every damage is
 * found; without one, every damage of the structure.
 */
class FuzzTest {

    @TempDir
    Path folder;

    @Test
    void sampleOfDamage() {
        run(450, 20_261_127);
    }

    @Test
    @Tag("full")
    void tenThousandDamages() {
        run(10_000, 1);
    }

    private void run(int rounds, long seed) {
        Map<String, Integer> counts = new TreeMap<>();
        try (ChildJvm child = JavaCommand.of(FuzzWork.class)
                .withOptions("-Xmx48m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .start(folder.toString(), Integer.toString(rounds), Long.toString(seed))) {
            child.awaitEnd(Duration.ofMinutes(20)).orFail().lines().forEach(line -> {
                int end = line.lastIndexOf(' ');
                counts.put(line.substring(0, end), Integer.valueOf(line.substring(end + 1)));
            });
        }
        int ends = rounds / Mutation.values().length;
        // A damage that is none, for example a page written over with what it holds, is not counted.
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum() - ends * EndMutation.values().length)
                .isBetween(rounds * 98 / 100, rounds);
        for (Mutation kind : Mutation.values()) {
            int found = counts.getOrDefault(kind + " " + FuzzWork.Outcome.FOUND, 0);
            // Most bits are in values, where nothing but a checksum can tell.
            assertThat(found)
                    .as("%s: %s", kind, counts)
                    .isGreaterThan(kind == Mutation.BIT ? 0 : rounds / Mutation.values().length / 3);
        }
        // Only a snapshot of a size that a member's own file can have passes for one.
        assertThat(counts)
                .containsEntry(EndMutation.CHECKSUM_BIT + " " + FuzzWork.Outcome.FOUND, ends)
                .containsKey(EndMutation.CUT_END + " " + FuzzWork.Outcome.WITHOUT_CHECKSUM)
                .containsKey(EndMutation.LONGER_END + " " + FuzzWork.Outcome.WITHOUT_CHECKSUM);
        assertThat(counts.get(EndMutation.CUT_END + " " + FuzzWork.Outcome.FOUND))
                .as("%s", counts)
                .isGreaterThan(ends / 2);
        assertThat(counts).containsKey(Mutation.BIT + " " + FuzzWork.Outcome.IN_CONTENT);
    }
}
