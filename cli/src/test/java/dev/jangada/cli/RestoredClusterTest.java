package dev.jangada.cli;

import static dev.jangada.cli.RewoundCluster.CONFIG_MAPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.Watch;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole cluster goes back to a snapshot while its API server and its controllers go on: what they do then, and would do. */
class RestoredClusterTest {

    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String REPLICA_SETS = "/apis/apps/v1/namespaces/default/replicasets";

    private static RewoundCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = RewoundCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void controllersThatWereNotRestartedActOnWhatIsThere() {
        deployment("kept-" + folder.getFileName());
        JsonNode kept = cluster.api().get(DEPLOYMENTS + "/kept-" + folder.getFileName());
        replicaSetOf(kept);
        Path snapshot = cluster.saved(folder.resolve("snap.db"));
        // What they know of and will not find again, and what they have seen go and will find again.
        JsonNode late = deployment("late");
        JsonNode lateSet = replicaSetOf(late);
        cluster.api().delete(DEPLOYMENTS + "/" + ServedObjects.name(kept));
        ServedObjects.eventually(
                "the ReplicaSet of the deleted Deployment is gone",
                () -> ownedBy(kept).isEmpty());

        cluster.restore(snapshot, EtcdVersion.V3_6, true);

        assertThat(cluster.api().answers(DEPLOYMENTS + "/late")).isFalse();
        JsonNode again = deployment("late");
        JsonNode set = replicaSetOf(again);
        assertThat(set.at("/metadata/uid")).isNotEqualTo(lateSet.at("/metadata/uid"));
        replicaSetOf(kept);
        // They act on what came back, too.
        cluster.api()
                .patch(
                        DEPLOYMENTS + "/" + ServedObjects.name(kept),
                        Json.object().set("spec", Json.object().put("replicas", 2)));
        ServedObjects.eventually(
                "the ReplicaSet grows",
                () -> replicaSetOf(kept).at("/spec/replicas").asInt() == 2);
        // For a moment one of their caches had listed again and another had not. What they made then for an owner
        // that never was stays, because an object of the same name hides from them that the owner is gone: until
        // they are restarted.
        cluster.controllers().restart();
        ServedObjects.eventually(
                "nothing is left of the Deployment that never was",
                () -> ownedBy(late).isEmpty());
        cluster.api().delete(DEPLOYMENTS + "/late");
        cluster.api().delete(DEPLOYMENTS + "/" + ServedObjects.name(kept));
    }

    /** Why the revision goes up: an API server that goes on believes what it knew, and nobody tells it otherwise. */
    @Test
    void withoutTheBumpTheApiServerServesWhatIsNoLongerThere() {
        ServedObjects served = cluster.served();
        cluster.controllers().kill();
        Path snapshot = cluster.saved(folder.resolve("snap.db"));
        try (Watch watch = served.watch(CONFIG_MAPS, served.version(CONFIG_MAPS))) {
            String seen = cluster.changeAfterSnapshot(watch);

            cluster.restore(snapshot, EtcdVersion.V3_6, true, "--bump-revision=0");

            assertThat(cluster.plane().etcd().gateway().get("/registry/configmaps/default/made-later"))
                    .isEmpty();
            assertThat(served.names(CONFIG_MAPS)).contains("made-later").doesNotContain("deleted-later");
            try (Watch next = served.watch(CONFIG_MAPS, seen)) {
                // Revisions that were given before are given again, and nobody is told of those changes.
                JsonNode missed = cluster.api().post(CONFIG_MAPS, Made.object("ConfigMap", "missed"));
                assertThat(missed.at("/metadata/resourceVersion").asLong()).isLessThanOrEqualTo(Long.parseLong(seen));
                cluster.raiseRevisionTo(Long.parseLong(seen));
                cluster.api().post(CONFIG_MAPS, Made.object("ConfigMap", "noticed"));
                assertThat(next.await(event -> !event.path("type").asText().equals("BOOKMARK"))
                                .map(event -> event.at("/object/metadata/name").asText()))
                        .contains("noticed");
            }
            assertThat(served.names(CONFIG_MAPS)).contains("noticed").doesNotContain("missed");
        } finally {
            cluster.plane().apiServer().restart();
            cluster.controllers().restart();
        }
        assertThat(served.names(CONFIG_MAPS)).doesNotContain("made-later").contains("deleted-later", "missed");
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
        return cluster.served()
                .list(REPLICA_SETS)
                .path("items")
                .valueStream()
                .filter(set -> set.at("/metadata/ownerReferences/0/uid").equals(owner.at("/metadata/uid")))
                .findFirst();
    }

    /** The ReplicaSet that the controllers make, or have made, for a Deployment. */
    private static JsonNode replicaSetOf(JsonNode deployment) {
        ServedObjects.eventually(
                "a ReplicaSet of " + ServedObjects.name(deployment),
                () -> ownedBy(deployment).isPresent());
        return ownedBy(deployment).orElseThrow();
    }
}
