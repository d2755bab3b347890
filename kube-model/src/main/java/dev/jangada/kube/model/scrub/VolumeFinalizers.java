package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * The finalizers that the system, external-provisioner and external-attacher put on PersistentVolumes of theirs, on every
 * one anew. Where their controller is missing they keep a volume from ever being deleted; where it is not, the one of
 * external-provisioner makes it delete what is stored there together with the object.
 */
public final class VolumeFinalizers {

    /**
     * The names: {@code kubernetes.io/pv-protection}, {@code kubernetes.io/pv-controller},
     * {@code external-provisioner.volume.kubernetes.io/finalizer}, {@code external-attacher/DRIVER}.
     */
    private static final Pattern NAMES =
            Pattern.compile("kubernetes\\.io/.*|external-provisioner\\..*|external-attacher/.*");

    private VolumeFinalizers() {}

    /** Whether a finalizer is one of them. */
    public static boolean contain(String finalizer) {
        return NAMES.matcher(finalizer).matches();
    }

    /** Takes them out of a PersistentVolume. */
    public static void remove(ObjectNode volume) {
        if (volume.path("metadata") instanceof ObjectNode metadata
                && metadata.path("finalizers") instanceof ArrayNode finalizers) {
            finalizers.removeIf(finalizer -> contain(finalizer.asText()));
            MetadataFields.dropEmpty(metadata, "finalizers");
        }
    }
}
