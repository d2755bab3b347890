package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.cluster.restore.PlanEntry.Live;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.compare.Fingerprint;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans in files: what is written is what is read, and what is damaged is not taken for a plan. */
@Timeout(60)
class PlanFileTest {

    private static final String[] TEXTS = {"a", "não-1", "x.y.z", "\"quoted\" \\ \n line", "", "⛵️", "a b=c,d"};

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var entries = new ArrayList<PlanEntry>();
            Path file = folder.resolve("plan-" + seed);
            PlanHeader header;
            Plan written;
            try (var writer = new PlanWriter(file)) {
                for (int b = random.nextInt(3); b >= 0; b--) {
                    PlanWriter.Block block = writer.block();
                    for (int i = random.nextInt(5); i > 0; i--) {
                        PlanEntry entry = entry(random);
                        entries.add(entry);
                        block.add(entry);
                    }
                }
                header = header(random, entries.size(), writer.counts());
                written = writer.finish(header);
            }
            Plan plan = Plan.open(file);
            assertThat(plan.header()).as("seed " + seed).isEqualTo(header).isEqualTo(written.header());
            assertThat(Restoring.entries(plan)).as("seed " + seed).isEqualTo(entries);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).as("no part is left").hasSize((int) seed);
            }
        }
    }

    @Test
    void whatIsDamagedIsRefused() throws IOException {
        Path file = folder.resolve("plan");
        assertThatThrownBy(() -> Plan.open(file)).isInstanceOf(Problem.class).hasMessageContaining("There is no plan");
        var random = new Random(1);
        try (var writer = new PlanWriter(file)) {
            PlanWriter.Block block = writer.block();
            for (int i = 0; i < 3; i++) {
                block.add(entry(random));
            }
            writer.finish(header(random, 3, writer.counts()));
        }
        List<String> lines = Files.readAllLines(file);
        for (List<String> damaged : List.of(
                List.<String>of(),
                List.of("{}"),
                List.of("not json"),
                lines.subList(0, 3),
                List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(3).substring(0, 20)),
                List.of(lines.get(0), "{}", "{}", "{}"),
                List.of(lines.get(0).replace("\"formatVersion\":1", "\"formatVersion\":9"), lines.get(1)))) {
            Files.write(file, damaged);
            assertThatThrownBy(() -> Restoring.entries(Plan.open(file)))
                    .as(damaged.toString())
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT));
        }
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static String name(Random random) {
        return "n" + random.nextInt(100);
    }

    private static <T> T one(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static Fingerprint fingerprint(Random random) {
        return new Fingerprint(random.nextLong(), random.nextLong());
    }

    private static Why why(Random random) {
        return Why.of(one(random, RestoreMessage.values()), text(random), text(random));
    }

    private static PlanEntry entry(Random random) {
        var kind = new ResourceKind(
                random.nextBoolean() ? "" : "g" + random.nextInt(9) + ".example.com",
                "v" + random.nextInt(3),
                "Kind" + random.nextInt(3),
                "kinds",
                "",
                List.of(),
                List.of(),
                random.nextBoolean(),
                List.of());
        String namespace = kind.namespaced() ? name(random) : "";
        String target = name(random);
        var changes = Stream.generate(
                        () -> new Change(text(random), maybe(random, text(random)), maybe(random, text(random))))
                .limit(random.nextInt(3))
                .toList();
        return new PlanEntry(
                one(random, Action.values()),
                maybe(random, one(random, How.values())),
                kind,
                random.nextBoolean()
                        ? new ObjectKey(kind.groupKind(), namespace, target)
                        : new ObjectKey(new GroupKind("other.example.com", "Kind"), name(random), name(random)),
                namespace,
                target,
                maybe(random, new Live(name(random), name(random), fingerprint(random))),
                maybe(random, fingerprint(random)),
                random.nextBoolean(),
                maybe(random, why(random)),
                changes);
    }

    private static PlanHeader header(Random random, long entries, Map<Action, Long> counts) {
        Selection selection = Selection.ALL
                .withKinds(List.of(Glob.of("pods*")), List.of(Glob.of("a.b")))
                .withNamespaces(List.of(Glob.of(name(random))), List.of())
                .withNames(List.of(), List.of(Glob.of("x?")))
                .withClusterScoped(random.nextBoolean())
                .withSelectors(
                        random.nextBoolean() ? LabelSelector.ALL : LabelSelector.of("a=b,c in (d,e),!f"),
                        random.nextBoolean() ? FieldSelector.ALL : FieldSelector.of("metadata.name=x"));
        var leftOut = new HashMap<Scrubber.Reason, Long>();
        leftOut.put(one(random, Scrubber.Reason.values()), random.nextLong(1, 9));
        var options = new RestoreOptions(
                selection,
                one(random, Existing.values()),
                one(random, VolumePolicy.values()),
                Stream.of(Choice.values()).filter(_ -> random.nextBoolean()).collect(Collectors.toSet()),
                List.of(text(random)),
                Map.of(name(random), name(random)),
                Map.of(text(random), text(random)),
                text(random));
        return new PlanHeader(
                Instant.ofEpochMilli(random.nextLong(1L << 40)),
                text(random),
                maybe(random, name(random)),
                maybe(random, name(random)),
                new PlanHeader.Target(text(random), text(random), text(random)),
                options,
                entries,
                counts,
                leftOut,
                Set.of(new GroupKind("", "Pod"), new GroupKind("apps", "Deployment")),
                Set.of(new GroupKind("late.example.com", "Widget")),
                List.of(why(random)),
                List.of(why(random)),
                List.of(text(random)));
    }
}
