package dev.jangada.kube.model.print;

import static dev.jangada.kube.model.print.Cells.AGE;
import static dev.jangada.kube.model.print.Cells.CREATED_AT;
import static dev.jangada.kube.model.print.Cells.NONE;
import static dev.jangada.kube.model.print.Cells.UNSET;
import static dev.jangada.kube.model.print.Cells.at;
import static dev.jangada.kube.model.print.Cells.count;
import static dev.jangada.kube.model.print.Cells.joined;
import static dev.jangada.kube.model.print.Cells.orNone;
import static dev.jangada.kube.model.print.Cells.selectorColumn;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns of the core group, without what runs replicas. */
final class CoreColumns {

    private static final String NODE_ROLE = "node-role.kubernetes.io/";

    static final Map<String, List<Column>> BY_KIND = Map.ofEntries(
            Map.entry("ConfigMap", List.of(Column.of("DATA", (object, now) -> dataSize(object)), AGE)),
            Map.entry(
                    "Secret",
                    List.of(Column.of("TYPE", at("/type", "Opaque")), Column.of("DATA", count("/data")), AGE)),
            Map.entry("ServiceAccount", List.of(AGE)),
            Map.entry("Namespace", List.of(Column.of("STATUS", at("/status/phase", "")), AGE)),
            Map.entry("LimitRange", List.of(CREATED_AT)),
            Map.entry(
                    "ResourceQuota",
                    List.of(
                            Column.of("REQUEST", (object, now) -> quota(object, false)),
                            Column.of("LIMIT", (object, now) -> quota(object, true)),
                            AGE)),
            Map.entry(
                    "Pod",
                    List.of(
                            Column.of("READY", PodCells::ready),
                            Column.of("STATUS", PodCells::status),
                            Column.of("RESTARTS", PodCells::restarts),
                            AGE,
                            Column.wide("IP", at("/status/podIP", NONE)),
                            Column.wide("NODE", at("/spec/nodeName", NONE)),
                            Column.wide("NOMINATED NODE", at("/status/nominatedNodeName", NONE)),
                            Column.wide("READINESS GATES", (object, now) -> readinessGates(object)))),
            Map.entry(
                    "Service",
                    List.of(
                            Column.of("TYPE", at("/spec/type", "ClusterIP")),
                            Column.of("CLUSTER-IP", at("/spec/clusterIP", NONE)),
                            Column.of("EXTERNAL-IP", (object, now) -> Addresses.ofService(object)),
                            Column.of("PORT(S)", (object, now) -> ports(object)),
                            AGE,
                            selectorColumn("/spec/selector"))),
            Map.entry("Endpoints", List.of(Column.of("ENDPOINTS", (object, now) -> Endpoints.ofSubsets(object)), AGE)),
            Map.entry(
                    "Node",
                    List.of(
                            Column.of("STATUS", (object, now) -> nodeStatus(object)),
                            Column.of("ROLES", (object, now) -> roles(object)),
                            AGE,
                            Column.of("VERSION", at("/status/nodeInfo/kubeletVersion", "")),
                            Column.wide("INTERNAL-IP", (object, now) -> address(object, "InternalIP")),
                            Column.wide("EXTERNAL-IP", (object, now) -> address(object, "ExternalIP")),
                            Column.wide("OS-IMAGE", at("/status/nodeInfo/osImage", Cells.UNKNOWN)),
                            Column.wide("KERNEL-VERSION", (object, now) -> kernel(object)),
                            Column.wide(
                                    "CONTAINER-RUNTIME",
                                    at("/status/nodeInfo/containerRuntimeVersion", Cells.UNKNOWN)))),
            Map.entry(
                    "PersistentVolume",
                    List.of(
                            Column.of("CAPACITY", at("/spec/capacity/storage", "")),
                            Column.of("ACCESS MODES", (object, now) -> accessModes(object.at("/spec/accessModes"))),
                            Column.of("RECLAIM POLICY", at("/spec/persistentVolumeReclaimPolicy", "")),
                            Column.of("STATUS", (object, now) -> phase(object)),
                            Column.of("CLAIM", (object, now) -> claim(object.at("/spec/claimRef"))),
                            Column.of("STORAGECLASS", at("/spec/storageClassName", "")),
                            Column.of("VOLUMEATTRIBUTESCLASS", at("/spec/volumeAttributesClassName", UNSET)),
                            Column.of("REASON", at("/status/reason", "")),
                            AGE,
                            Column.wide("VOLUMEMODE", at("/spec/volumeMode", UNSET)))),
            Map.entry(
                    "PersistentVolumeClaim",
                    List.of(
                            Column.of("STATUS", (object, now) -> phase(object)),
                            Column.of("VOLUME", at("/spec/volumeName", "")),
                            Column.of(
                                    "CAPACITY",
                                    (object, now) -> bound(object)
                                            ? object.at("/status/capacity/storage")
                                                    .asText("")
                                            : ""),
                            Column.of(
                                    "ACCESS MODES",
                                    (object, now) ->
                                            bound(object) ? accessModes(object.at("/status/accessModes")) : ""),
                            Column.of("STORAGECLASS", at("/spec/storageClassName", "")),
                            Column.of("VOLUMEATTRIBUTESCLASS", at("/spec/volumeAttributesClassName", UNSET)),
                            AGE,
                            Column.wide("VOLUMEMODE", at("/spec/volumeMode", UNSET)))));

