package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HorizontalPodAutoscalers to {@code autoscaling/v2}. The status of {@code v2beta1} has other fields and is dropped: the
 * controller writes it anew.
 *
 * <p>Source: {@code pkg/apis/autoscaling/v2beta1/conversion.go}; {@code v2beta2} has the fields of {@code v2}.
 */
final class Autoscalers {

    private static final Set<String> REMOVED = Set.of("extensions/v1beta1", "apps/v1beta1", "apps/v1beta2");
    private static final Set<String> IN_APPS = Set.of("Deployment", "ReplicaSet", "StatefulSet");

    private Autoscalers() {}

    /** The workload is looked up by the version named here, so a removed one is never found. */
    static void target(ObjectNode object, Rule.Remarks remarks) {
        if (object.path("spec").get("scaleTargetRef") instanceof ObjectNode target
                && REMOVED.contains(target.path("apiVersion").asText())
                && IN_APPS.contains(target.path("kind").asText())) {
            target.put("apiVersion", "apps/v1");
        }
    }

    static void ofV2beta1(ObjectNode object, Rule.Remarks remarks) throws Rule.NotMechanicalException {
        target(object, remarks);
        object.remove("status");
        int number = 0;
        for (JsonNode metric : object.path("spec").path("metrics")) {
            for (String type : new String[] {"resource", "containerResource", "pods", "object", "external"}) {
                if (metric.get(type) instanceof ObjectNode source) {
                    metric(type, source, "spec.metrics[" + number + "]");
                }
            }
            number++;
        }
    }

    private static void metric(String type, ObjectNode source, String where) throws Rule.NotMechanicalException {
        JsonNode utilization = source.remove("targetAverageUtilization");
        JsonNode average = source.remove("targetAverageValue");
        JsonNode value = source.remove("targetValue");
        if (type.equals("object")) {
            average = source.remove("averageValue");
            JsonNode described = source.remove("target");
            if (described != null) {
                source.set("describedObject", described);
            }
        }
        JsonNode name = source.remove("metricName");
        JsonNode selector = source.remove(type.equals("external") ? "metricSelector" : "selector");
        if (name != null) {
            ObjectNode metric = source.putObject("metric");
            metric.set("name", name);
            if (isSet(selector)) {
                metric.set("selector", selector);
            }
        }
        ObjectNode target = source.putObject("target");
        if (isSet(utilization)) {
            target.put("type", "Utilization").set("averageUtilization", utilization);
        } else if (isSet(average)) {
            target.put("type", "AverageValue").set("averageValue", average);
        } else if (isSet(value)) {
            target.put("type", "Value").set("value", value);
        } else {
            throw new Rule.NotMechanicalException(ConvertMessage.NO_TARGET, where);
        }
    }

    private static boolean isSet(@Nullable JsonNode node) {
        return node != null && !node.isNull();
    }
}
