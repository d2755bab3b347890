package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {

    @TempDir
    Path folder;

    private static java.util.List<Integer> numbers(Path file) {
        var numbers = new ArrayList<Integer>();
        Journal.read(file, line -> numbers.add(line.path("n").asInt()));
        return numbers;
    }

    @Test
    void aLineThatWasCutOffIsNotThereAndTheNextOnesAre() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (Journal journal = Journal.open(file)) {
            for (int i = 0; i < 10_000; i++) {
                journal.add(Json.object().put("n", i));
            }
        }
        assertThat(numbers(file)).hasSize(10_000).isSorted();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 4));
        try (Journal journal = Journal.open(file)) {
            journal.add(Json.object().put("n", 20_000));
        }
        assertThat(numbers(file)).hasSize(10_000).doesNotContain(9_999).endsWith(20_000);
        Files.writeString(file, "{\"n\": 1, \"cut", StandardOpenOption.APPEND);
        assertThat(numbers(file)).hasSize(10_000);
    }

    @Test
    void aFullDiskIsSaidInOneSentence() throws IOException {
        Path file = Files.createSymbolicLink(folder.resolve("journal.jsonl"), Path.of("/dev/full"));
        assertThatThrownBy(() -> {
                    try (Journal journal = Journal.open(file)) {
                        while (true) {
                            journal.add(Json.object().put("n", 1));
                        }
                    }
                })
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("Nothing can be written to " + file)
                .hasMessageContaining("make room");
        Files.delete(file);
    }

    @Test
    void nobodyButTheUserMayReadIt() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        Journal.open(file).close();
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
