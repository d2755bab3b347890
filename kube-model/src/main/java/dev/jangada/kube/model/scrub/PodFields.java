package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What the scheduler, admission and the network wrote into a Pod that nobody's controller makes. */
final class PodFields {

    private static final List<String> NOTES = List.of(
            "cni.projectcalico.org/containerID",
            "cni.projectcalico.org/podIP",
            "cni.projectcalico.org/podIPs",
            "k8s.v1.cni.cncf.io/network-status");

    /**
     * The volume that admission adds for the account's token, and adds again. Up to Kubernetes 1.20 it was the Secret of
     * the account, which exists in no other cluster.
     */
    private static final Pattern TOKEN_VOLUME = Pattern.compile("kube-api-access-[a-z0-9]{5}");

    private PodFields() {}

    static void scrub(ObjectNode tree, ObjectNode spec) {
        spec.remove(List.of("nodeName", "ephemeralContainers"));
        // Admission computes it from the class, and refuses one that is not the class's.
        spec.remove("priority");
        var tokens = new HashSet<String>();
        if (spec.path("volumes") instanceof ArrayNode volumes) {
            Pattern secret = Pattern.compile(
                    Pattern.quote(spec.path("serviceAccountName").asText("default")) + "-token-[a-z0-9]{5}");
            for (JsonNode volume : volumes) {
                String name = volume.path("name").asText();
                String mounted = volume.path("secret").path("secretName").asText();
                if (TOKEN_VOLUME.matcher(name).matches()
                        || secret.matcher(mounted).matches()) {
                    tokens.add(name);
                }
            }
            volumes.removeIf(volume -> tokens.contains(volume.path("name").asText()));
            MetadataFields.dropEmpty(spec, "volumes");
        }
        for (String containers : List.of("containers", "initContainers")) {
            for (JsonNode container : spec.path(containers)) {
                if (container instanceof ObjectNode fields && fields.path("volumeMounts") instanceof ArrayNode mounts) {
                    mounts.removeIf(mount -> tokens.contains(mount.path("name").asText()));
                    MetadataFields.dropEmpty(fields, "volumeMounts");
                }
            }
        }
        if (tree.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(NOTES);
            MetadataFields.dropEmpty((ObjectNode) tree.path("metadata"), "annotations");
        }
    }
}
