package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Workloads that arrive asleep, so that somebody can look at a restored cluster before it begins to work. What they were
 * stands in an annotation, from which {@link #wake} makes the command that wakes them.
 *
 * <p>DaemonSets have no number of replicas, so they start. A HorizontalPodAutoscaler stays as it is: while its target has
 * no replicas it does nothing, and it goes on when the target is woken.
 */
public final class Quiet {

    /** The annotation that says what {@code spec.suspend} was. */
    public static final String SUSPEND = "jangada.dev/suspend";

    /** The annotation that says how many replicas there were. */
    public static final String REPLICAS = "jangada.dev/replicas";

    /** The kinds that can be scaled, by the names that kubectl knows them by. */
    private static final Map<GroupKind, String> SCALED = Map.of(
            Kinds.DEPLOYMENT, "deployments.apps",
            Kinds.STATEFUL_SET, "statefulsets.apps",
            Kinds.REPLICA_SET, "replicasets.apps",
            Kinds.REPLICATION_CONTROLLER, "replicationcontrollers");

    private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9._]+");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    private Quiet() {}

    /** Suspends CronJobs; one that is suspended already stays as it is, and is not woken later. */
    public static Transform suspendCronJobs() {
        return (original, tree) -> {
            if (original.groupKind().equals(Kinds.CRON_JOB)
                    && tree.path("spec") instanceof ObjectNode spec
                    && !spec.path("suspend").asBoolean()) {
                annotate(tree, SUSPEND, "false");
                spec.put("suspend", true);
            }
        };
    }

    /**
     * Scales Deployments, StatefulSets, ReplicaSets and ReplicationControllers to nothing; one that has no replicas
     * stays as it is. No number of replicas is one, as the server has it.
     */
    public static Transform scaleToZero() {
        return (original, tree) -> {
            if (!SCALED.containsKey(original.groupKind()) || !(tree.path("spec") instanceof ObjectNode spec)) {
                return;
            }
            JsonNode replicas = spec.path("replicas");
            boolean absent = replicas.isMissingNode() || replicas.isNull();
            if (absent || (replicas.isIntegralNumber() && replicas.asLong() > 0)) {
                annotate(tree, REPLICAS, absent ? "1" : replicas.asText());
                spec.put("replicas", 0);
            }
        };
    }

    /**
     * The kubectl command that wakes one object, and takes the annotation away.
     *
     * @param key where the object is, in the cluster that it was restored to
     * @param tree the object as it was restored
     * @return a command for a shell; empty for what is not asleep
     */
    public static Optional<String> wake(ObjectKey key, JsonNode tree) {
        JsonNode annotations = tree.path("metadata").path("annotations");
        if (key.groupKind().equals(Kinds.CRON_JOB) && annotations.has(SUSPEND)) {
            ObjectNode patch = Json.object();
            patch.putObject("spec").put("suspend", false);
            return Optional.of(command("cronjobs.batch", key, SUSPEND, patch));
        }
        String replicas = annotations.path(REPLICAS).asText();
        String resource = SCALED.get(key.groupKind());
        if (resource != null && NUMBER.matcher(replicas).matches()) {
            ObjectNode patch = Json.object();
            patch.putObject("spec").put("replicas", Long.parseLong(replicas));
            return Optional.of(command(resource, key, REPLICAS, patch));
        }
        return Optional.empty();
    }

    private static String command(String resource, ObjectKey key, String annotation, ObjectNode patch) {
        patch.putObject("metadata").putObject("annotations").putNull(annotation);
        return "kubectl patch " + resource + " -n " + quoted(key.namespace()) + " " + quoted(key.name())
                + " --type=merge -p " + quoted(patch.toString());
    }

    /** A word as a shell takes it whole. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static void annotate(ObjectNode tree, String name, String value) {
        ObjectNode metadata =
                tree.path("metadata") instanceof ObjectNode present ? present : tree.putObject("metadata");
        ObjectNode annotations = metadata.path("annotations") instanceof ObjectNode present
                ? present
                : metadata.putObject("annotations");
        annotations.put(name, value);
    }
}
