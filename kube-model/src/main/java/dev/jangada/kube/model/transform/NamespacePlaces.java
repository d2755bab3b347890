package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where objects name namespaces: the fields of Kubernetes 1.36, and those of older versions where they differ. */
final class NamespacePlaces {

    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final String USER = "system:serviceaccount:";
    private static final String GROUP = "system:serviceaccounts:";

    private static final List<String> WEBHOOK = List.of("webhooks * clientConfig service namespace");
    private static final List<String> PARAMETERS = List.of("spec paramRef namespace");

    /** Fields that hold the name of a namespace. */
    private static final Map<GroupKind, List<String>> NAMES = Map.ofEntries(
            Map.entry(
                    Kinds.PERSISTENT_VOLUME,
                    List.of(
                            "spec claimRef namespace",
                            "spec csi controllerPublishSecretRef namespace",
                            "spec csi controllerExpandSecretRef namespace",
                            "spec csi nodeStageSecretRef namespace",
                            "spec csi nodePublishSecretRef namespace",
                            "spec csi nodeExpandSecretRef namespace",
                            "spec rbd secretRef namespace",
                            "spec cephfs secretRef namespace",
                            "spec cinder secretRef namespace",
                            "spec iscsi secretRef namespace",
                            "spec flexVolume secretRef namespace",
                            "spec scaleIO secretRef namespace",
                            "spec storageos secretRef namespace",
                            "spec azureFile secretNamespace",
                            "spec glusterfs endpointsNamespace")),
            Map.entry(Kinds.PERSISTENT_VOLUME_CLAIM, List.of("spec dataSourceRef namespace")),
            Map.entry(
                    Kinds.STATEFUL_SET,
                    List.of(
                            "spec volumeClaimTemplates * metadata namespace",
                            "spec volumeClaimTemplates * spec dataSourceRef namespace")),
            Map.entry(Kinds.VALIDATING_WEBHOOKS, WEBHOOK),
            Map.entry(Kinds.MUTATING_WEBHOOKS, WEBHOOK),
            Map.entry(Kinds.VALIDATING_POLICY_BINDING, PARAMETERS),
            Map.entry(Kinds.MUTATING_POLICY_BINDING, PARAMETERS),
            Map.entry(Kinds.API_SERVICE, List.of("spec service namespace")),
            Map.entry(
                    Kinds.DEFINITION,
                    List.of(
                            "spec conversion webhook clientConfig service namespace",
                            "spec conversion webhookClientConfig service namespace")),
            Map.entry(Kinds.INGRESS_CLASS, List.of("spec parameters namespace")),
            Map.entry(
                    Kinds.ENDPOINTS,
                    List.of(
                            "subsets * addresses * targetRef namespace",
                            "subsets * notReadyAddresses * targetRef namespace")),
            Map.entry(Kinds.ENDPOINT_SLICE, List.of("endpoints * targetRef namespace")));

    private static final List<String> BINDING_SELECTOR = List.of("spec matchResources namespaceSelector");
    private static final List<String> POLICY_SELECTOR = List.of("spec matchConstraints namespaceSelector");
    private static final List<String> WEBHOOK_SELECTOR = List.of("webhooks * namespaceSelector");

    /** Selectors of namespaces by their labels. */
    private static final Map<GroupKind, List<String>> SELECTORS = Map.of(
            Kinds.VALIDATING_WEBHOOKS,
            WEBHOOK_SELECTOR,
            Kinds.MUTATING_WEBHOOKS,
            WEBHOOK_SELECTOR,
            Kinds.VALIDATING_POLICY,
            POLICY_SELECTOR,
            Kinds.MUTATING_POLICY,
            POLICY_SELECTOR,
            Kinds.VALIDATING_POLICY_BINDING,
            BINDING_SELECTOR,
            Kinds.MUTATING_POLICY_BINDING,
            BINDING_SELECTOR,
            Kinds.NETWORK_POLICY,
            List.of("spec ingress * from * namespaceSelector", "spec egress * to * namespaceSelector"));

    private static final Map<GroupKind, String> SUBJECTS = Map.of(
            Kinds.ROLE_BINDING, "subjects *",
            Kinds.CLUSTER_ROLE_BINDING, "subjects *",
            Kinds.FLOW_SCHEMA, "spec rules * subjects *");

