package dev.jangada.lab.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The PersistentVolume that an external provisioner makes for a claim. */
final class ProvisionedVolume {

    private ProvisionedVolume() {}

    /**
     * Source: {@code provisionClaimOperation} and {@code getProvisionedVolumeNameForClaim} of the real one's library.
     */
    static ObjectNode of(JsonNode claim, String provisioner, String reclaimPolicy) {
        String name = "pvc-" + claim.at("/metadata/uid").asText();
        ObjectNode volume = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
        ObjectNode metadata = volume.putObject("metadata").put("name", name);
        metadata.putObject("annotations").put(FakeProvisioner.PROVISIONED_BY, provisioner);
        metadata.putArray("finalizers").add(FakeProvisioner.FINALIZER);
        ObjectNode spec = volume.putObject("spec")
                .put("persistentVolumeReclaimPolicy", reclaimPolicy)
                .put("storageClassName", claim.at("/spec/storageClassName").asText());
        spec.set("accessModes", claim.at("/spec/accessModes"));
        spec.putObject("capacity").set("storage", claim.at("/spec/resources/requests/storage"));
        spec.putObject("csi").put("driver", provisioner).put("volumeHandle", "data-of-" + name);
        spec.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", claim.at("/metadata/namespace").asText())
                .put("name", claim.at("/metadata/name").asText())
                .put("uid", claim.at("/metadata/uid").asText())
                .put("resourceVersion", claim.at("/metadata/resourceVersion").asText());
        return volume;
    }

    static String reclaimPolicy(byte[] storageClass) {
        try {
            return Json.mapper().readTree(storageClass).path("reclaimPolicy").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
