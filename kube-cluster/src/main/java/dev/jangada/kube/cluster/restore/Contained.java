package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether one tree says all that another one says, and perhaps more. */
final class Contained {

    private Contained() {}

    static boolean in(JsonNode less, JsonNode more) {
        if (less.isObject()) {
            return more.isObject()
                    && less.properties().stream().allMatch(field -> in(field.getValue(), more.path(field.getKey())));
        }
        if (less.isArray()) {
            // In this order: a sidecar may stand before, between or behind.
            int at = 0;
            for (JsonNode item : less) {
                while (at < more.size() && !in(item, more.path(at))) {
                    at++;
                }
                if (at++ >= more.size()) {
                    return false;
                }
            }
            return more.isArray();
        }
        return less.equals(more);
    }
}
