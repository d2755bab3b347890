package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The restores of a user: in the order of time, and told in short. */
@Timeout(60)
class RestoresTest {

    @TempDir
    Path state;

    private static void plan(RestoreFolder folder, long entries, Map<Action, Long> counts) throws IOException {
        try (var writer = new PlanWriter(folder.plan())) {
            writer.finish(new PlanHeader(
                    Instant.EPOCH,
                    "dump:x",
                    Optional.empty(),
                    Optional.empty(),
                    new PlanHeader.Target("", "", ""),
                    RestoreOptions.DEFAULT,
                    entries,
                    counts,
                    Map.of(),
                    Set.of(),
                    Set.of(),
                    List.of(),
                    List.of(),
                    List.of()));
        }
    }

    @Test
    void theyAreInTheOrderInWhichTheyWereBegun() throws IOException {
        var restores = new Restores(state);
        var begun = new ArrayList<RestoreFolder>();
        for (int i = 0; i < 120; i++) {
            RestoreFolder folder = restores.create();
            plan(folder, 0, Map.of());
            begun.add(folder);
        }
        assertThat(restores.list()).isEqualTo(begun);
        assertThat(restores.open(begun.getFirst().id())).isEqualTo(begun.getFirst());
    }

    @Test
    void aPlanThatNobodyAppliesGoesAndAnyOtherStays() throws IOException {
        var restores = new Restores(state);
        RestoreFolder planned = restores.create();
        plan(planned, 0, Map.of());
        RestoreFolder begun = restores.create();
        plan(begun, 0, Map.of());
        Journal.open(begun.journal()).close();
        assertThat(restores.discard(planned)).isTrue();
        assertThat(restores.discard(begun)).isFalse();
        assertThat(restores.list()).containsExactly(begun);
        assertThat(planned.path()).doesNotExist();
    }

    @Test
    void aSummaryOfWhatHasEndedReadsNoEntries() throws IOException {
        var restores = new Restores(state);
        RestoreFolder folder = restores.create();
        // The entries that the header speaks of are not there: whoever read them would fail.
        plan(folder, 9, Map.of(Action.CREATE, 8L, Action.CANNOT, 1L));
        assertThat(RestoreSummary.of(folder).began()).isEmpty();
        Instant began = Instant.now().minus(Duration.ofMinutes(1));
        try (Journal journal = Journal.open(folder.journal())) {
            journal.add(Json.object().put("began", began.toString()));
            for (int i = 0; i < 8; i++) {
                journal.add(Json.object().put("entry", i).put("outcome", i < 6 ? "created" : "failed"));
            }
        }
        RestoreSummary cut = RestoreSummary.of(folder);
        assertThat(cut.began()).contains(began);
        assertThat(cut.ended()).isEmpty();
        assertThat(cut.count(Outcome.CREATED)).isEqualTo(6);
        var end = Json.object().put("ended", Instant.now().toString());
        end.putObject("counts").put("created", 7).put("failed", 1);
        try (Journal journal = Journal.open(folder.journal())) {
            journal.add(end);
        }
        // So it is not the entries of the journal either.
        RestoreSummary ended = RestoreSummary.of(folder);
        assertThat(ended.began()).contains(began);
        assertThat(ended.ended()).isPresent();
        assertThat(ended.counts()).isEqualTo(Map.of(Outcome.CREATED, 7L, Outcome.FAILED, 1L));
        assertThat(ended.failed()).isEqualTo(2);
        assertThat(ended.complete()).isFalse();
        // Begun once more, and cut off in the middle of a line.
        Files.writeString(folder.journal(), "\n{\"began\": \"", StandardOpenOption.APPEND);
        assertThat(RestoreSummary.of(folder).count(Outcome.CREATED)).isEqualTo(6);
    }
}