    private CoreColumns() {}

    private static String dataSize(JsonNode configMap) {
        return Integer.toString(
                configMap.path("data").size() + configMap.path("binaryData").size());
    }

    private static boolean bound(JsonNode claim) {
        return !claim.at("/spec/volumeName").asText("").isEmpty();
    }

    private static String phase(JsonNode object) {
        return object.at("/metadata/deletionTimestamp").isMissingNode()
                ? object.at("/status/phase").asText("")
                : "Terminating";
    }

    private static String claim(JsonNode reference) {
        return reference.isMissingNode()
                ? ""
                : reference.path("namespace").asText() + "/"
                        + reference.path("name").asText();
    }

    static String accessModes(JsonNode modes) {
        return joined(modes, mode -> switch (mode.asText()) {
            case "ReadWriteOnce" -> "RWO";
            case "ReadOnlyMany" -> "ROX";
            case "ReadWriteMany" -> "RWX";
            case "ReadWriteOncePod" -> "RWOP";
            default -> mode.asText();
        });
    }

    private static String quota(JsonNode quota, boolean limits) {
        JsonNode hard = quota.at("/status/hard").isEmpty() ? quota.at("/spec/hard") : quota.at("/status/hard");
        return hard.propertyStream()
                .filter(entry -> entry.getKey().startsWith("limits.") == limits)
                .map(entry -> entry.getKey() + ": "
                        + quota.path("status").path("used").path(entry.getKey()).asText("0") + "/"
                        + entry.getValue().asText())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String readinessGates(JsonNode pod) {
        JsonNode gates = pod.at("/spec/readinessGates");
        if (gates.isEmpty()) {
            return NONE;
        }
        long met = gates.valueStream()
                .filter(gate -> pod.at("/status/conditions")
                        .valueStream()
                        .anyMatch(condition -> condition.path("type").equals(gate.path("conditionType"))
                                && condition.path("status").asText().equals("True")))
                .count();
        return met + "/" + gates.size();
    }

    private static String ports(JsonNode service) {
        return orNone(joined(service.at("/spec/ports"), port -> {
            String node = port.path("nodePort").asInt(0) == 0
                    ? ""
                    : ":" + port.path("nodePort").asText();
            return port.path("port").asText() + node + "/"
                    + port.path("protocol").asText("TCP");
        }));
    }

    private static String nodeStatus(JsonNode node) {
        String status = node.at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .map(condition -> condition.path("status").asText().equals("True") ? "Ready" : "NotReady")
                .findFirst()
                .orElse("Unknown");
        return node.at("/spec/unschedulable").asBoolean() ? status + ",SchedulingDisabled" : status;
    }

    private static String roles(JsonNode node) {
        return orNone(node.at("/metadata/labels")
                .propertyStream()
                .flatMap(label -> label.getKey().startsWith(NODE_ROLE)
                        ? Stream.of(label.getKey().substring(NODE_ROLE.length()))
                        : label.getKey().equals("kubernetes.io/role")
                                ? Stream.of(label.getValue().asText())
                                : Stream.empty())
                .filter(role -> !role.isEmpty())
                .sorted()
                .distinct()
                .collect(Collectors.joining(",")));
    }

    private static String kernel(JsonNode node) {
        String version = node.at("/status/nodeInfo/kernelVersion").asText("");
        String architecture = node.at("/status/nodeInfo/architecture").asText("");
        if (version.isEmpty()) {
            return Cells.UNKNOWN;
        }
        return architecture.isEmpty() ? version : version + " (" + architecture + ")";
    }

    private static String address(JsonNode node, String type) {
        return node.at("/status/addresses")
                .valueStream()
                .filter(address -> address.path("type").asText().equals(type))
                .map(address -> address.path("address").asText())
                .findFirst()
                .orElse(NONE);
    }
}
