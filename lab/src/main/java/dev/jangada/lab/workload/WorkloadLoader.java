package dev.jangada.lab.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Answer;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Resources;
import dev.jangada.lab.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates the objects of a workload through the API, many at a time. */
public final class WorkloadLoader {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final String JSON = "application/json";

    private final ControlPlane cluster;
    private final Api api;
    private final Resources resources;
    private final boolean controllers;

    WorkloadLoader(ControlPlane cluster) {
        this.cluster = cluster;
        this.api = cluster.api();
        this.resources = api.resources();
        this.controllers = cluster.controllerManager().isPresent();
    }

    /**
     * Creates every object of a workload, and waits until the controllers have nothing left to do about them.
     *
     * @param parallel how many requests at a time; 16 keep two cores busy
     * @throws LabException if an object is refused, or is there already
     */
    public static Loaded load(ControlPlane cluster, Workload workload, int parallel) {
        long start = System.nanoTime();
        var loader = new WorkloadLoader(cluster);
        int objects = 0;
        for (Wave wave : Wave.values()) {
            objects += Parallel.forEach(workload.stream(wave), parallel, loader::create);
            loader.await(wave);
        }
        var created = Duration.ofNanos(System.nanoTime() - start);
        loader.settle();
        return new Loaded(objects, created);
    }

    /** Waits for what the next wave needs of this one. */
    void await(Wave wave) {
        switch (wave) {
            case FIRST -> awaitServiceAccounts();
            case FOUNDATION -> awaitDefinitions();
            case CONTENT, DEPENDENT, LAST -> {}
        }
    }

    /** Creates one object, with the uids of its owners, and sets its status if it has one. */
    void create(ObjectNode object) {
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            JsonNode live = api.get(resources.collection(
                            owner.path("apiVersion").asText(),
                            owner.path("kind").asText(),
                            namespace(object))
                    + "/" + owner.path("name").asText());
            ((ObjectNode) owner).set("uid", live.at("/metadata/uid"));
        }
        String collection = resources.collection(object);
        Retries.send(api, "POST", collection, Json.bytes(object), JSON).orFail("POST " + resources.path(object));
        if (object.get("status") instanceof ObjectNode status) {
            if (controllers && object.path("kind").asText().equals("Job")) {
                finishWhenStarted(object, status);
            }
            ObjectNode patch = Json.object().set("status", status);
            String path = resources.path(object) + "/status";
            Retries.send(api, "PATCH", path, Json.bytes(patch), "application/merge-patch+json")
                    .orFail("PATCH " + path);
        }
    }

    /** The job controller decides when a Job started, and only a started Job can finish, at that moment or later. */
    private void finishWhenStarted(ObjectNode job, ObjectNode status) {
        String path = resources.path(job);
        Wait.until(
                PATIENCE,
                () -> api.get(path).at("/status/startTime").isTextual(),
                () -> new LabException(path + " is not started in " + PATIENCE));
        JsonNode started = api.get(path).at("/status/startTime");
        status.set("startTime", started);
        status.set("completionTime", started);
    }

    private static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText();
    }

    /** Pods are refused until the ServiceAccount controller has given their namespace its account. */
    private void awaitServiceAccounts() {
        if (controllers) {
            Wait.until(
                    PATIENCE,
                    () -> namesOf("ServiceAccount", "default").containsAll(namesOf("Namespace", null)),
                    () -> new LabException("not every namespace has its default ServiceAccount in " + PATIENCE));
        }
    }

    /** For a kind's objects: the namespaces of those with that name, or the names of all if it is null. */
    private Set<String> namesOf(String kind, @org.jspecify.annotations.Nullable String name) {
        return resources.list("v1", kind).stream()
                .map(object -> object.path("metadata"))
                .filter(metadata ->
                        name == null || metadata.path("name").asText().equals(name))
                .map(metadata ->
                        metadata.path(name == null ? "name" : "namespace").asText())
                .collect(Collectors.toSet());
    }

    private void awaitDefinitions() {
        Wait.until(
                PATIENCE,
                () -> resources.list("apiextensions.k8s.io/v1", "CustomResourceDefinition").stream()
                        .allMatch(this::served),
                () -> new LabException("the custom kinds are not served in " + PATIENCE));
    }

    private boolean served(JsonNode definition) {
        String group = definition.at("/spec/group").asText();
        String plural = definition.at("/spec/names/plural").asText();
        for (JsonNode version : definition.at("/spec/versions")) {
            // Discovery lags behind the storage: both must know the kind.
            String path = "/apis/" + group + "/" + version.path("name").asText();
            Answer discovery = api.send("GET", path, null, JSON);
            if (!discovery.text().contains("\"" + plural + "\"") || !api.answers(path + "/" + plural + "?limit=1")) {
                return false;
            }
        }
        return true;
    }

    /** Waits until claims that name a volume are bound, Deployments are observed, and nobody writes any more. */
    void settle() {
        if (!controllers) {
            return;
        }
        Wait.until(
                PATIENCE.multipliedBy(5),
                () -> all("v1", "PersistentVolumeClaim", this::boundOrWithoutVolume)
                        && all("apps/v1", "Deployment", WorkloadLoader::observed)
                        && all("apps/v1", "ReplicaSet", WorkloadLoader::filled),
                () -> new LabException("the controllers are not done"));
        long[] last = {0, cluster.etcd().revision()};
        Wait.until(
                PATIENCE,
                () -> {
                    if (System.nanoTime() - last[0] < QUIET.toNanos()) {
                        return false;
                    }
                    long revision = cluster.etcd().revision();
                    // A lease or two is always renewed.
                    boolean quiet = last[0] != 0 && revision - last[1] <= 3;
                    last[0] = System.nanoTime();
                    last[1] = revision;
                    return quiet;
                },
                () -> new LabException("the cluster does not come to rest"));
    }

    private boolean all(String apiVersion, String kind, java.util.function.Predicate<JsonNode> condition) {
        List<ObjectNode> objects = resources.list(apiVersion, kind);
        return objects.stream().allMatch(condition);
    }

    private boolean boundOrWithoutVolume(JsonNode claim) {
        return !claim.at("/spec").has("volumeName")
                || Objects.equals(claim.at("/status/phase").asText(), "Bound");
    }

    private static boolean observed(JsonNode deployment) {
        return deployment.at("/status/observedGeneration").asLong()
                        == deployment.at("/metadata/generation").asLong()
                && deployment.at("/status/replicas").asInt()
                        == deployment.at("/spec/replicas").asInt();
    }

    private static boolean filled(JsonNode set) {
        return set.at("/status/replicas").asInt() == set.at("/spec/replicas").asInt();
    }
}
