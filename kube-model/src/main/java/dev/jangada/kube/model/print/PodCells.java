package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * READY, STATUS and RESTARTS of a pod, worked out of the states of its containers.
 *
 * <p>The rules are those of {@code printPod} in Kubernetes' pkg/printers/internalversion. While a pod initialises, its
 * init containers count; afterwards its containers and its sidecars, the init containers that run on.
 */
final class PodCells {

    private final JsonNode pod;
    private final Set<String> sidecars;
    private String status;
    private long ready;
    private Restarts restarts = Restarts.NONE;

    private PodCells(JsonNode pod) {
        this.pod = pod;
        sidecars = pod.at("/spec/initContainers")
                .valueStream()
                .filter(container -> container.path("restartPolicy").asText().equals("Always"))
                .map(container -> container.path("name").asText())
                .collect(Collectors.toSet());
        status = hasCondition("PodScheduled", "reason", "SchedulingGated") ? "SchedulingGated" : phase();
        boolean initializing = lookAtInitContainers();
        if (!initializing || is("Initialized")) {
            lookAtContainers();
        }
    }

    static String ready(JsonNode pod, Instant now) {
        var cells = new PodCells(pod);
        return cells.ready + "/" + (pod.at("/spec/containers").size() + cells.sidecars.size());
    }

    static String restarts(JsonNode pod, Instant now) {
        return new PodCells(pod).restarts.text(now);
    }

    static String status(JsonNode pod, Instant now) {
        String status = new PodCells(pod).status;
        if (pod.at("/metadata/deletionTimestamp").isMissingNode()) {
            return status;
        }
        if (pod.at("/status/reason").asText().equals("NodeLost")) {
            return "Unknown";
        }
        String phase = pod.at("/status/phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed") ? status : "Terminating";
    }

    private String phase() {
        String reason = pod.at("/status/reason").asText("");
        return reason.isEmpty() ? pod.at("/status/phase").asText("") : reason;
    }

    /** Looks at the init containers up to the first that is not done; tells whether there is one. */
    private boolean lookAtInitContainers() {
        JsonNode statuses = pod.at("/status/initContainerStatuses");
        for (int i = 0; i < statuses.size(); i++) {
            JsonNode container = statuses.get(i);
            restarts = restarts.plus(container);
            JsonNode state = container.path("state");
            JsonNode terminated = state.path("terminated");
            String waiting = state.at("/waiting/reason").asText("");
            if (terminated.isObject() && terminated.path("exitCode").asInt() == 0) {
                continue;
            }
            if (isSidecar(container) && container.path("started").asBoolean()) {
                ready += container.path("ready").asBoolean() ? 1 : 0;
                continue;
            }
            if (terminated.isObject()) {
                status = "Init:" + ended(terminated);
            } else if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
                status = "Init:" + waiting;
            } else {
                status = "Init:" + i + "/" + pod.at("/spec/initContainers").size();
            }
            return true;
        }
        return false;
    }

    private void lookAtContainers() {
        restarts = pod.at("/status/initContainerStatuses")
                .valueStream()
                .filter(this::isSidecar)
                .reduce(Restarts.NONE, Restarts::plus, (one, other) -> other);
        boolean running = false;
        String failed = "";
        JsonNode statuses = pod.at("/status/containerStatuses");
        // From the last to the first, so that of several reasons the first container's is told.
        for (int i = statuses.size() - 1; i >= 0; i--) {
            JsonNode container = statuses.get(i);
            restarts = restarts.plus(container);
            JsonNode terminated = container.at("/state/terminated");
            String waiting = container.at("/state/waiting/reason").asText("");
            if (!waiting.isEmpty()) {
                status = waiting;
            } else if (terminated.isObject()) {
                status = ended(terminated);
                failed = terminated.path("exitCode").asInt() == 0 ? failed : status;
            } else if (container.path("ready").asBoolean()
                    && container.at("/state/running").isObject()) {
                running = true;
                ready++;
            }
        }
        if (status.equals("Completed")) {
            status = afterCompletion(running, failed);
        }
    }

    /** A container that completed does not tell the state of a pod in which another runs, or failed. */
    private String afterCompletion(boolean running, String failed) {
        if (running && is("Ready")) {
            return "Running";
        }
        if (!failed.isEmpty()) {
            return failed;
        }
        return running ? "NotReady" : status;
    }

    private boolean isSidecar(JsonNode container) {
        return sidecars.contains(container.path("name").asText());
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

    private boolean is(String condition) {
        return hasCondition(condition, "status", "True");
    }

    private boolean hasCondition(String type, String field, String value) {
        return pod.at("/status/conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals(type)
                        && condition.path(field).asText().equals(value));
    }
}
