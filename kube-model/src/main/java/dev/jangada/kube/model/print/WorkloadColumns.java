package dev.jangada.kube.model.print;

import static dev.jangada.kube.model.print.Cells.AGE;
import static dev.jangada.kube.model.print.Cells.NONE;
import static dev.jangada.kube.model.print.Cells.at;
import static dev.jangada.kube.model.print.Cells.containers;
import static dev.jangada.kube.model.print.Cells.count;
import static dev.jangada.kube.model.print.Cells.flag;
import static dev.jangada.kube.model.print.Cells.fraction;
import static dev.jangada.kube.model.print.Cells.joined;
import static dev.jangada.kube.model.print.Cells.labels;
import static dev.jangada.kube.model.print.Cells.number;
import static dev.jangada.kube.model.print.Cells.selectorColumn;
import static dev.jangada.kube.model.print.Cells.since;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Columns of what runs: pods and what makes them. */
final class WorkloadColumns {

    private static final String TEMPLATE = "/spec/template/spec";

    static final Map<String, List<Column>> BY_KIND = Map.ofEntries(
            Map.entry(
                    "Deployment.apps",
                    wide(
                            TEMPLATE,
                            "/spec/selector",
                            Column.of("READY", fraction("/status/readyReplicas", "/spec/replicas")),
                            Column.of("UP-TO-DATE", number("/status/updatedReplicas")),
                            Column.of("AVAILABLE", number("/status/availableReplicas")),
                            AGE)),
            Map.entry(
                    "StatefulSet.apps",
                    Stream.concat(
                                    Stream.of(
                                            Column.of("READY", fraction("/status/readyReplicas", "/spec/replicas")),
                                            AGE),
                                    containers(TEMPLATE).stream())
                            .toList()),
            Map.entry("ReplicaSet.apps", replicas("/spec/selector")),
            Map.entry("ReplicationController", replicas("/spec/selector")),
            Map.entry(
                    "DaemonSet.apps",
                    wide(
                            TEMPLATE,
                            "/spec/selector",
                            Column.of("DESIRED", number("/status/desiredNumberScheduled")),
                            Column.of("CURRENT", number("/status/currentNumberScheduled")),
                            Column.of("READY", number("/status/numberReady")),
                            Column.of("UP-TO-DATE", number("/status/updatedNumberScheduled")),
                            Column.of("AVAILABLE", number("/status/numberAvailable")),
                            Column.of(
                                    "NODE SELECTOR",
                                    (object, now) -> labels(object.at("/spec/template/spec/nodeSelector"))),
                            AGE)),
            Map.entry(
                    "Job.batch",
                    wide(
                            TEMPLATE,
                            "/spec/selector",
                            Column.of("STATUS", (object, now) -> jobStatus(object)),
                            Column.of("COMPLETIONS", (object, now) -> completions(object)),
                            Column.of("DURATION", WorkloadColumns::jobDuration),
                            AGE)),
            Map.entry(
                    "CronJob.batch",
                    wide(
                            "/spec/jobTemplate/spec/template/spec",
                            "/spec/jobTemplate/spec/selector",
                            Column.of("SCHEDULE", at("/spec/schedule", "")),
                            Column.of("TIMEZONE", at("/spec/timeZone", NONE)),
                            Column.of(
                                    "SUSPEND",
                                    (object, now) -> object.at("/spec/suspend").asBoolean() ? "True" : "False"),
                            Column.of("ACTIVE", count("/status/active")),
                            Column.of("LAST SCHEDULE", since("/status/lastScheduleTime", NONE)),
                            AGE)),
            Map.entry(
                    "ControllerRevision.apps",
                    List.of(
                            Column.of("CONTROLLER", (object, now) -> controller(object)),
                            Column.of("REVISION", number("/revision")),
                            AGE)),
            Map.entry(
                    "PodTemplate",
                    List.of(
                            Column.of(
                                    "CONTAINERS",
                                    (object, now) -> joined(
                                            object.at("/template/spec/containers"),
                                            container -> container.path("name").asText())),
                            Column.of(
                                    "IMAGES",
                                    (object, now) -> joined(
                                            object.at("/template/spec/containers"),
                                            container -> container.path("image").asText())),
                            Column.of("POD LABELS", (object, now) -> labels(object.at("/template/metadata/labels"))))),
            Map.entry(
                    "HorizontalPodAutoscaler.autoscaling",
                    List.of(
                            Column.of(
                                    "REFERENCE",
                                    (object, now) -> object.at("/spec/scaleTargetRef/kind")
                                                    .asText()
                                            + "/"
                                            + object.at("/spec/scaleTargetRef/name")
                                                    .asText()),
                            Column.of("TARGETS", (object, now) -> AutoscalerTargets.text(object)),
                            Column.of("MINPODS", at("/spec/minReplicas", "<unset>")),
                            Column.of("MAXPODS", number("/spec/maxReplicas")),
                            Column.of("REPLICAS", number("/status/currentReplicas")),
                            AGE)),
            Map.entry(
                    "PodDisruptionBudget.policy",
                    List.of(
                            Column.of("MIN AVAILABLE", at("/spec/minAvailable", "N/A")),
                            Column.of("MAX UNAVAILABLE", at("/spec/maxUnavailable", "N/A")),
                            Column.of("ALLOWED DISRUPTIONS", number("/status/disruptionsAllowed")),
                            AGE)),
            Map.entry(
                    "PriorityClass.scheduling.k8s.io",
                    List.of(
                            Column.of("VALUE", number("/value")),
                            Column.of("GLOBAL-DEFAULT", flag("/globalDefault")),
                            AGE,
                            Column.of("PREEMPTIONPOLICY", at("/preemptionPolicy", "")))));

