package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Map;

/**
 * Other names for nodes: volumes and pods that are tied to a node are tied to another one. Several nodes may become one,
 * since their volumes can be on one machine.
 */
public final class NodeMapping implements Transform {

    /** Nothing is renamed. */
    public static final NodeMapping NONE = new NodeMapping(new Mapping(Map.of()));

    private static final String NODE_USER = "system:node:";
    private static final String TERMS = " nodeSelectorTerms *";

    private static final List<String> ADDRESSES =
            List.of("subsets * addresses * nodeName", "subsets * notReadyAddresses * nodeName");

    /** Annotations in which the scheduler and Rancher's local path provisioner note the node of a volume. */
    private static final List<String> NOTES = List.of(
            "metadata annotations volume.kubernetes.io/selected-node",
            "metadata annotations local.path.provisioner/selected-node");

    /** Within the specification of pods, the terms that choose nodes. */
    private static final List<String> AFFINITY_TERMS = List.of(
            "affinity nodeAffinity requiredDuringSchedulingIgnoredDuringExecution" + TERMS,
            "affinity nodeAffinity preferredDuringSchedulingIgnoredDuringExecution * preference");

    private final Mapping mapping;

    private NodeMapping(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * A mapping.
     *
     * @param names the new name of each node that gets one
     * @throws Problem if a name cannot be a node's, or is mapped to itself
     */
    public static NodeMapping of(Map<String, String> names) {
        return new NodeMapping(new Mapping(names).checked(Mapping.DNS_SUBDOMAIN, TransformMessage.BAD_NODE_NAME));
    }

    /**
     * A mapping as a command line has it.
     *
     * @param words {@code OLD=NEW} each
     * @throws Problem as {@link #of}, and if a word is not of this form or an old name is there twice
     */
    public static NodeMapping parse(List<String> words) {
        return of(Mapping.parse(words));
    }

    /** Whether nothing is renamed. */
    public boolean isEmpty() {
        return mapping.names().isEmpty();
    }

    /** The new name of a node; the same if it is not mapped. */
    public String map(String node) {
        return mapping.map(node);
    }

    /** The key that an object has afterwards: another one only for a Node itself. */
    public ObjectKey map(ObjectKey key) {
        return key.groupKind().equals(Kinds.NODE)
                ? new ObjectKey(key.groupKind(), key.namespace(), map(key.name()))
                : key;
    }

    @Override
    public void apply(ObjectKey original, ObjectNode tree) {
        if (isEmpty()) {
            return;
        }
        GroupKind kind = original.groupKind();
        if (Kinds.POD_SPECS.containsKey(kind)) {
            Places.maps(tree, Kinds.POD_SPECS.get(kind), this::pods);
        } else if (kind.equals(Kinds.PERSISTENT_VOLUME)) {
            Places.maps(tree, "metadata labels", this::hostLabels);
            NOTES.forEach(path -> Places.replace(tree, path, this::map));
            Places.maps(tree, "spec nodeAffinity required" + TERMS, this::term);
        } else if (kind.equals(Kinds.PERSISTENT_VOLUME_CLAIM)) {
            NOTES.forEach(path -> Places.replace(tree, path, this::map));
        } else if (kind.equals(Kinds.NODE)) {
            Places.replace(tree, "metadata name", this::map);
            Places.maps(tree, "metadata labels", this::hostLabels);
        } else if (kind.equals(Kinds.STORAGE_CLASS)) {
            Places.maps(tree, "allowedTopologies * matchLabelExpressions *", this::hostValues);
        } else if (kind.equals(Kinds.ENDPOINTS)) {
            ADDRESSES.forEach(path -> Places.replace(tree, path, this::map));
        } else if (kind.equals(Kinds.ENDPOINT_SLICE)) {
            Places.replace(tree, "endpoints * nodeName", this::map);
        } else if (kind.equals(Kinds.ROLE_BINDING) || kind.equals(Kinds.CLUSTER_ROLE_BINDING)) {
            Places.maps(tree, "subjects *", this::subject);
        }
    }

    private void pods(ObjectNode spec) {
        Places.replace(spec, "nodeName", this::map);
        Places.maps(spec, "nodeSelector", this::hostLabels);
        AFFINITY_TERMS.forEach(path -> Places.maps(spec, path, this::term));
    }

    private void term(ObjectNode term) {
        Places.maps(term, "matchExpressions *", this::hostValues);
        Places.maps(term, "matchFields *", field -> {
            if (field.path("key").asText().equals("metadata.name")) {
                Places.replace(field, "values *", this::map);
            }
        });
    }

    private void hostValues(ObjectNode expression) {
        if (isHost(expression.path("key").asText())) {
            Places.replace(expression, "values *", this::map);
        }
    }

    private void hostLabels(ObjectNode labels) {
        List<String> hosts = labels.propertyStream()
                .map(Map.Entry::getKey)
                .filter(NodeMapping::isHost)
                .toList();
        hosts.forEach(label -> Places.replace(labels, label, this::map));
    }

    /** Whether a label's value is the name of a machine: Kubernetes' own, and those of CSI drivers. */
    private static boolean isHost(String label) {
        return label.endsWith("/hostname") || label.endsWith("/node") || label.endsWith("/nodename");
    }

    private void subject(ObjectNode subject) {
        if (subject.path("kind").asText().equals("User")) {
            Places.replace(
                    subject,
                    "name",
                    name -> name.startsWith(NODE_USER) ? NODE_USER + map(name.substring(NODE_USER.length())) : name);
        }
    }
}
