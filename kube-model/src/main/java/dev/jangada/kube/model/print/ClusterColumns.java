package dev.jangada.kube.model.print;

import static dev.jangada.kube.model.print.Cells.AGE;
import static dev.jangada.kube.model.print.Cells.CREATED_AT;
import static dev.jangada.kube.model.print.Cells.NONE;
import static dev.jangada.kube.model.print.Cells.UNSET;
import static dev.jangada.kube.model.print.Cells.at;
import static dev.jangada.kube.model.print.Cells.count;
import static dev.jangada.kube.model.print.Cells.flag;
import static dev.jangada.kube.model.print.Cells.joined;
import static dev.jangada.kube.model.print.Cells.orNone;
import static dev.jangada.kube.model.print.Cells.selector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Columns of networking, storage, access control and the API's own kinds. */
final class ClusterColumns {

    private static final int HOSTS_SHOWN = 3;

    static final Map<String, List<Column>> BY_KIND = Map.ofEntries(
            // Networking
            Map.entry(
                    "Ingress.networking.k8s.io",
                    List.of(
                            Column.of("CLASS", at("/spec/ingressClassName", NONE)),
                            Column.of("HOSTS", (object, now) -> hosts(object)),
                            Column.of("ADDRESS", (object, now) -> Addresses.ofLoadBalancer(object)),
                            Column.of(
                                    "PORTS",
                                    (object, now) -> object.at("/spec/tls").isEmpty() ? "80" : "80, 443"),
                            AGE)),
            Map.entry(
                    "IngressClass.networking.k8s.io",
                    List.of(
                            Column.of("CONTROLLER", at("/spec/controller", "")),
                            Column.of("PARAMETERS", (object, now) -> reference(object.at("/spec/parameters"))),
                            AGE)),
            Map.entry(
                    "NetworkPolicy.networking.k8s.io",
                    List.of(Column.of("POD-SELECTOR", (object, now) -> selector(object.at("/spec/podSelector"))), AGE)),
            Map.entry("IPAddress.networking.k8s.io", List.of(Column.of("PARENTREF", (object, now) -> {
                JsonNode parent = object.at("/spec/parentRef");
                String group = parent.path("group").asText("");
                String namespace = parent.path("namespace").asText("");
                return parent.path("resource").asText()
                        + (group.isEmpty() ? "" : "." + group)
                        + (namespace.isEmpty() ? "" : "/" + namespace)
                        + "/" + parent.path("name").asText();
            }))),
            Map.entry(
                    "ServiceCIDR.networking.k8s.io",
                    List.of(
                            Column.of("CIDRS", (object, now) -> joined(object.at("/spec/cidrs"), JsonNode::asText)),
                            AGE)),
            Map.entry(
                    "EndpointSlice.discovery.k8s.io",
                    List.of(
                            Column.of("ADDRESSTYPE", at("/addressType", "")),
                            Column.of("PORTS", (object, now) -> Endpoints.portsOfSlice(object)),
                            Column.of("ENDPOINTS", (object, now) -> Endpoints.ofSlice(object)),
                            AGE)),
            // Storage
            Map.entry(
                    "StorageClass.storage.k8s.io",
                    List.of(
                            Column.of("PROVISIONER", at("/provisioner", "")),
                            Column.of("RECLAIMPOLICY", at("/reclaimPolicy", "Delete")),
                            Column.of("VOLUMEBINDINGMODE", at("/volumeBindingMode", "Immediate")),
                            Column.of("ALLOWVOLUMEEXPANSION", flag("/allowVolumeExpansion")),
                            AGE)),
            Map.entry(
                    "VolumeAttachment.storage.k8s.io",
                    List.of(
                            Column.of("ATTACHER", at("/spec/attacher", "")),
                            Column.of("PV", at("/spec/source/persistentVolumeName", "")),
                            Column.of("NODE", at("/spec/nodeName", "")),
                            Column.of("ATTACHED", flag("/status/attached")),
                            AGE)),
            Map.entry(
                    "CSIDriver.storage.k8s.io",
                    List.of(
                            Column.of("ATTACHREQUIRED", at("/spec/attachRequired", "true")),
                            Column.of("PODINFOONMOUNT", flag("/spec/podInfoOnMount")),
                            Column.of("STORAGECAPACITY", flag("/spec/storageCapacity")),
                            Column.of(
                                    "TOKENREQUESTS",
                                    (object, now) ->
                                            object.at("/spec/tokenRequests").isEmpty()
                                                    ? UNSET
                                                    : joined(
                                                            object.at("/spec/tokenRequests"),
                                                            request -> request.path("audience")
                                                                    .asText())),
                            Column.of("REQUIRESREPUBLISH", flag("/spec/requiresRepublish")),
                            Column.of(
                                    "MODES",
                                    (object, now) ->
                                            orNone(joined(object.at("/spec/volumeLifecycleModes"), JsonNode::asText))),
                            AGE)),
            Map.entry("CSINode.storage.k8s.io", List.of(Column.of("DRIVERS", count("/spec/drivers")), AGE)),
            Map.entry("CSIStorageCapacity.storage.k8s.io", List.of(CREATED_AT)),
            Map.entry(
                    "VolumeAttributesClass.storage.k8s.io",
                    List.of(Column.of("DRIVERNAME", at("/driverName", "")), AGE)),
            // Access control
            Map.entry("Role.rbac.authorization.k8s.io", List.of(CREATED_AT)),
            Map.entry("ClusterRole.rbac.authorization.k8s.io", List.of(CREATED_AT)),
            Map.entry("RoleBinding.rbac.authorization.k8s.io", binding()),
            Map.entry("ClusterRoleBinding.rbac.authorization.k8s.io", binding()),
            Map.entry(
                    "CertificateSigningRequest.certificates.k8s.io",
                    List.of(
                            AGE,
                            Column.of("SIGNERNAME", at("/spec/signerName", NONE)),
                            Column.of("REQUESTOR", at("/spec/username", "")),
                            Column.of("REQUESTEDDURATION", (object, now) -> requestedDuration(object)),
                            Column.of("CONDITION", (object, now) -> signingCondition(object)))),
            // The API's own kinds
            Map.entry("CustomResourceDefinition.apiextensions.k8s.io", List.of(CREATED_AT)),
            Map.entry(
                    "APIService.apiregistration.k8s.io",
                    List.of(
                            Column.of("SERVICE", (object, now) -> {
                                JsonNode service = object.at("/spec/service");
                                return service.isObject()
                                        ? service.path("namespace").asText() + "/"
                                                + service.path("name").asText()
                                        : "Local";
                            }),
                            Column.of("AVAILABLE", (object, now) -> available(object)),
                            AGE)),
            Map.entry(
                    "MutatingWebhookConfiguration.admissionregistration.k8s.io",
                    List.of(Column.of("WEBHOOKS", count("/webhooks")), AGE)),
            Map.entry(
                    "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
                    List.of(Column.of("WEBHOOKS", count("/webhooks")), AGE)),
            Map.entry(
                    "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
                    policy("VALIDATIONS", "/spec/validations")),
            Map.entry("MutatingAdmissionPolicy.admissionregistration.k8s.io", policy("MUTATIONS", "/spec/mutations")),
            Map.entry("ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io", policyBinding()),
            Map.entry("MutatingAdmissionPolicyBinding.admissionregistration.k8s.io", policyBinding()),
            Map.entry(
                    "FlowSchema.flowcontrol.apiserver.k8s.io",
                    List.of(
                            Column.of("PRIORITYLEVEL", at("/spec/priorityLevelConfiguration/name", "")),
                            Column.of("MATCHINGPRECEDENCE", at("/spec/matchingPrecedence", "")),
                            Column.of("DISTINGUISHERMETHOD", at("/spec/distinguisherMethod/type", NONE)),
                            AGE,
                            Column.of("MISSINGPL", (object, now) -> condition(object, "Dangling", "?")))),
            Map.entry(
                    "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io",
                    List.of(
                            Column.of("TYPE", at("/spec/type", "")),
                            Column.of("NOMINALCONCURRENCYSHARES", at("/spec/limited/nominalConcurrencyShares", NONE)),
                            Column.of("QUEUES", at("/spec/limited/limitResponse/queuing/queues", NONE)),
                            Column.of("HANDSIZE", at("/spec/limited/limitResponse/queuing/handSize", NONE)),
                            Column.of(
                                    "QUEUELENGTHLIMIT",
                                    at("/spec/limited/limitResponse/queuing/queueLengthLimit", NONE)),
                            AGE)),
            Map.entry("Lease.coordination.k8s.io", List.of(Column.of("HOLDER", at("/spec/holderIdentity", "")), AGE)),
            Map.entry("RuntimeClass.node.k8s.io", List.of(Column.of("HANDLER", at("/handler", "")), AGE)),
            Map.entry(
                    "ResourceClaim.resource.k8s.io",
                    List.of(Column.of("STATE", (object, now) -> claimState(object)), AGE)),
            Map.entry(
                    "ResourceSlice.resource.k8s.io",
                    List.of(
                            Column.of("NODE", at("/spec/nodeName", "")),
                            Column.of("DRIVER", at("/spec/driver", "")),
                            Column.of("POOL", at("/spec/pool/name", "")),
                            AGE)));