    private WorkloadColumns() {}

    private static List<Column> wide(String podSpec, String selector, Column... columns) {
        return Stream.of(Stream.of(columns), containers(podSpec).stream(), Stream.of(selectorColumn(selector)))
                .flatMap(part -> part)
                .toList();
    }

    private static List<Column> replicas(String selector) {
        return wide(
                TEMPLATE,
                selector,
                Column.of("DESIRED", number("/spec/replicas")),
                Column.of("CURRENT", number("/status/replicas")),
                Column.of("READY", number("/status/readyReplicas")),
                AGE);
    }

    private static String jobStatus(JsonNode job) {
        if (condition(job, "Complete")) {
            return "Complete";
        }
        if (condition(job, "Failed")) {
            return "Failed";
        }
        if (!job.at("/metadata/deletionTimestamp").isMissingNode()) {
            return "Terminating";
        }
        if (condition(job, "Suspended")) {
            return "Suspended";
        }
        return Stream.of("FailureTarget", "SuccessCriteriaMet")
                .filter(type -> condition(job, type))
                .findFirst()
                .orElse("Running");
    }

    private static boolean condition(JsonNode object, String type) {
        return object.at("/status/conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals(type)
                        && condition.path("status").asText().equals("True"));
    }

    private static String completions(JsonNode job) {
        String succeeded = job.at("/status/succeeded").asText("0");
        String completions = job.at("/spec/completions").asText("");
        if (!completions.isEmpty()) {
            return succeeded + "/" + completions;
        }
        int parallelism = job.at("/spec/parallelism").asInt(0);
        return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
    }

    private static String jobDuration(JsonNode job, Instant now) {
        JsonNode start = job.at("/status/startTime");
        if (start.asText("").isEmpty()) {
            return "";
        }
        JsonNode end = job.at("/status/completionTime");
        Optional<Instant> ended = end.asText("").isEmpty() ? Optional.of(now) : Cells.instant(end);
        return ended.map(at -> Cells.age(start, at)).orElse(Cells.INVALID);
    }

    private static String controller(JsonNode object) {
        return object.at("/metadata/ownerReferences")
                .valueStream()
                .filter(owner -> owner.path("controller").asBoolean())
                .map(owner -> {
                    String group = owner.path("apiVersion").asText().replaceFirst("/?[^/]*$", "");
                    String kind = owner.path("kind").asText().toLowerCase(java.util.Locale.ROOT);
                    return (group.isEmpty() ? kind : kind + "." + group) + "/"
                            + owner.path("name").asText();
                })
                .findFirst()
                .orElse(NONE);
    }
}
