package dev.jangada.lab.workload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.lab.workload.Mutation.Difference;
import java.util.Base64;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The sorts of changes that {@link Mutations} makes: to which kind, and what. The number makes each one new. */
enum Sort {
    ADD_CONFIG_MAP("ConfigMap", Difference.ADDED, (object, number) -> {}),
    REMOVE_CONFIG_MAP("ConfigMap", Difference.REMOVED, (object, number) -> {}),
    IMAGE("Deployment", (object, number) -> container(object).put("image", "registry.example.com/new:" + number)),
    DATA_VALUE("ConfigMap", (object, number) -> map(object, "/data").put("greeting", "olá " + number)),
    TAINT(
            "Node",
            (object, number) -> list(object, "/spec/taints")
                    .addObject()
                    .put("key", "changed")
                    .put("value", "t" + number)
                    .put("effect", "NoSchedule")),
    ADD_SECRET("Secret", Difference.ADDED, (object, number) -> {}),
    REMOVE_SECRET("Secret", Difference.REMOVED, (object, number) -> {}),
    REPLICAS("Deployment", (object, number) -> map(object, "/spec").put("replicas", 3 + number % 3)),
    SECRET_VALUE("Secret", (object, number) -> map(object, "/data").put("password", base64(number))),
    RULE_ADDED("Role", (object, number) -> {
        ObjectNode rule = list(object, "/rules").addObject();
        rule.putArray("apiGroups").add("batch");
        rule.putArray("resources").add("jobs");
        rule.putArray("verbs").add("get");
    }),
    RECLAIM_POLICY(
            "PersistentVolume",
            (object, number) -> map(object, "/spec").put("persistentVolumeReclaimPolicy", "Delete")),
    SERVICE_PORT("Service", (object, number) -> item(object, "/spec/ports").put("port", 1_000 + number % 60_000)),
    BINARY_DATA("ConfigMap", (object, number) -> map(object, "/binaryData").put("new.bin", base64(number))),
    CUSTOM_FIELD("Widget", (object, number) -> map(object, "/spec").put("size", 1_000 + number)),
    REMOVE_INGRESS("Ingress", Difference.REMOVED, (object, number) -> {}),
    ENVIRONMENT_ADDED(
            "Deployment",
            (object, number) -> list(container(object), "/env")
                    .addObject()
                    .put("name", "ADDED")
                    .put("value", "v" + number)),
    ENVIRONMENT_REMOVED(
            "Deployment", (object, number) -> list(container(object), "/env").remove(0)),
    POLICY_PORT(
            "NetworkPolicy",
            (object, number) -> item(item(object, "/spec/ingress"), "/ports").put("port", 1 + number % 8_000)),
    LABEL("StatefulSet", (object, number) -> map(object, "/metadata/labels").put("changed", "n" + number)),
    ANNOTATION(
            "CronJob",
            (object, number) -> map(object, "/metadata/annotations").put("example.com/changed", "ç" + number)),
    DATA_KEY_REMOVED("ConfigMap", (object, number) -> map(object, "/data").remove("application.properties")),
    INGRESS_HOST("Ingress", (object, number) -> item(object, "/spec/rules").put("host", "h" + number + ".example.com")),
    REMOVE_ROLE_BINDING("RoleBinding", Difference.REMOVED, (object, number) -> {}),
    SUBJECT_ADDED(
            "RoleBinding",
            (object, number) -> list(object, "/subjects")
                    .addObject()
                    .put("kind", "User")
                    .put("apiGroup", "rbac.authorization.k8s.io")
                    .put("name", "user-" + number)),
    AUTOSCALER_MAXIMUM(
            "HorizontalPodAutoscaler",
            (object, number) -> map(object, "/spec").put("maxReplicas", 30 + number % 1_000)),
    SCHEDULE("CronJob", (object, number) -> map(object, "/spec").put("schedule", number % 60 + " 5 * * 1")),
    BUDGET("PodDisruptionBudget", (object, number) -> {
        map(object, "/spec").remove("minAvailable");
        map(object, "/spec").put("maxUnavailable", 2 + number % 50);
    }),
    NAMESPACE_LABEL(
            "Namespace", (object, number) -> map(object, "/metadata/labels").put("changed", "n" + number)),
    CLUSTER_ROLE_VERB(
            "ClusterRole",
            (object, number) -> list(item(object, "/rules"), "/verbs").add("watch"));

    private final String kind;
    private final Difference difference;

    @SuppressWarnings("ImmutableEnumChecker") // each is a lambda above that captures nothing
    private final BiConsumer<ObjectNode, Integer> change;

    Sort(String kind, BiConsumer<ObjectNode, Integer> change) {
        this(kind, Difference.CHANGED, change);
    }

    Sort(String kind, Difference difference, BiConsumer<ObjectNode, Integer> change) {
        this.kind = kind;
        this.difference = difference;
        this.change = change;
    }

    /** Whether an object of the workload can be changed so. */
    boolean fits(ObjectNode object) {
        // A Widget and a Secret may own others or be a controller's: what they are made of tells.
        return object.path("kind").asText().equals(kind)
                && (!kind.equals("Secret") || object.path("type").asText().equals("Opaque"))
                && (!kind.equals("ConfigMap") || object.path("data").has("application.properties"));
    }

    /** The change to this object, or a new object like it. */
    Mutation mutation(ObjectNode object, int number) {
        String what = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (difference == Difference.ADDED) {
            map(object, "/metadata").put("name", "added-" + number);
        }
        return new Mutation(object, difference, what, live -> change.accept(live, number));
    }

    private static ObjectNode container(ObjectNode workload) {
        return item(workload, "/spec/template/spec/containers");
    }

    private static ObjectNode map(ObjectNode object, String path) {
        return object.withObject(path);
    }

    private static ArrayNode list(ObjectNode object, String path) {
        return object.withArray(path);
    }

    /** The first item of a list of objects. */
    private static ObjectNode item(ObjectNode object, String path) {
        return (ObjectNode) object.at(path).get(0);
    }

    private static String base64(int number) {
        return Base64.getEncoder()
                .encodeToString(new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16), -1});
    }
}
