package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/** The TARGETS cell of a HorizontalPodAutoscaler: for each metric what is and what should be. */
final class AutoscalerTargets {

    private AutoscalerTargets() {}

    static String text(JsonNode autoscaler) {
        var parts = new ArrayList<String>();
        JsonNode current = autoscaler.at("/status/currentMetrics");
        int i = 0;
        for (JsonNode metric : autoscaler.at("/spec/metrics")) {
            parts.add(metric(metric, current.path(i++)));
        }
        if (parts.isEmpty()) {
            return Cells.NONE;
        }
        int shown = Math.min(parts.size(), 2);
        String text = String.join(", ", parts.subList(0, shown));
        return parts.size() > shown ? text + " + " + (parts.size() - shown) + " more..." : text;
    }

    private static String metric(JsonNode metric, JsonNode current) {
        String type = metric.path("type").asText();
        String field = switch (type) {
            case "Resource" -> "resource";
            case "ContainerResource" -> "containerResource";
            case "Pods" -> "pods";
            case "Object" -> "object";
            case "External" -> "external";
            default -> "";
        };
        if (field.isEmpty()) {
            return "<unknown type>";
        }
        JsonNode target = metric.path(field).path("target");
        JsonNode is = current.path(field).path("current");
        String name =
                field.endsWith("esource") ? metric.path(field).path("name").asText() + ": " : "";
        if (target.has("averageUtilization")) {
            String now =
                    is.has("averageUtilization") ? is.path("averageUtilization").asText() + "%" : Cells.UNKNOWN;
            return name + now + "/" + target.path("averageUtilization").asText() + "%";
        }
        String average = target.path("averageValue").asText("");
        if (!average.isEmpty()) {
            return name + is.path("averageValue").asText(Cells.UNKNOWN) + "/" + average
                    + (name.isEmpty() && !type.equals("Pods") ? " (avg)" : "");
        }
        return name + is.path("value").asText(Cells.UNKNOWN) + "/"
                + target.path("value").asText();
    }
}
