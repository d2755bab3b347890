package dev.jangada.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.volume.FakeProvisioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What has run or runs in a cluster, in the namespace {@code runs}, as the controllers themselves leave it: a Job that is
 * done and one that is not, a CronJob that has just started a Job, a Pod that has ended, claims whose volumes were
 * provisioned and would be deleted with them.
 */
public final class PlantedRuns {

    public static final String NAMESPACE = "runs";
    public static final String DRIVER = "disk.example.com";
    public static final int CLAIMS = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CORE = "/api/v1/namespaces/" + NAMESPACE;
    private static final String BATCH = "/apis/batch/v1/namespaces/" + NAMESPACE;
    private static final String POD_SPEC =
            "{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"work\",\"image\":\"registry.example.com/work:1\"}]}";

    private final Api api;

    private PlantedRuns(Api api) {
        this.api = api;
    }

    public static void in(ControlPlane cluster) {
        var planted = new PlantedRuns(cluster.api());
        planted.api.post("/api/v1/namespaces", Made.object("v1", "Namespace", NAMESPACE));
        until(() -> planted.api.answers(CORE + "/serviceaccounts/default"), "the namespace has its account");
        try (FakeProvisioner disk = FakeProvisioner.start(cluster, DRIVER)) {
            disk.addClass("fast", "Delete");
            planted.claims();
        }
        planted.jobs();
        planted.endedPod();
        planted.cronJob();
    }

    private void claims() {
        for (int i = 0; i < CLAIMS; i++) {
            ObjectNode claim = Made.object("v1", "PersistentVolumeClaim", "data-" + i);
            ObjectNode spec = claim.putObject("spec").put("storageClassName", "fast");
            spec.putArray("accessModes").add("ReadWriteOnce");
            spec.putObject("resources").putObject("requests").put("storage", "1Gi");
            api.post(CORE + "/persistentvolumeclaims", claim);
        }
        until(
                () -> items(CORE + "/persistentvolumeclaims").stream()
                        .allMatch(claim -> claim.at("/status/phase").asText().equals("Bound")),
                "claims are bound");
    }

    private void jobs() {
        for (String name : List.of("done", "open")) {
            ObjectNode job = Made.object("batch/v1", "Job", name);
            job.putObject("spec").putObject("template").set("spec", podSpec());
            api.post(BATCH + "/jobs", job);
        }
        until(() -> pods("done").size() == 1 && pods("open").size() == 1, "the Jobs have their Pods");
        succeed(pods("done").getFirst().at("/metadata/name").asText());
        until(
                () -> api.get(BATCH + "/jobs/done").at("/status/succeeded").asInt() == 1
                        && api.get(BATCH + "/jobs/done").at("/status").has("completionTime"),
                "the Job is done");
    }

    private void endedPod() {
        ObjectNode pod = Made.object("v1", "Pod", "migration");
        pod.set("spec", podSpec());
        api.post(CORE + "/pods", pod);
        succeed("migration");
    }

    private void succeed(String pod) {
        ObjectNode patch = Json.object();
        patch.putObject("status").put("phase", "Succeeded");
        api.patch(CORE + "/pods/" + pod + "/status", patch);
    }

    /** One for every minute that last ran some minutes ago: the controller makes up for it at once. */
    private void cronJob() {
        ObjectNode cron = Made.object("batch/v1", "CronJob", "minutely");
        ObjectNode spec = cron.putObject("spec").put("schedule", "* * * * *").put("concurrencyPolicy", "Forbid");
        spec.putObject("jobTemplate").putObject("spec").putObject("template").set("spec", podSpec());
        api.post(BATCH + "/cronjobs", cron);
        ObjectNode patch = Json.object();
        patch.putObject("status")
                .put(
                        "lastScheduleTime",
                        Instant.now().minusSeconds(180).toString().replaceAll("\\.\\d+", ""));
        api.patch(BATCH + "/cronjobs/minutely/status", patch);
        until(
                () -> items(BATCH + "/jobs").stream()
                        .anyMatch(job -> job.at("/metadata/ownerReferences/0/name")
                                .asText()
                                .equals("minutely")),
                "the CronJob has run");
    }

    private List<JsonNode> pods(String job) {
        return items(CORE + "/pods?labelSelector=job-name=" + job);
    }

    private List<JsonNode> items(String path) {
        return api.get(path).path("items").valueStream().toList();
    }

    private static JsonNode podSpec() {
        try {
            return Json.mapper().readTree(POD_SPEC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void until(BooleanSupplier condition, String what) {
        Wait.until(PATIENCE, condition, () -> new LabException("not in " + PATIENCE + ": " + what));
    }
}
