package dev.jangada.cli.evidence;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.Evidence.Verdict;
import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of {@code backup forget}, as options and as settings. */
class ForgetTest {

    @TempDir
    Path folder;

    private PlantedBackups planted;
    private String verified;
    private String older;
    private String newest;

    @BeforeEach
    void plant() throws Exception {
        planted = PlantedBackups.in(folder, "retention:\n  keepLast: 1\n");
        verified = planted.backup("2026-10-01T03:00:00Z", true, Optional.of(Verdict.OK));
        older = planted.backup("2026-10-02T03:00:00Z", true, Optional.empty());
        newest = planted.backup("2026-10-03T03:00:00Z", true, Optional.empty());
    }

    private Ran forget(String... more) {
        return jangada(Stream.concat(
                        Stream.of(
                                "backup",
                                "forget",
                                "--config",
                                planted.settings().toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<String> left() {
        try (Repository repository = planted.open()) {
            return new Backups(repository)
                    .list(Optional.empty()).stream()
                            .map(backup -> backup.id().toString())
                            .toList();
        }
    }

    @Test
    void theRulesOfTheSettingsAreAppliedAndTheVerifiedOneStays() {
        Ran dry = forget("--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("newest verified", older.substring(0, 8));
        assertThat(left()).hasSize(3);
        assertThat(forget("--yes").code()).isZero();
        assertThat(left()).containsExactly(verified, newest);
    }

    @Test
    void optionsStandForAllOfRestics() throws Exception {
        JsonNode all = Json.mapper()
                .readTree(forget("--keep-daily", "unlimited", "--dry-run", "-o", "json")
                        .out());
        assertThat(all.path("removed")).isEmpty();
        JsonNode within = Json.mapper()
                .readTree(forget("--keep-within-daily", "1d12h", "--dry-run", "-o", "json")
                        .out());
        assertThat(within.path("removed")).isEmpty();
        assertThat(within.path("kept").get(0).path("reasons").get(0).asText()).isEqualTo("daily, within 1d12h");
    }

    @Test
    void anEmptyTagKeepsWhatTheUserGaveNone() throws Exception {
        JsonNode untagged = Json.mapper()
                .readTree(forget("--keep-tag", "", "--dry-run", "-o", "json").out());
        assertThat(untagged.path("removed")).isEmpty();
        assertThat(untagged.path("kept")).hasSize(3);
    }

    @Test
    void theLastVerifiedOneIsRefusedByName() {
        Ran refused = forget(verified.substring(0, 10), "--yes");
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err()).contains("newest verified backup of production");
        assertThat(left()).hasSize(3);
        assertThat(forget(older.substring(0, 10), "--yes").code()).isZero();
        assertThat(left()).containsExactly(verified, newest);
    }

    @Test
    void oldEvidenceAloneIsToldAndNobodyIsAsked() {
        String gone = "ab".repeat(32);
        planted.rehearsal(gone, "2024-01-01T03:00:00Z");
        planted.rehearsal(gone, "2024-02-01T03:00:00Z");
        Ran ran = forget("--keep-last", "unlimited");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("forget  1 piece of evidence", "1 piece of old evidence is forgotten")
                .doesNotContain("nothing to forget", "backup");
        try (Repository repository = planted.open()) {
            assertThat(new EvidenceStore(repository).list(Optional.empty()))
                    .extracting(EvidenceEntry::kind)
                    .containsExactlyInAnyOrder(Kind.VERIFY, Kind.REHEARSAL);
        }
        assertThat(left()).hasSize(3);
        assertThat(forget("--keep-last", "unlimited").out()).contains("nothing to forget");
    }

    @Test
    void aRuleThatKeepsNothingIsNotTakenForTheSettings() {
        Ran nothing = forget("--keep-last", "0", "--yes");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("keeps nothing").hasLineCount(1);
        assertThat(forget(older.substring(0, 10), "--keep-daily", "0", "--yes").code())
                .isEqualTo(2);
        assertThat(left()).hasSize(3);
        assertThat(forget("--keep-last", "0", "--keep-daily", "3", "--yes").code())
                .isZero();
        assertThat(left()).hasSize(3);
    }

    @Test
    void mistakesAreSaid() {
        Ran count = forget("--keep-daily", "many");
        assertThat(count.code()).isEqualTo(2);
        assertThat(count.err()).contains("\"many\" is no number for --keep-daily");
        assertThat(forget("--keep-within", "1w").err()).contains("\"1w\" is no age");
    }
}
