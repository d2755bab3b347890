package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a restore keeps of each object, small as it is, says the same as if it kept all. */
@Timeout(120)
class KeptInMemoryTest {

    private static final ResourceKind MAP =
            new ResourceKind("", "v1", "ConfigMap", "configmaps", "", List.of(), List.of(), true, List.of());
    private static final ResourceKind SECRET =
            new ResourceKind("", "v1", "Secret", "secrets", "", List.of(), List.of(), true, List.of());

    @TempDir
    Path folder;

    private static PlanEntry entry(ResourceKind kind, Action action, String namespace, String name) {
        return new PlanEntry(
                action,
                Optional.empty(),
                kind,
                new ObjectKey(kind.groupKind(), "from-" + namespace, name),
                namespace,
                name,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of());
    }

    private Plan plan(List<PlanEntry> entries) throws IOException {
        try (var writer = new PlanWriter(folder.resolve("plan"))) {
            PlanWriter.Block block = writer.block();
            entries.forEach(block::add);
            return writer.finish(new PlanHeader(
                    Instant.EPOCH,
                    "dump:x",
                    Optional.empty(),
                    Optional.empty(),
                    new PlanHeader.Target("", "", ""),
                    RestoreOptions.DEFAULT,
                    entries.size(),
                    writer.counts(),
                    Map.of(),
                    Set.of(),
                    Set.of(),
                    List.of(),
                    List.of(),
                    List.of()));
        }
    }

    @Test
    void entriesAreFoundByTheirObjectsEachOnce() throws IOException {
        var random = new Random(7);
        var entries = new ArrayList<PlanEntry>();
        for (int i = 0; i < 3_000; i++) {
            Action action = random.nextInt(4) == 0 ? Action.SAME : Action.CREATE;
            entries.add(entry(i < 2_000 ? MAP : SECRET, action, "n" + i % 7, "não-" + i));
        }
        var blocks = new ArrayList<PlanBlock>();
        plan(entries).blocks(blocks::add);
        assertThat(blocks).extracting(PlanBlock::size).containsExactly(2_000, 1_000);
        var found = new HashSet<Integer>();
        for (PlanBlock block : blocks) {
            try (Todo todo = Todo.ofSource(block, each -> each.entry().action() == Action.CREATE)) {
                var order = new ArrayList<>(entries);
                java.util.Collections.shuffle(order, random);
                for (PlanEntry entry : order.subList(0, 2_500)) {
                    boolean wanted = entry.kind().equals(block.kind()) && entry.action() == Action.CREATE;
                    Optional<Plan.Numbered> taken = todo.take(entry.source());
                    assertThat(taken.map(Plan.Numbered::entry))
                            .isEqualTo(wanted ? Optional.of(entry) : Optional.empty());
                    taken.ifPresent(each -> assertThat(found.add(each.number())).isTrue());
                    assertThat(todo.take(entry.source())).isEmpty();
                }
                assertThat(todo.isEmpty()).isFalse();
                todo.takeRest(each -> assertThat(found.add(each.number())).isTrue());
                assertThat(todo.isEmpty()).isTrue();
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            assertThat(found.contains(i)).isEqualTo(entries.get(i).action() == Action.CREATE);
        }
    }

    @Test
    void uidsAreThoseThatWerePutLast() {
        var random = new Random(8);
        var table = new UidTable();
        var expected = new HashMap<ObjectKey, String>();
        for (int i = 0; i < 20_000; i++) {
            var key = new ObjectKey(
                    new GroupKind("apps", "Deployment"), "n" + random.nextInt(50), "d" + random.nextInt(200));
            // Not every uid is a UUID as Java writes it.
            String uid = switch (random.nextInt(10)) {
                case 0 -> "uid-" + i;
                case 1 ->
                    new UUID(random.nextLong(), random.nextLong()).toString().toUpperCase(java.util.Locale.ROOT);
                default -> new UUID(random.nextLong(), random.nextLong()).toString();
            };
            table.put(KeyHash.of(key), uid);
            expected.put(key, uid);
        }
        expected.forEach((key, uid) -> assertThat(table.get(KeyHash.of(key))).contains(uid));
        assertThat(table.get(KeyHash.of(new ObjectKey(new GroupKind("", "Deployment"), "n1", "d1"))))
                .isEmpty();
    }

    @Test
    void whatWasWrittenLastIsFoundInTheJournal() {
        Path file = folder.resolve("journal.jsonl");
        assertThat(noIndex(file)).isEmpty();
        try (Journal journal = Journal.open(file)) {
            for (int i = 0; i < 5_000; i++) {
                journal.add(Json.object()
                        .put("entry", i % 3_000)
                        .put("outcome", "created")
                        .put("uid", "u" + i));
                journal.add(Json.object().put("entry", i % 3_000).put("outcome", "failed"));
            }
        }
        try (WrittenIndex index = WrittenIndex.of(file)) {
            assertThat(index.of(0)).map(Result.Written::uid).contains("u3000");
            assertThat(index.of(2_999)).map(Result.Written::uid).contains("u2999");
            assertThat(index.of(3_000)).isEmpty();
            assertThat(index.of(1_000_000)).isEmpty();
        }
    }

    private static Optional<Result.Written> noIndex(Path file) {
        try (WrittenIndex index = WrittenIndex.of(file)) {
            return index.of(0);
        }
    }
}