    private ClusterColumns() {}

    private static List<Column> binding() {
        return List.of(
                Column.of(
                        "ROLE",
                        (object, now) -> object.at("/roleRef/kind").asText() + "/"
                                + object.at("/roleRef/name").asText()),
                AGE,
                Column.wide("USERS", (object, now) -> subjects(object, "User")),
                Column.wide("GROUPS", (object, now) -> subjects(object, "Group")),
                Column.wide("SERVICEACCOUNTS", (object, now) -> subjects(object, "ServiceAccount")));
    }

    private static String subjects(JsonNode binding, String kind) {
        return binding.path("subjects")
                .valueStream()
                .filter(subject -> subject.path("kind").asText().equals(kind))
                .map(subject -> kind.equals("ServiceAccount")
                        ? subject.path("namespace").asText() + "/"
                                + subject.path("name").asText()
                        : subject.path("name").asText())
                .collect(Collectors.joining(", "));
    }

    private static List<Column> policy(String header, String pointer) {
        return List.of(
                Column.of(header, count(pointer)),
                Column.of("PARAMKIND", (object, now) -> {
                    JsonNode kind = object.at("/spec/paramKind");
                    return kind.isMissingNode()
                            ? UNSET
                            : kind.path("apiVersion").asText() + "/"
                                    + kind.path("kind").asText();
                }),
                AGE);
    }

