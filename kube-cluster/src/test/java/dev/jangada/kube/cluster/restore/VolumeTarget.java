package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.lab.volume.FakeProvisioner;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests that share one target with the real volume controller and a provisioner that counts what would be lost. */
abstract class VolumeTarget extends SharedTarget {

    static final String DRIVER = "disk.example.com";
    static final String VOLUMES = "/api/v1/persistentvolumes/";

    private FakeProvisioner disk;

    @BeforeAll
    void provide() {
        disk = FakeProvisioner.start(cluster, DRIVER);
        disk.addClass("fast", "Delete");
    }

    @AfterEach
    void nothingIsLost() {
        // A claim that is made and bound shows that the provisioner has been around once more.
        String name = "round-" + System.nanoTime();
        ObjectNode claim = Made.claim("default", name, "");
        claim.withObjectProperty("metadata").remove("annotations");
        api.post("/api/v1/namespaces/default/persistentvolumeclaims", claim);
        bound("default", name);
        assertThat(disk.lost()).isEmpty();
    }

    @AfterAll
    void withdraw() {
        disk.close();
    }

    JsonNode volume(String name) {
        return api.get(VOLUMES + name);
    }

    JsonNode claim(String namespace, String name) {
        return api.get("/api/v1/namespaces/" + namespace + "/persistentvolumeclaims/" + name);
    }

    void bound(String namespace, String name) {
        until(() -> claim(namespace, name).at("/status/phase").asText().equals("Bound"), name + " is bound");
    }

    static FakeSource pair(String namespace) {
        return FakeSource.of(
                Made.namespace(namespace),
                Made.volume("pv-" + namespace, "Delete", DRIVER, namespace, "data"),
                Made.claim(namespace, "data", "pv-" + namespace));
    }

    void isSettled(String namespace) {
        bound(namespace, "data");
        JsonNode volume = volume("pv-" + namespace);
        assertThat(volume.at("/spec/persistentVolumeReclaimPolicy").asText()).isEqualTo("Delete");
        assertThat(volume.path("metadata").path("annotations").has(VolumeBodies.RECLAIM_POLICY))
                .isFalse();
        assertThat(volume.at("/spec/claimRef/uid"))
                .isEqualTo(claim(namespace, "data").at("/metadata/uid"));
    }

    List<PlanEntry> cannot(Plan plan) {
        return Restoring.entries(plan).stream()
                .filter(entry -> entry.action() == Action.CANNOT)
                .toList();
    }
}