    /** Within the specification of pods, where affinities to other pods stand. */
    private static final List<String> AFFINITY_TERMS = List.of(
            "affinity podAffinity requiredDuringSchedulingIgnoredDuringExecution *",
            "affinity podAffinity preferredDuringSchedulingIgnoredDuringExecution * podAffinityTerm",
            "affinity podAntiAffinity requiredDuringSchedulingIgnoredDuringExecution *",
            "affinity podAntiAffinity preferredDuringSchedulingIgnoredDuringExecution * podAffinityTerm");

    private NamespacePlaces() {}

    /** Replaces the names of namespaces wherever an object of the kind has some. */
    static void replace(GroupKind kind, ObjectNode tree, UnaryOperator<String> map) {
        Places.replace(tree, "metadata namespace", map);
        if (kind.equals(Kinds.NAMESPACE)) {
            Places.replace(tree, "metadata name", map);
            Places.replace(tree, "metadata labels " + NAME_LABEL, map);
        }
        NAMES.getOrDefault(kind, List.of()).forEach(path -> Places.replace(tree, path, map));
        SELECTORS.getOrDefault(kind, List.of()).forEach(path -> selector(tree, path, map));
        if (SUBJECTS.containsKey(kind)) {
            Places.maps(tree, SUBJECTS.get(kind), subject -> subject(subject, map));
        }
        if (Kinds.POD_SPECS.containsKey(kind)) {
            Places.maps(tree, Kinds.POD_SPECS.get(kind), spec -> pods(spec, map));
        }
        if (kind.equals(Kinds.STORAGE_CLASS)) {
            Places.maps(tree, "parameters", parameters -> parameters(parameters, map));
        }
    }

    private static void selector(ObjectNode tree, String path, UnaryOperator<String> map) {
        Places.replace(tree, path + " matchLabels " + NAME_LABEL, map);
        Places.maps(tree, path + " matchExpressions *", expression -> {
            if (expression.path("key").asText().equals(NAME_LABEL)) {
                Places.replace(expression, "values *", map);
            }
        });
    }

    private static void pods(ObjectNode spec, UnaryOperator<String> map) {
        for (String term : AFFINITY_TERMS) {
            Places.replace(spec, term + " namespaces *", map);
            selector(spec, term + " namespaceSelector", map);
        }
        Places.replace(spec, "volumes * ephemeral volumeClaimTemplate spec dataSourceRef namespace", map);
    }

    /** A subject of RBAC, or of a FlowSchema, which has a map for each kind of subject. */
    private static void subject(ObjectNode subject, UnaryOperator<String> map) {
        UnaryOperator<String> account = name -> account(name, map);
        switch (subject.path("kind").asText()) {
            case "ServiceAccount" -> {
                Places.replace(subject, "namespace", map);
                Places.replace(subject, "serviceAccount namespace", map);
            }
            case "User" -> {
                Places.replace(subject, "name", account);
                Places.replace(subject, "user name", account);
            }
            case "Group" -> {
                Places.replace(subject, "name", account);
                Places.replace(subject, "group name", account);
            }
            default -> {
                // No other kind of subject is known.
            }
        }
    }

    /** {@code system:serviceaccount:NAMESPACE:NAME}, or all of a namespace: {@code system:serviceaccounts:NAMESPACE}. */
    private static String account(String name, UnaryOperator<String> map) {
        if (name.startsWith(GROUP)) {
            return GROUP + map.apply(name.substring(GROUP.length()));
        }
        int end = name.startsWith(USER) ? name.indexOf(':', USER.length()) : -1;
        return end < 0 ? name : USER + map.apply(name.substring(USER.length(), end)) + name.substring(end);
    }

    /** {@code csi.storage.k8s.io/provisioner-secret-namespace} and the like; one with a template in it is no name. */
    private static void parameters(ObjectNode parameters, UnaryOperator<String> map) {
        List<String> names = parameters
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith("csi.storage.k8s.io/") && name.endsWith("-secret-namespace"))
                .toList();
        names.forEach(name -> Places.replace(parameters, name, map));
    }
}