    private static List<Column> policyBinding() {
        return List.of(
                Column.of("POLICYNAME", at("/spec/policyName", "")),
                Column.of("PARAMREF", (object, now) -> parameters(object.at("/spec/paramRef"))),
                AGE);
    }

    /** Whether the parameters have a namespace cannot be told from here, so one stands for any. */
    private static String parameters(JsonNode reference) {
        String name = reference.path("name").asText("");
        if (!name.isEmpty()) {
            String namespace = reference.path("namespace").asText("");
            return (namespace.isEmpty() ? "*" : namespace) + "/" + name;
        }
        return reference.path("selector").isObject() ? SelectorText.of(reference.path("selector")) : UNSET;
    }

    /** The hosts of the first rules; every rule behind them counts as one more, with a host or without. */
    private static String hosts(JsonNode ingress) {
        JsonNode rules = ingress.at("/spec/rules");
        var hosts = new ArrayList<String>();
        for (int i = 0; i < rules.size(); i++) {
            if (hosts.size() == HOSTS_SHOWN) {
                return String.join(",", hosts) + " + " + (rules.size() - HOSTS_SHOWN) + " more...";
            }
            String host = rules.get(i).path("host").asText("");
            if (!host.isEmpty()) {
                hosts.add(host);
            }
        }
        return hosts.isEmpty() ? "*" : String.join(",", hosts);
    }

    private static String reference(JsonNode reference) {
        if (reference.isMissingNode()) {
            return NONE;
        }
        String group = reference.path("apiGroup").asText("");
        return reference.path("kind").asText() + (group.isEmpty() ? "" : "." + group) + "/"
                + reference.path("name").asText();
    }

    private static String condition(JsonNode object, String type, String absent) {
        return object.at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asText().equals(type))
                .map(condition -> condition.path("status").asText())
                .findFirst()
                .orElse(absent);
    }

    private static String available(JsonNode service) {
        return service.at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asText().equals("Available"))
                .map(condition -> condition.path("status").asText().equals("True")
                        ? "True"
                        : condition.path("status").asText() + " ("
                                + condition.path("reason").asText() + ")")
                .findFirst()
                .orElse("Unknown");
    }

    private static String requestedDuration(JsonNode request) {
        JsonNode seconds = request.at("/spec/expirationSeconds");
        return seconds.isMissingNode() ? NONE : Age.text(java.time.Duration.ofSeconds(seconds.asLong()));
    }

    private static String signingCondition(JsonNode request) {
        String conditions = request.at("/status/conditions")
                .valueStream()
                .map(condition -> condition.path("type").asText())
                .collect(Collectors.joining(","));
        boolean issued = !request.at("/status/certificate").asText("").isEmpty();
        return (conditions.isEmpty() ? "Pending" : conditions) + (issued ? ",Issued" : "");
    }

    private static String claimState(JsonNode claim) {
        var states = new ArrayList<String>();
        if (!claim.at("/metadata/deletionTimestamp").isMissingNode()) {
            states.add("deleted");
        }
        if (!claim.at("/status/allocation").isMissingNode()) {
            states.add("allocated");
            if (!claim.at("/status/reservedFor").isEmpty()) {
                states.add("reserved");
            }
        }
        return states.isEmpty() ? "pending" : String.join(",", states);
    }
}
