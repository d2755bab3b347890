package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** STATUS, READY and RESTARTS of a pod, as kubectl works them out of the conditions of its containers. */
final class PodCells {

    private PodCells() {}

    static String ready(JsonNode pod, Instant now) {
        long ready =
                lasting(pod).filter(status -> status.path("ready").asBoolean()).count();
        long sidecars = pod.at("/spec/initContainers")
                .valueStream()
                .filter(PodCells::isSidecar)
                .count();
        return ready + "/" + (pod.at("/spec/containers").size() + sidecars);
    }

    static String restarts(JsonNode pod, Instant now) {
        long count = lasting(pod)
                .mapToLong(status -> status.path("restartCount").asLong())
                .sum();
        return lasting(pod)
                .map(status -> status.at("/lastState/terminated/finishedAt").asText(""))
                .filter(at -> !at.isEmpty())
                .max(String::compareTo)
                .filter(at -> count > 0)
                .map(at -> count + " (" + Age.text(java.time.Duration.between(Instant.parse(at), now)) + " ago)")
                .orElse(Long.toString(count));
    }

    /** The statuses of the containers that are to run as long as the pod: its containers and its sidecars. */
    private static Stream<JsonNode> lasting(JsonNode pod) {
        Set<String> sidecars = pod.at("/spec/initContainers")
                .valueStream()
                .filter(PodCells::isSidecar)
                .map(container -> container.path("name").asText())
                .collect(Collectors.toSet());
        return Stream.concat(
                pod.at("/status/initContainerStatuses")
                        .valueStream()
                        .filter(status -> sidecars.contains(status.path("name").asText())),
                containers(pod).valueStream());
    }

    private static boolean isSidecar(JsonNode container) {
        return container.path("restartPolicy").asText().equals("Always");
    }

    static String status(JsonNode pod, Instant now) {
        String reason = pod.at("/status/reason").asText(pod.at("/status/phase").asText(""));
        String initializing = initializing(pod);
        if (!initializing.isEmpty()) {
            reason = initializing;
        } else {
            reason = running(pod, reason);
        }
        if (!pod.at("/metadata/deletionTimestamp").isMissingNode()) {
            return pod.at("/status/reason").asText().equals("NodeLost") ? Cells.UNKNOWN : "Terminating";
        }
        return reason;
    }

    private static String initializing(JsonNode pod) {
        JsonNode statuses = pod.at("/status/initContainerStatuses");
        for (int i = 0; i < statuses.size(); i++) {
            JsonNode state = statuses.path(i).path("state");
            JsonNode terminated = state.path("terminated");
            boolean sidecarUp = statuses.path(i).path("started").asBoolean()
                    && pod.at("/spec/initContainers/" + i + "/restartPolicy")
                            .asText()
                            .equals("Always");
            if ((terminated.isObject() && terminated.path("exitCode").asInt() == 0) || sidecarUp) {
                continue;
            }
            if (terminated.isObject()) {
                return "Init:" + ended(terminated);
            }
            String waiting = state.at("/waiting/reason").asText("");
            return waiting.isEmpty() || waiting.equals("PodInitializing")
                    ? "Init:" + i + "/" + pod.at("/spec/initContainers").size()
                    : "Init:" + waiting;
        }
        return "";
    }

    private static String running(JsonNode pod, String phase) {
        String reason = phase;
        boolean anyRunning = false;
        JsonNode statuses = containers(pod);
        for (int i = statuses.size() - 1; i >= 0; i--) {
            JsonNode state = statuses.path(i).path("state");
            String waiting = state.at("/waiting/reason").asText("");
            if (!waiting.isEmpty()) {
                reason = waiting;
            } else if (state.path("terminated").isObject()) {
                reason = ended(state.path("terminated"));
            } else if (statuses.path(i).path("ready").asBoolean()
                    && state.path("running").isObject()) {
                anyRunning = true;
            }
        }
        if (reason.equals("Completed") && anyRunning) {
            return ready(pod) ? "Running" : "NotReady";
        }
        return reason;
    }

    private static String ended(JsonNode terminated) {
        String reason = terminated.path("reason").asText("");
        if (!reason.isEmpty()) {
            return reason;
        }
        int signal = terminated.path("signal").asInt(0);
        return signal != 0
                ? "Signal:" + signal
                : "ExitCode:" + terminated.path("exitCode").asInt();
    }

    private static boolean ready(JsonNode pod) {
        return pod.at("/status/conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    }

    private static JsonNode containers(JsonNode pod) {
        return pod.at("/status/containerStatuses");
    }
}
