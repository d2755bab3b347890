package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Deployments, DaemonSets, ReplicaSets and StatefulSets to {@code apps/v1}.
 *
 * <p>Sources: {@code pkg/apis/extensions/v1beta1/defaults.go}, {@code pkg/apis/apps/v1beta1/defaults.go} and
 * {@code pkg/apis/apps/v1/defaults.go} of Kubernetes; the API migration guide on 1.16. {@code apps/v1beta2} has the
 * fields and defaults of {@code apps/v1}.
 */
final class Workloads {

    /** Stands for "no limit" where {@code apps/v1} would put a default: Kubernetes tests for this very number. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private Workloads() {}

    static void deploymentOfExtensions(ObjectNode object, Rule.Remarks remarks) throws Rule.NotMechanicalException {
        ObjectNode spec = withLabelsAndSelector(object);
        ObjectNode strategy = child(spec, "strategy");
        if (isUnset(strategy, "type")) {
            strategy.put("type", "RollingUpdate");
        }
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = child(strategy, "rollingUpdate");
            defaultTo(rolling, "maxUnavailable", 1);
            defaultTo(rolling, "maxSurge", 1);
        }
        defaultTo(spec, "revisionHistoryLimit", UNLIMITED);
        defaultTo(spec, "progressDeadlineSeconds", UNLIMITED);
        drop(spec, "rollbackTo", remarks);
    }

    static void deploymentOfApps1(ObjectNode object, Rule.Remarks remarks) throws Rule.NotMechanicalException {
        ObjectNode spec = withLabelsAndSelector(object);
        defaultTo(spec, "revisionHistoryLimit", 2);
        drop(spec, "rollbackTo", remarks);
    }

    static void daemonSetOfExtensions(ObjectNode object, Rule.Remarks remarks) throws Rule.NotMechanicalException {
        ObjectNode spec = withLabelsAndSelector(object);
        onDelete(spec);
        JsonNode generation = spec.remove("templateGeneration");
        if (generation != null && generation.isNumber()) {
            child(child(object, "metadata"), "annotations")
                    .put("deprecated.daemonset.template.generation", generation.asText());
        }
    }

    static void replicaSetOfExtensions(ObjectNode object, Rule.Remarks remarks) throws Rule.NotMechanicalException {
        withLabelsAndSelector(object);
    }

    static void statefulSetOfApps1(ObjectNode object, Rule.Remarks remarks) throws Rule.NotMechanicalException {
        onDelete(withLabelsAndSelector(object));
    }

    /** {@code apps/v1} would roll the change out by itself. */
    private static void onDelete(ObjectNode spec) {
        ObjectNode strategy = child(spec, "updateStrategy");
        if (isUnset(strategy, "type")) {
            strategy.put("type", "OnDelete");
            strategy.remove("rollingUpdate");
        }
    }

    /** The old versions took labels and selector from the pod template; {@code apps/v1} demands the selector. */
    private static ObjectNode withLabelsAndSelector(ObjectNode object) throws Rule.NotMechanicalException {
        ObjectNode spec = child(object, "spec");
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        ObjectNode metadata = child(object, "metadata");
        if (labels.isObject()) {
            if (metadata.path("labels").isEmpty()) {
                metadata.set("labels", labels.deepCopy());
            }
            if (isUnset(spec, "selector")) {
                child(spec, "selector").set("matchLabels", labels.deepCopy());
            }
        }
        if (isUnset(spec, "selector")) {
            throw new Rule.NotMechanicalException(ConvertMessage.NO_SELECTOR);
        }
        return spec;
    }

    private static void drop(ObjectNode spec, String field, Rule.Remarks remarks) {
        JsonNode dropped = spec.remove(field);
        if (dropped != null && !dropped.isNull()) {
            remarks.add(ConvertMessage.DROPPED, "spec." + field);
        }
    }

    private static void defaultTo(ObjectNode node, String field, int value) {
        if (isUnset(node, field)) {
            node.put(field, value);
        }
    }

    /** Whether a field is absent or null, which are the same to Kubernetes. */
    static boolean isUnset(JsonNode node, String field) {
        return !node.hasNonNull(field);
    }

    /** The object in a field, made if it is absent or null. */
    static ObjectNode child(ObjectNode node, String field) {
        return node.get(field) instanceof ObjectNode there ? there : node.putObject(field);
    }
}
