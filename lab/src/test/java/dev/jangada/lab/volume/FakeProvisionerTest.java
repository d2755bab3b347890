package dev.jangada.lab.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.LabException;
import dev.jangada.lab.SourceCluster;
import dev.jangada.lab.Wait;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the real PersistentVolume controller and a provisioner do together. The tests of stale uids say why a restore
 * must never create a volume with the claim's old uid: source, {@code syncVolume} in
 * k8s.io/kubernetes/pkg/controller/volume/persistentvolume/pv_controller.go.
 */
@Lab
class FakeProvisionerTest {

    private static final String VOLUMES = "/api/v1/persistentvolumes";
    private static final String CLAIMS = "/api/v1/namespaces/default/persistentvolumeclaims";
    private static final String STALE = "11111111-2222-3333-4444-555555555555";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aDeletedClaimTakesItsVolumeAlongIfThePolicySaysDelete(@SourceCluster ControlPlane cluster) {
        Api api = cluster.api();
        try (FakeProvisioner disk = FakeProvisioner.start(cluster, "delete.example.com")) {
            disk.addClass("delete", "Delete");
            String volume = boundVolumeOfNewClaim(api, "delete", "delete");
            assertThat(api.get(VOLUMES + "/" + volume)
                            .path("metadata")
                            .path("annotations")
                            .path(FakeProvisioner.PROVISIONED_BY)
                            .asText())
                    .isEqualTo(disk.name());
            assertThat(disk.made()).containsExactly("data-of-" + volume);

            api.delete(CLAIMS + "/delete");
            until(() -> !api.answers(VOLUMES + "/" + volume), "the volume is gone");
            assertThat(disk.lost()).containsExactly("data-of-" + volume);
        }
    }

    @Test
    void aRetainedVolumeOutlivesItsClaim(@SourceCluster ControlPlane cluster) {
        Api api = cluster.api();
        try (FakeProvisioner disk = FakeProvisioner.start(cluster, "retain.example.com")) {
            disk.addClass("retain", "Retain");
            String volume = boundVolumeOfNewClaim(api, "retain", "retain");
            api.delete(CLAIMS + "/retain");
            until(() -> phase(api, volume).equals("Released"), "the volume is released");
            awaitAnotherRound(cluster, disk);
            assertThat(disk.lost()).isEmpty();
            assertThat(phase(api, volume)).isEqualTo("Released");
        }
    }

    @Test
    void aVolumeWithTheUidOfAClaimThatIsNotThereIsLost(@SourceCluster ControlPlane cluster) {
        Api api = cluster.api();
        try (FakeProvisioner disk = FakeProvisioner.start(cluster, "stale.example.com")) {
            api.post(VOLUMES, volume("stale", disk.name(), "nobody", STALE));
            until(() -> disk.lost().contains("data-of-stale"), "the volume is lost");
        }
    }

    @Test
    void aVolumeWithTheOldUidOfAClaimThatWasMadeAnewIsLost(@SourceCluster ControlPlane cluster) {
        Api api = cluster.api();
        try (FakeProvisioner disk = FakeProvisioner.start(cluster, "anew.example.com")) {
            api.post(CLAIMS, claim("anew", "anew", "anew"));
            api.post(VOLUMES, volume("anew", disk.name(), "anew", STALE));
            until(() -> disk.lost().contains("data-of-anew"), "the volume is lost");
            until(() -> !api.answers(VOLUMES + "/anew"), "so is its object");
            assertThat(api.get(CLAIMS + "/anew").at("/status/phase").asText()).isEqualTo("Pending");
        }
    }

    @Test
    void aVolumeWhoseClaimRefHasNoUidWaitsForItsClaimAndIsBound(@SourceCluster ControlPlane cluster) {
        Api api = cluster.api();
        try (FakeProvisioner disk = FakeProvisioner.start(cluster, "waits.example.com")) {
            api.post(VOLUMES, volume("waits", disk.name(), "waits", null));
            until(() -> phase(api, "waits").equals("Available"), "the volume waits");
            ObjectNode claim = api.post(CLAIMS, claim("waits", "waits", "waits"));
            until(() -> phase(api, "waits").equals("Bound"), "the volume is bound");
            assertThat(api.get(VOLUMES + "/waits").at("/spec/claimRef/uid")).isEqualTo(claim.at("/metadata/uid"));
            awaitAnotherRound(cluster, disk);
            assertThat(disk.lost()).isEmpty();
            until(
                    () -> api.get(VOLUMES + "/waits")
                            .at("/metadata/finalizers")
                            .toString()
                            .contains(FakeProvisioner.FINALIZER),
                    "the provisioner has taken the volume over");
        }
    }

    /** A claim that is made and bound after something proves that the provisioner has seen it. */
    private static void awaitAnotherRound(ControlPlane cluster, FakeProvisioner disk) {
        String name = disk.name().replace('.', '-') + "-round";
        disk.addClass(name, "Retain");
        boundVolumeOfNewClaim(cluster.api(), name, name);
    }

    private static String boundVolumeOfNewClaim(Api api, String name, String className) {
        api.post(CLAIMS, claim(name, className, null));
        until(() -> api.get(CLAIMS + "/" + name).at("/status/phase").asText().equals("Bound"), name + " is bound");
        return api.get(CLAIMS + "/" + name).at("/spec/volumeName").asText();
    }

    private static String phase(Api api, String volume) {
        return api.get(VOLUMES + "/" + volume).at("/status/phase").asText();
    }

    private static ObjectNode claim(String name, String className, @Nullable String volume) {
        ObjectNode claim = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        claim.putObject("metadata").put("name", name).put("namespace", "default");
        ObjectNode spec = claim.putObject("spec").put("storageClassName", className);
        if (volume != null) {
            spec.put("volumeName", volume);
        }
        spec.putArray("accessModes").add("ReadWriteOnce");
        spec.putObject("resources").putObject("requests").put("storage", "1Gi");
        return claim;
    }

    private static ObjectNode volume(String name, String driver, String claim, @Nullable String claimUid) {
        ObjectNode volume = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
        volume.putObject("metadata")
                .put("name", name)
                .putObject("annotations")
                .put(FakeProvisioner.PROVISIONED_BY, driver);
        ObjectNode spec = volume.putObject("spec")
                .put("persistentVolumeReclaimPolicy", "Delete")
                .put("storageClassName", name);
        spec.putArray("accessModes").add("ReadWriteOnce");
        spec.putObject("capacity").put("storage", "1Gi");
        spec.putObject("csi").put("driver", driver).put("volumeHandle", "data-of-" + name);
        ObjectNode reference =
                spec.putObject("claimRef").put("namespace", "default").put("name", claim);
        if (claimUid != null) {
            reference.put("uid", claimUid);
        }
        return volume;
    }

    private static void until(BooleanSupplier condition, String what) {
        Wait.until(PATIENCE, condition, () -> new LabException("not in " + PATIENCE + ": " + what));
    }
}
