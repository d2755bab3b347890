package dev.jangada.cli.evidence;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.backup.evidence.Evidence.Verdict;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

    @TempDir
    Path folder;

    private PlantedBackups planted;
    private String verified;

    @BeforeEach
    void plant() throws Exception {
        planted = PlantedBackups.in(folder, "");
        verified = planted.backup("2026-10-02T03:00:00Z", true, Optional.of(Verdict.OK));
        planted.backup("2026-10-03T03:00:00Z", true, Optional.of(Verdict.FAILED));
        planted.backup("2026-10-09T03:00:00Z", false, Optional.empty());
        planted.rehearsal(verified, "2026-09-15T03:00:00Z");
    }

    private Ran evidence(String... more) {
        return jangada(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "backup",
                                "evidence",
                                "--config",
                                planted.settings().toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void theMonthIsReportedAsText() {
        Ran ran = evidence("--month", "2026-10");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith(
                        "Evidence for the cluster production, 2026-10\n3 backups, 1 verified; no restores, no rehearsals, 2 failures,")
                .contains(verified.substring(0, 8), "not verified", "verification failed", "incomplete", "ana@raft")
                .containsPattern(
                        "Last rehearsed restore: 2026-09-15 .*, took 61 s, backup " + verified.substring(0, 8));
    }

    @Test
    void markdownHasTablesAndPortugueseIsSpoken() {
        Ran ran = evidence("--month", "2026-10", "-o", "markdown", "--lang", "pt-BR");
        assertThat(ran.out())
                .startsWith("# Evidências do cluster production, 2026-10\n")
                .contains("## Backups\n", "|---|---|---|---|---|\n", "verificação falhou", "## Lacunas");
    }

    @Test
    void jsonIsForScripts() throws Exception {
        JsonNode json = Json.mapper()
                .readTree(evidence("--month", "2026-10", "-o", "json").out());
        assertThat(json.path("formatVersion").asInt()).isEqualTo(1);
        assertThat(json.path("clean").asBoolean()).isFalse();
        assertThat(json.path("backups")).hasSize(3);
        assertThat(json.path("lastRehearsed").path("seconds").asDouble()).isEqualTo(61.0);
        assertThat(json.path("gaps").size()).isPositive();
    }

    @Test
    void aMonthThatIsNoneIsAMistake() {
        Ran ran = evidence("--month", "October");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("\"October\" is no month");
    }
}
