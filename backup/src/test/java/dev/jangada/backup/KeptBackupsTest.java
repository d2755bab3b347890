package dev.jangada.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.evidence.Evidence;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Layout;
import dev.jangada.backup.play.Shore;
import dev.jangada.backup.read.ObjectState;
import dev.jangada.backup.retention.Candidate;
import dev.jangada.backup.retention.RetentionPlan;
import dev.jangada.backup.verify.Verification;
import dev.jangada.backup.verify.VerifyOrder;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.read.SnapshotTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of backups that are there: damage is found, copies are equal, the last one stays. */
final class KeptBackupsTest extends OnShore {

    private static final ResourceKind CONFIG_MAP = BuiltinKinds.all().stream()
            .filter(kind -> kind.kind().equals("ConfigMap"))
            .findFirst()
            .orElseThrow();

    private Verification verify(Backup backup) {
        return backups.verify(backup, new VerifyOrder(shore.work(), Clock.systemUTC(), VerifyOrder.Progress.NONE));
    }

    private static void configMap(String name, String value) {
        ObjectNode map = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name).put("namespace", "default");
        map.putObject("data").put("value", value);
        cluster.apply(map);
    }

    @Test
    void aFlippedByteInAnyPackIsFound() throws IOException {
        Backup backup = create();
        assertThat(verify(backup).sound()).isTrue();
        List<Path> packs;
        try (var files = Files.walk(shore.repositoryPath().resolve("data"))) {
            packs = files.filter(Files::isRegularFile).toList();
        }
        assertThat(packs).isNotEmpty();
        for (Path pack : packs) {
            byte[] sound = Files.readAllBytes(pack);
            byte[] damaged = sound.clone();
            damaged[damaged.length / 3] ^= 4;
            pack.toFile().setWritable(true);
            Files.write(pack, damaged);
            Verification verification = verify(backup);
            assertThat(verification.sound()).as(pack.toString()).isFalse();
            assertThat(verification.findings()).allMatch(finding -> finding.exitCode() == ExitCode.CORRUPT);
            Files.write(pack, sound);
        }
        assertThat(verify(backup).sound()).isTrue();
    }

    /** What the repository finds nothing wrong with, because every blob is sound. */
    @Test
    void anObjectThatIsMissingIsFound() {
        Backup backup = create();
        SnapshotTree tree = repository.tree(backup.tree());
        Written forged = new Written();
        try (var writer = repository.write(Optional.empty())) {
            for (Node node : tree.root().nodes()) {
                if (node.name().equals(Layout.OBJECTS)) {
                    try (var objects = writer.root().directory(Layout.OBJECTS, Layout.directory())) {
                        for (Node kind : tree.list(Layout.OBJECTS)) {
                            if (!kind.name().equals("namespaces")) {
                                objects.entry(kind);
                            }
                        }
                    }
                } else {
                    writer.root().entry(node);
                }
            }
            forged.id =
                    writer.finish(root -> forged.of(backup.snapshot(), root)).id();
        }
        Backup without = backups.find(forged.id.toString(), Optional.empty());
        assertThat(verify(without).findings()).extracting(Problem::code).containsExactly("kind-missing");
    }

    private static final class Written {
        private Id id = Id.of(new byte[0]);

        Snapshot of(Snapshot model, Id tree) {
            return new Snapshot(
                    model.time(),
                    tree,
                    Optional.empty(),
                    model.paths(),
                    model.host(),
                    model.user(),
                    model.tags(),
                    model.program());
        }
    }

    @Test
    void oneObjectFromBackupToBackup() {
        configMap("diario", "um");
        List<Backup> all = List.of(create(), create(), changed("dois"), deleted(), create());
        List<ObjectState> states = backups.history(all, CONFIG_MAP, "default", "diario");
        assertThat(states).hasSize(3);
        assertThat(states.get(0).backup()).isEqualTo(all.get(0));
        assertThat(states.get(0).object().orElseThrow().tree().at("/data/value").asText())
                .isEqualTo("um");
        assertThat(states.get(1).backup()).isEqualTo(all.get(2));
        assertThat(states.get(1).object().orElseThrow().tree().at("/data/value").asText())
                .isEqualTo("dois");
        assertThat(states.get(2).backup()).isEqualTo(all.get(3));
        assertThat(states.get(2).object()).isEmpty();
        assertThat(backups.history(all, CONFIG_MAP, "default", "nunca")).isEmpty();
    }

    private Backup changed(String value) {
        configMap("diario", value);
        return create();
    }

    private Backup deleted() {
        var _ = cluster.kubectl("delete", "configmap", "diario").orFail();
        return create();
    }

    @Test
    void aCopyIsTheSameBackup() {
        Backup backup = create();
        try (Repository other = Repository.init(
                        new LocalBackend(directory.resolve("other")), "outra".toCharArray(), Shore.options())
                .repository()) {
            var copied = backups.copy(other, List.of(backup), each -> {});
            assertThat(copied.snapshots()).hasSize(1);
            var there = new Backups(other);
            Backup copy = there.find("latest", Optional.of(Shore.CLUSTER));
            assertThat(copy.tree()).isEqualTo(backup.tree());
            var order = new VerifyOrder(shore.work(), Clock.systemUTC(), VerifyOrder.Progress.NONE);
            assertThat(there.verify(copy, order).findings()).isEmpty();
        }
    }

    @Test
    void theLastVerifiedOneStays() {
        Backup first = create();
        Backup second = create();
        var forgetting = new Forgetting(repository);
        new EvidenceStore(repository)
                .add(new Evidence(
                        Evidence.Kind.VERIFY,
                        new Evidence.Subject(first.id().toString(), first.time(), first.cluster(), true),
                        Instant.now(),
                        Duration.ofSeconds(1),
                        Evidence.Verdict.OK,
                        new Evidence.By("eu", "jangada"),
                        "test",
                        Map.of(),
                        List.of()));
        assertThatThrownBy(() -> forgetting.plan(List.of(first), false, Instant.now()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThatThrownBy(() -> forgetting.plan(List.of(first, second), false, Instant.now()))
                .isInstanceOf(Problem.class);
        RetentionPlan forced = forgetting.plan(List.of(first), true, Instant.now());
        assertThat(forced.removed())
                .extracting(Candidate::id)
                .containsExactly(first.id().toString());
        forgetting.execute(forced);
        assertThat(backups.list(Optional.empty())).containsExactly(second);
    }

    @Test
    void anUnknownIdAndAForeignTagAreOneSentenceEach() {
        Backup backup = create();
        assertThat(backups.find(backup.id().toString().substring(0, 6), Optional.empty()))
                .isEqualTo(backup);
        assertThatThrownBy(() -> backups.find("0123456789", Optional.empty()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("There is no backup 0123456789");
        assertThatThrownBy(() -> backups.find("latest", Optional.of("outro")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no backup of outro");
        assertThatThrownBy(() -> backups.create(
                        shore.order(Optional.of(etcd), Optional.empty()).withTags(List.of("complete"))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("The tag complete");
    }
}
