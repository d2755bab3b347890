package dev.jangada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.lab.Answer;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.ControllerManager;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.Watch;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole cluster goes back to a snapshot: real etcd on what was restored, a real API server on top, and who watched. */
class RestoredClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int OBJECTS = 400;
    /** More than what the API server writes for itself while a test looks. */
    private static final int CHANGES = 50;

    private static final long BUMP = 1_000_000_000;
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String REPLICA_SETS = "/apis/apps/v1/namespaces/default/replicasets";

    private static ControlPlane cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = ControlPlane.start();
        WorkloadLoader.load(cluster, new Workload(7, OBJECTS), 8);
        cluster.api().post(CONFIG_MAPS, Made.object("ConfigMap", "kept"));
        cluster.api().post(CONFIG_MAPS, Made.object("ConfigMap", "deleted-later"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyObjectIsServedAsItWasAndWatchersAreSentToListAgain(boolean apiServerGoesOn) {
        controllers().kill();
        Map<String, JsonNode> before = served();
        Path snapshot = saved();
        long snapshotRevision = cluster.etcd().revision();
        try (Watch watch = watch(version(CONFIG_MAPS))) {
            String seen = changeAfterSnapshot(watch);
            assertThat(Long.parseLong(seen)).isGreaterThan(snapshotRevision);

            restore(snapshot, apiServerGoesOn);

            // Whatever comes before the end is no event of a ConfigMap: those that were seen are not taken back one by
            // one.
            assertThat(watch.await(event -> !event.path("type").asText().equals("ERROR")))
                    .isEmpty();
            assertThat(Long.parseLong(version(CONFIG_MAPS))).isGreaterThan(BUMP);
            assertThat(expired(seen)).contains("too old resource version");
        }
        assertThat(served()).isEqualTo(before);
        Ran compared = Ran.jangada(cluster.kubeconfig(), "diff", "etcd:" + snapshot, "live");
        assertThat(compared.code()).as(compared.out() + compared.err()).isZero();
        controllers().restart();
        replicaSetOf(deployment("made-anew"));
        cluster.api().delete(DEPLOYMENTS + "/made-anew");
    }

    @Test
    void controllersThatWereNotRestartedActOnWhatIsThere() {
        deployment("kept-" + folder.getFileName());
        JsonNode kept = cluster.api().get(DEPLOYMENTS + "/kept-" + folder.getFileName());
        replicaSetOf(kept);
        Path snapshot = saved();
        // What they know of and will not find again, and what they have seen go and will find again.
        JsonNode late = deployment("late");
        JsonNode lateSet = replicaSetOf(late);
        cluster.api().delete(DEPLOYMENTS + "/" + name(kept));
        eventually(
                "the ReplicaSet of the deleted Deployment is gone",
                () -> ownedBy(kept).isEmpty());

        restore(snapshot, true);

        assertThat(cluster.api().answers(DEPLOYMENTS + "/late")).isFalse();
        JsonNode again = deployment("late");
        JsonNode set = replicaSetOf(again);
        assertThat(set.at("/metadata/uid")).isNotEqualTo(lateSet.at("/metadata/uid"));
        replicaSetOf(kept);
        // They act on what came back, too.
        cluster.api()
                .patch(
                        DEPLOYMENTS + "/" + name(kept),
                        Json.object().set("spec", Json.object().put("replicas", 2)));
        eventually(
                "the ReplicaSet grows",
                () -> replicaSetOf(kept).at("/spec/replicas").asInt() == 2);
        // For a moment one of their caches had listed again and another had not. What they made then for an owner that
        // never
        // was stays, because an object of the same name hides from them that the owner is gone: until they are
        // restarted.
        controllers().restart();
        eventually(
                "nothing is left of the Deployment that never was",
                () -> ownedBy(late).isEmpty());
        cluster.api().delete(DEPLOYMENTS + "/late");
        cluster.api().delete(DEPLOYMENTS + "/" + name(kept));
    }

    /** Why the revision goes up: an API server that goes on believes what it knew, and nobody tells it otherwise. */
    @Test
    void withoutTheBumpTheApiServerServesWhatIsNoLongerThere() {
        controllers().kill();
        Path snapshot = saved();
        try (Watch watch = watch(version(CONFIG_MAPS))) {
            String seen = changeAfterSnapshot(watch);

            restore(snapshot, true, "--bump-revision=0");

            assertThat(cluster.etcd().gateway().get("/registry/configmaps/default/made-later"))
                    .isEmpty();
            assertThat(names(CONFIG_MAPS)).contains("made-later").doesNotContain("deleted-later");
            try (Watch next = watch(seen)) {
                // Revisions that were given before are given again, and nobody is told of those changes.
                JsonNode missed = cluster.api().post(CONFIG_MAPS, Made.object("ConfigMap", "missed"));
                assertThat(missed.at("/metadata/resourceVersion").asLong()).isLessThanOrEqualTo(Long.parseLong(seen));
                raiseRevisionTo(Long.parseLong(seen));
                cluster.api().post(CONFIG_MAPS, Made.object("ConfigMap", "noticed"));
                assertThat(next.await(event -> !event.path("type").asText().equals("BOOKMARK"))
                                .map(event -> event.at("/object/metadata/name").asText()))
                        .contains("noticed");
            }
            assertThat(names(CONFIG_MAPS)).contains("noticed").doesNotContain("missed");
        } finally {
            cluster.apiServer().restart();
            controllers().restart();
        }
        assertThat(names(CONFIG_MAPS)).doesNotContain("made-later").contains("deleted-later", "missed");
    }

    /** Changes that the snapshot does not have; gives the resourceVersion of the last one, which the watch has seen. */
    private static String changeAfterSnapshot(Watch watch) {
        Api api = cluster.api();
        raiseRevisionTo(cluster.etcd().revision() + CHANGES);
        api.patch(CONFIG_MAPS + "/kept", Json.object().set("data", Json.object().put("changed", "later")));
        api.delete(CONFIG_MAPS + "/deleted-later");
        api.post(CONFIG_MAPS, Made.object("ConfigMap", "made-later"));
        return watch.await(event -> event.at("/object/metadata/name").asText().equals("made-later"))
                .orElseThrow()
                .at("/object/metadata/resourceVersion")
                .asText();
    }

    private static void raiseRevisionTo(long revision) {
        while (cluster.etcd().revision() < revision) {
            cluster.etcd().put(Map.of("/no-object-of-kubernetes", new byte[0]));
        }
    }

    private Path saved() {
        Path snapshot = folder.resolve("snap.db");
        Ran saved = Ran.jangada(
                cluster.kubeconfig(),
                "etcd",
                "save",
                snapshot.toString(),
                "--endpoints",
                cluster.etcd().endpoint());
        assertThat(saved.code()).as(saved.err()).isZero();
        return snapshot;
    }

    /** The etcd of the cluster goes on with what a restore makes of a snapshot, at its old addresses. */
    private void restore(Path snapshot, boolean apiServerGoesOn, String... more) {
        Path data = folder.resolve("restored");
        var arguments = new ArrayList<>(List.of(
                "etcd",
                "restore",
                snapshot.toString(),
                "--data-dir",
                data.toString(),
                "--name",
                cluster.etcd().name(),
                "--initial-cluster",
                cluster.etcd().initialCluster(),
                "--initial-advertise-peer-urls",
                cluster.etcd().peerUrl()));
        arguments.addAll(List.of(more));
        Ran restored = Ran.jangada(arguments.toArray(String[]::new));
        assertThat(restored.code()).as(restored.out() + restored.err()).isZero();
        if (!apiServerGoesOn) {
            cluster.apiServer().stop();
        }
        cluster.etcd().stop();
        cluster.etcd().restartOn(data);
        if (!apiServerGoesOn) {
            cluster.apiServer().restart();
        }
        eventually("the API server has found etcd again", () -> cluster.api().answers("/readyz"));
    }

    /** Every object of every kind as the API server answers it, but for Leases, which API servers renew all the time. */
    private static Map<String, JsonNode> served() {
        var objects = new TreeMap<String, JsonNode>();
        for (ResourceKind kind : cluster.api().resources().all()) {
            if (!kind.verbs().contains("list") || kind.kind().equals("Lease")) {
                continue;
            }
            String type = kind.apiVersion() + " " + kind.kind() + " ";
            String path = (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion() + "/" + kind.plural();
            for (JsonNode object : list(path).path("items")) {
                objects.put(type + object.at("/metadata/namespace").asText() + "/" + name(object), object);
            }
        }
        assertThat(objects).hasSizeGreaterThan(OBJECTS);
        return objects;
    }

    /** A list; a server that reads etcd anew is ready again before it has read everything, and answers 429 until then. */
    private static JsonNode list(String path) {
        var found = new AtomicReference<JsonNode>(Json.object());
        eventually("an answer to " + path, () -> {
            Answer answer = cluster.api().send("GET", path, null, "application/json");
            found.set(json(answer));
            return answer.status() == 200;
        });
        return found.get();
    }

    private static String version(String collection) {
        return list(collection).at("/metadata/resourceVersion").asText();
    }

    private static Watch watch(String version) {
        return cluster.api().watch(watchPath(version));
    }

    private static String watchPath(String version) {
        return CONFIG_MAPS + "?watch=true&allowWatchBookmarks=true&resourceVersion=" + version;
    }

    /** What a watch from a version on is told that must be told that the version is gone: as an answer or as an event. */
    private static String expired(String version) {
        Answer answer = cluster.api().send("GET", watchPath(version) + "&timeoutSeconds=20", null, "application/json");
        JsonNode told = json(answer);
        JsonNode status = told.has("object") ? told.path("object") : told;
        assertThat(status.path("code").asInt()).as(answer.text()).isEqualTo(410);
        assertThat(status.path("reason").asText()).isEqualTo("Expired");
        return status.path("message").asText();
    }

    /** The first JSON of an answer. */
    private static JsonNode json(Answer answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new LabException(answer.text(), e);
        }
    }

    private static List<String> names(String collection) {
        return list(collection)
                .path("items")
                .valueStream()
                .map(RestoredClusterTest::name)
                .toList();
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static ControllerManager controllers() {
        return cluster.controllerManager().orElseThrow();
    }

    private static JsonNode deployment(String name) {
        ObjectNode deployment = Made.object("apps/v1", "Deployment", name);
        ObjectNode spec = deployment.putObject("spec").put("replicas", 1);
        spec.putObject("selector").putObject("matchLabels").put("app", name);
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").putObject("labels").put("app", name);
        template.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "c")
                .put("image", "registry.example.com/c:1");
        return cluster.api().post(DEPLOYMENTS, deployment);
    }

    private static Optional<JsonNode> ownedBy(JsonNode owner) {
        return list(REPLICA_SETS)
                .path("items")
                .valueStream()
                .filter(set -> set.at("/metadata/ownerReferences/0/uid").equals(owner.at("/metadata/uid")))
                .findFirst();
    }

    /** The ReplicaSet that the controllers make, or have made, for a Deployment. */
    private static JsonNode replicaSetOf(JsonNode deployment) {
        eventually(
                "a ReplicaSet of " + name(deployment), () -> ownedBy(deployment).isPresent());
        return ownedBy(deployment).orElseThrow();
    }

    private static void eventually(String what, BooleanSupplier condition) {
        Wait.until(PATIENCE, condition, () -> new LabException("not in " + PATIENCE + ": " + what));
    }
}
