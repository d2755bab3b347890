package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Glob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What on a Node is not the administrator's, by the table {@code node-owned.txt}. */
final class NodeOwned {

    private static final List<Line> TABLE = table();
    private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";
    private static final String MASTER = "node-role.kubernetes.io/master";

    /** Names of providers that are no cloud: distributions and simulations put them there. */
    private static final Pattern NO_CLOUD = Pattern.compile("(k3s|rke2|kind|kwok)://.*");

    /**
     * Taints that say how a node was at a moment. Whoever applies them later keeps pods off a node that is well, and
     * controllers take away only those that they know the condition of.
     */
    private static final Pattern OF_A_CONDITION = Pattern.compile(
            "node\\.kubernetes\\.io/(not-ready|unreachable|unschedulable|network-unavailable|[a-z]+-pressure)"
                    + "|node\\.cloudprovider\\.kubernetes\\.io/(uninitialized|shutdown)");

    private record Line(String what, Glob name, String owner) {}

    /** What decides on the lines that hold for some nodes only. */
    private record Place(boolean cloud, boolean controlPlane) {

        static Place of(ObjectNode tree, ObjectNode spec) {
            JsonNode labels = tree.path("metadata").path("labels");
            String provider = spec.path("providerID").asText();
            return new Place(
                    !provider.isEmpty() && !NO_CLOUD.matcher(provider).matches(),
                    labels.has(CONTROL_PLANE) || labels.has(MASTER));
        }

        boolean owns(String what, String name) {
            for (Line line : TABLE) {
                if (line.what.equals(what) && line.name.matches(name)) {
                    return switch (line.owner) {
                        case "keep" -> false;
                        case "cloud" -> cloud;
                        case "kubeadm-control-plane" -> controlPlane;
                        default -> true;
                    };
                }
            }
            return false;
        }
    }

    private NodeOwned() {}

    /**
     * Leaves what an administrator set.
     *
     * @param keepOwned whether labels, annotations and taints of others stay too
     */
    static void scrub(ObjectNode tree, ObjectNode spec, boolean keepOwned) {
        Place place = Place.of(tree, spec);
        spec.remove(List.of("podCIDR", "podCIDRs", "providerID", "externalID", "configSource"));
        if (!keepOwned) {
            if (tree.path("metadata") instanceof ObjectNode metadata) {
                names(metadata.path("labels"), "label", place);
                names(metadata.path("annotations"), "annotation", place);
                MetadataFields.dropEmpty(metadata, "labels", "annotations");
            }
        }
        taints(spec, place, keepOwned);
        MetadataFields.dropEmpty(tree, "spec");
    }

    private static void names(JsonNode map, String what, Place place) {
        if (map instanceof ObjectNode fields) {
            List<String> owned = fields.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(name -> place.owns(what, name))
                    .toList();
            fields.remove(owned);
        }
    }

    /**
     * Taints are applied as one list that replaces the node's. So kubeadm's taint of the control plane stays where an
     * administrator's taint does, else applying the file would take it away.
     */
    private static void taints(ObjectNode spec, Place place, boolean keepOwned) {
        if (!(spec.path("taints") instanceof ArrayNode taints)) {
            return;
        }
        taints.removeIf(
                taint -> OF_A_CONDITION.matcher(taint.path("key").asText()).matches());
        if (!keepOwned) {
            removeOwned(taints, place);
        }
        for (JsonNode taint : taints) {
            if (taint instanceof ObjectNode fields) {
                fields.remove("timeAdded");
            }
        }
        MetadataFields.dropEmpty(spec, "taints");
    }

    private static void removeOwned(ArrayNode taints, Place place) {
        boolean administrators = false;
        for (JsonNode taint : taints) {
            administrators |= !place.owns("taint", taint.path("key").asText());
        }
        boolean keepRole = administrators;
        taints.removeIf(taint -> {
            String key = taint.path("key").asText();
            boolean role = key.equals(CONTROL_PLANE) || key.equals(MASTER);
            return place.owns("taint", key) && !(role && keepRole);
        });
    }

    private static List<Line> table() {
        var lines = new ArrayList<Line>();
        try (var in = Objects.requireNonNull(NodeOwned.class.getResourceAsStream("node-owned.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] columns = line.strip().split("\\s+", 3);
                    lines.add(new Line(columns[0], Glob.of(columns[1]), columns[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("node-owned.txt", e);
        }
        return List.copyOf(lines);
    }
}
