package dev.jangada.cli.evidence;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.evidence.Evidence.Verdict;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private String[] words(String... more) {
        return Stream.concat(
                        Stream.of("backup", "forget", "--config", planted.settings().toString()), Stream.of(more))
                .toArray(String[]::new);
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
    void thePlanIsShownAndNothingIsDoneInADryRun() {
        Ran ran = jangada(words("--dry-run"));
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("Cluster production\n", "newest verified", "2 backups stay, 1 go; 0 pieces of evidence go.\n");
        assertThat(left()).hasSize(3);
    }

    @Test
    void theSettingsRulesAreAppliedWhenThatIsAnswered() {
        Ran unanswered = jangada(words());
        assertThat(unanswered.code()).isEqualTo(5);
        assertThat(unanswered.err()).contains("--yes");
        Ran no = Ran.typing(Map.of(), "n\n", words());
        assertThat(no.code()).isEqualTo(5);
        assertThat(left()).hasSize(3);
        Ran yes = Ran.typing(Map.of(), "sim\n", words());
        assertThat(yes.code()).isZero();
        assertThat(left()).containsExactly(verified, newest);
        Ran again = jangada(words("--yes"));
        assertThat(again.out()).contains("There is nothing to remove.");
    }

    @Test
    void optionsReplaceTheSettings() throws Exception {
        JsonNode plan = Json.mapper()
                .readTree(jangada(words("--keep-daily", "unlimited", "--dry-run", "-o", "json"))
                        .out());
        assertThat(plan.path("removed")).isEmpty();
        assertThat(plan.path("kept")).hasSize(3);
        assertThat(plan.path("kept").get(0).path("reasons").get(0).asText()).isEqualTo("daily");
    }

    @Test
    void theLastVerifiedOneIsRefusedByNameToo() {
        Ran refused = jangada(words(verified.substring(0, 10), "--yes"));
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err()).contains("newest verified backup of production");
        assertThat(left()).hasSize(3);
        assertThat(jangada(words(older.substring(0, 10), "--yes")).code()).isZero();
        assertThat(jangada(words(verified, "--yes", "--even-the-last")).code()).isZero();
        assertThat(left()).containsExactly(newest);
    }

    @Test
    void mistakesAreSaid() {
        assertThat(jangada(words("--keep-daily", "many")).err()).contains("\"many\" is no number for --keep-daily");
        assertThat(jangada(words("--keep-within", "1w")).err()).contains("\"1w\" is no age");
        Ran both = jangada(words("--keep-last", "1", newest));
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("not by both at once");
    }
}
