package dev.jangada.lab.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Answer;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a storage driver's external provisioner: there is no data, but it decides as the real one does when to
 * make a volume and when to delete one, and counts what it has deleted. It works while it is open.
 *
 * <p>Source of its decisions: {@code controller/controller.go} of kubernetes-sigs/sig-storage-lib-external-provisioner,
 * with the finalizer that the CSI external-provisioner turns on by default: {@code shouldProvision}, {@code
 * isProvisionerForVolume}, {@code handleProtectionFinalizer}, {@code shouldDelete}.
 */
public final class FakeProvisioner implements AutoCloseable {

    /** On a volume: who has made it. */
    public static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

    /** Keeps a volume's object until the data is deleted. */
    public static final String FINALIZER = "external-provisioner.volume.kubernetes.io/finalizer";

    private static final String ASKED_OF = "volume.kubernetes.io/storage-provisioner";
    private static final String VOLUMES = "/api/v1/persistentvolumes";
    private static final String CLAIMS = "/api/v1/persistentvolumeclaims";
    private static final String CLASSES = "/apis/storage.k8s.io/v1/storageclasses";
    private static final String JSON = "application/json";
    private static final String MERGE = "application/merge-patch+json";
    private static final long BETWEEN = Duration.ofMillis(100).toNanos();

    private final Api api;
    private final String name;
    private final List<String> made = new CopyOnWriteArrayList<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean open = true;
    private volatile @Nullable RuntimeException failed;

    private FakeProvisioner(Api api, String name) {
        this.api = api;
        this.name = name;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::work);
    }

    /**
     * Starts one; a cluster may have several with different names.
     *
     * @param name the name of the driver, for example {@code disk.example.com}
     */
    public static FakeProvisioner start(ControlPlane cluster, String name) {
        var started = new FakeProvisioner(cluster.api(), name);
        started.thread.start();
        return started;
    }

    /** The name that it has in StorageClasses, volumes and claims. */
    public String name() {
        return name;
    }

    /**
     * Creates a StorageClass of this provisioner that binds at once.
     *
     * @param reclaimPolicy {@code Delete} or {@code Retain}, for the volumes that are made of it
     */
    public void addClass(String className, String reclaimPolicy) {
        ObjectNode object = Json.object().put("apiVersion", "storage.k8s.io/v1").put("kind", "StorageClass");
        object.putObject("metadata").put("name", className);
        object.put("provisioner", name).put("reclaimPolicy", reclaimPolicy).put("volumeBindingMode", "Immediate");
        var _ = api.post(CLASSES, object);
    }

    /** The handles of the volumes that it has made, in order. */
    public List<String> made() {
        return List.copyOf(made);
    }

    /** The handles of the volumes whose data would be gone now, in order; the volume's name where it has no handle. */
    public List<String> lost() {
        return List.copyOf(lost);
    }

    /** As every controller: what did not go well is tried again in the next round, also after the server was away. */
    private void work() {
        while (open) {
            try {
                api.get(VOLUMES).path("items").forEach(this::sync);
                api.get(CLAIMS).path("items").forEach(this::provision);
                failed = null;
            } catch (RuntimeException e) {
                failed = e;
            }
            LockSupport.parkNanos(BETWEEN);
        }
    }

    private void sync(JsonNode volume) {
        if (!mine(volume)) {
            return;
        }
        String path = VOLUMES + "/" + volume.at("/metadata/name").asText();
        boolean protectedNow = finalizers(volume).contains(FINALIZER);
        boolean going = volume.at("/metadata").has("deletionTimestamp");
        String policy = volume.at("/spec/persistentVolumeReclaimPolicy").asText();
        String phase = volume.at("/status/phase").asText();
        if (policy.equals("Delete") && phase.equals("Bound") && !going && !protectedNow) {
            setFinalizer(volume, path, true);
        } else if (!policy.equals("Delete") && protectedNow) {
            setFinalizer(volume, path, false);
        }
        if (phase.equals("Released") && policy.equals("Delete") && (protectedNow || !going)) {
            String handle = volume.at("/spec/csi/volumeHandle").asText();
            String lostNow = handle.isEmpty() ? volume.at("/metadata/name").asText() : handle;
            if (!lost.contains(lostNow)) {
                lost.add(lostNow);
            }
            must("DELETE", path, null, JSON, 404);
            if (protectedNow) {
                setFinalizer(volume, path, false);
            }
        }
    }

    /** A volume that says who made it is that one's; any other is the one's whose driver it names. */
    private boolean mine(JsonNode volume) {
        JsonNode maker = volume.path("metadata").path("annotations").path(PROVISIONED_BY);
        return (maker.isMissingNode() ? volume.at("/spec/csi/driver") : maker)
                .asText()
                .equals(name);
    }

    private void setFinalizer(JsonNode volume, String path, boolean there) {
        List<String> finalizers = finalizers(volume);
        finalizers.remove(FINALIZER);
        if (there) {
            finalizers.add(FINALIZER);
        }
        ObjectNode patch = Json.object();
        var array = patch.putObject("metadata").putArray("finalizers");
        finalizers.forEach(array::add);
        must("PATCH", path, Json.bytes(patch), MERGE, 404);
    }

    private static List<String> finalizers(JsonNode object) {
        var names = new ArrayList<String>();
        object.at("/metadata/finalizers").forEach(each -> names.add(each.asText()));
        return names;
    }

    private void provision(JsonNode claim) {
        boolean asked = claim.path("metadata")
                        .path("annotations")
                        .path(ASKED_OF)
                        .asText()
                        .equals(name)
                && !claim.at("/spec").has("volumeName")
                && !claim.at("/metadata").has("deletionTimestamp");
        if (!asked) {
            return;
        }
        String className = claim.at("/spec/storageClassName").asText();
        Answer found = api.send("GET", CLASSES + "/" + className, null, JSON);
        if (found.status() == 404) {
            return;
        }
        String policy = ProvisionedVolume.reclaimPolicy(found.orFail("GET " + CLASSES + "/" + className));
        ObjectNode volume = ProvisionedVolume.of(claim, name, policy);
        Answer created = must("POST", VOLUMES, Json.bytes(volume), JSON, 409);
        if (created.status() != 409) {
            made.add(volume.at("/spec/csi/volumeHandle").asText());
        }
    }

    private Answer must(String method, String path, byte @Nullable [] body, String type, int alsoGood) {
        Answer answer = api.send(method, path, body, type);
        if (answer.status() != alsoGood) {
            var _ = answer.orFail(method + " " + path);
        }
        return answer;
    }

    /**
     * Ends; whatever is released later is not deleted.
     *
     * @throws LabException if its last round failed
     */
    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the provisioner ends", e);
        }
        if (failed != null) {
            throw new LabException("the provisioner's last round failed", failed);
        }
    }
}
