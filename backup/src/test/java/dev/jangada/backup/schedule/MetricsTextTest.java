package dev.jangada.backup.schedule;

import static dev.jangada.backup.schedule.Statuses.result;
import static dev.jangada.backup.schedule.Statuses.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.schedule.StepResult.Outcome;
import dev.jangada.lab.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTextTest {

    private static final RunStatus GOOD = status(
            Optional.empty(),
            result(Step.CREATE, Outcome.OK),
            result(Step.VERIFY, Outcome.OK),
            result(Step.FORGET, Outcome.OK),
            result(Step.PRUNE, Outcome.SKIPPED));

    /** Prometheus' own tool parses it, and has nothing to say about names, help and types. */
    @Test
    void prometheusTakesItAndFindsNothingToSay(@TempDir Path directory) throws Exception {
        RunStatus bad =
                status(Optional.of(GOOD), result(Step.CREATE, Outcome.FAILED), result(Step.VERIFY, Outcome.SKIPPED));
        RunStatus bare =
                RunStatus.of(Optional.empty(), "c", "t", Statuses.BEGUN, Statuses.BEGUN, List.of(), Optional.empty());
        for (RunStatus status : List.of(GOOD, bad, bare)) {
            Path file = Files.writeString(directory.resolve("metrics.prom"), MetricsText.of(status));
            assertThat(promtool(file)).as(MetricsText.of(status)).isEqualTo("exit 0: ");
        }
        Path wrong = Files.writeString(
                directory.resolve("wrong.prom"), MetricsText.of(GOOD).replace("{cluster", "{clus ter"));
        assertThat(promtool(wrong)).as("promtool looks at it at all").doesNotStartWith("exit 0");
    }

    private static String promtool(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Parts.path("promtool").toString(), "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return "exit " + process.waitFor() + ": " + said;
    }

    @Test
    void saysWhatAlarmsAreMadeOf() {
        assertThat(MetricsText.of(GOOD))
                .contains(
                        "jangada_step_last_success_timestamp_seconds{cluster=\"caf\u00e9 \\\"d'\u00e1gua\\\" \\\\ 1\",step=\"create\"} 1795833000\n")
                .contains("step=\"verify\"} 1\n")
                .doesNotContain("step=\"prune\"} ")
                .containsPattern("jangada_backup_objects\\{.*} 15300\n")
                .containsPattern("jangada_backup_gaps\\{.*} 0\n")
                .containsPattern("certificate=\"https://10.0.0.1:2379\"} 1798761600.25\n")
                .containsPattern("quota_bytes\\{.*10.0.0.1:2379\"} 8589934592\n")
                .containsPattern("jangada_step_duration_seconds\\{.*step=\"create\"} 12.345\n");
    }

    @Test
    void isReadableByTheNodeExporterAndReplacedInOneStep(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("jangada.prom");
        MetricsText.write(GOOD, file);
        MetricsText.write(GOOD, file);
        assertThat(file).hasContent(MetricsText.of(GOOD));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }
}
