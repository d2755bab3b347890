package dev.jangada.cli.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.PlantedRuns;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each option that decides what a dump takes along: a real cluster, dumped with it and without it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class DumpOptionsTest {

    private static final String HOSTNAME = "kubernetes.io/hostname";
    private static final String FINISHED = "jangada.dev/finished";
    private static final int NODE_PORT = 30_417;

    @TempDir
    private static Path folder;

    private ControlPlane cluster;
    private Map<String, JsonNode> usual = Map.of();

    @SuppressWarnings("NullAway.Init") // the method below fills the field in
    DumpOptionsTest() {}

    @BeforeAll
    void plant() {
        cluster = ControlPlane.start();
        PlantedRuns.in(cluster);
        Api api = cluster.api();
        ObjectNode settings = Made.object("ConfigMap", "settings-of-the-network");
        settings.putObject("data").put("mtu", "1450");
        api.post("/api/v1/namespaces/kube-system/configmaps", settings);

        ObjectNode node = Made.object("Node", "node-1");
        node.withObject("/metadata")
                .putObject("labels")
                .put(HOSTNAME, "node-1")
                .put("disk", "ssd")
                .put("node-role.kubernetes.io/control-plane", "");
        var taints = node.putObject("spec").putArray("taints");
        taint(taints.addObject(), "node-role.kubernetes.io/control-plane", "");
        api.post("/api/v1/nodes", node);

        ObjectNode service = Made.object("Service", "shop");
        ObjectNode spec = service.putObject("spec").put("type", "NodePort");
        spec.putArray("ports").addObject().put("port", 80).put("nodePort", NODE_PORT);
        api.post("/api/v1/namespaces/" + PlantedRuns.NAMESPACE + "/services", service);

        usual = dump("usual", "--all-kinds");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void finishedJobs() {
        String jobOfCronJob = cluster.api()
                .get("/apis/batch/v1/namespaces/" + PlantedRuns.NAMESPACE + "/jobs")
                .path("items")
                .valueStream()
                .map(job -> job.at("/metadata/name").asText())
                .filter(name -> name.startsWith("minutely-"))
                .findFirst()
                .orElseThrow();
        assertThat(usual)
                .containsKeys("Job runs/open", "CronJob runs/minutely")
                .doesNotContainKeys("Job runs/done", "Pod runs/migration", "Job runs/" + jobOfCronJob);

        Map<String, JsonNode> with = dump("jobs", "--finished-jobs", "--all-kinds");
        assertThat(with).containsKeys("Job runs/open", "Job runs/" + jobOfCronJob);
        assertThat(annotation(in(with, "Job runs/done"), FINISHED)).isEqualTo("Complete");
        assertThat(annotation(in(with, "Pod runs/migration"), FINISHED)).isEqualTo("Succeeded");
        assertThat(annotation(in(with, "Job runs/open"), FINISHED)).isEmpty();
        assertThat(with.keySet())
                .as("the Pods of a Job are its controller's all the same")
                .noneMatch(key -> key.startsWith("Pod runs/done-"));
    }

    @Test
    void nodeOwned() {
        assertThat(in(usual, "Node node-1").at("/metadata/labels")).isEqualTo(labels(Map.of("disk", "ssd")));
        assertThat(in(usual, "Node node-1").at("/spec/taints")).isEmpty();

        JsonNode node = in(dump("nodes", "--node-owned"), "Node node-1");
        assertThat(node.at("/metadata/labels"))
                .isEqualTo(
                        labels(Map.of("disk", "ssd", HOSTNAME, "node-1", "node-role.kubernetes.io/control-plane", "")));
        assertThat(node.at("/spec/taints/0/key").asText()).isEqualTo("node-role.kubernetes.io/control-plane");
    }

    @Test
    void systemNamespaces() {
        String settings = "ConfigMap kube-system/settings-of-the-network";
        assertThat(usual).doesNotContainKeys(settings, "Namespace kube-system");

        Ran ran = run("system", "--system-namespaces");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("warning: the objects of system namespaces belong to this cluster");
        Map<String, JsonNode> with = read(folder.resolve("system"));
        assertThat(in(with, settings).at("/data/mtu").asText()).isEqualTo("1450");
        assertThat(with.keySet())
                .as("what the control plane makes there itself does not travel")
                .doesNotContain("Namespace kube-system", "ConfigMap kube-system/kube-root-ca.crt")
                .noneMatch(key -> key.startsWith("ServiceAccount kube-system/"));
    }

    @Test
    void portable() {
        assertThat(in(usual, "Service runs/shop").at("/spec/ports/0/nodePort").asInt())
                .isEqualTo(NODE_PORT);
        assertThat(in(usual, "Service runs/shop").path("spec").has("ipFamilies"))
                .isTrue();

        JsonNode service = in(dump("portable", "--scrub", "portable"), "Service runs/shop");
        assertThat(service.at("/spec/type").asText()).isEqualTo("NodePort");
        assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(80);
        assertThat(service.at("/spec/ports/0").has("nodePort")).isFalse();
        assertThat(service.path("spec").has("ipFamilies")).isFalse();
    }

    /** Dumps, sees that nothing differs from the cluster in what the dump has, and gives what is in the files. */
    private Map<String, JsonNode> dump(String name, String... options) {
        Ran ran = run(name, options);
        assertThat(ran.code()).as(ran.err()).isZero();
        Ran diff = Ran.jangada(cluster.kubeconfig(), "diff", "dump:" + folder.resolve(name), "live");
        assertThat(diff.code()).as(diff.out()).isZero();
        return read(folder.resolve(name));
    }

    private Ran run(String name, String... options) {
        return Ran.jangada(
                cluster.kubeconfig(),
                Stream.concat(Stream.of("dump", folder.resolve(name).toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    /** The objects of the three files by kind and name, read with Jackson alone. */
    private static Map<String, JsonNode> read(Path dump) {
        var objects = new HashMap<String, JsonNode>();
        DumpFiles.objects(dump).forEach(object -> objects.put(key(object), object));
        return objects;
    }

    private static JsonNode in(Map<String, JsonNode> objects, String key) {
        return Objects.requireNonNull(objects.get(key), key);
    }

    private static String key(JsonNode object) {
        String namespace = object.at("/metadata/namespace").asText();
        return object.path("kind").asText() + " " + (namespace.isEmpty() ? "" : namespace + "/")
                + object.at("/metadata/name").asText();
    }

    private static String annotation(JsonNode object, String name) {
        return object.at("/metadata/annotations").path(name).asText();
    }

    private static JsonNode labels(Map<String, String> labels) {
        return Json.mapper().valueToTree(labels);
    }

    private static void taint(ObjectNode taint, String key, String value) {
        taint.put("key", key).put("value", value).put("effect", "NoSchedule");
    }
}
