package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the target has that decides about many objects: namespaces, volumes, and kinds that a webhook converts. Read once,
 * before a plan is made.
 */
final class Present {

    private final Target target;
    private final Map<String, Boolean> namespaces = new HashMap<>();
    private final Map<String, Claim> volumes = new HashMap<>();
    private final Set<GroupKind> converted = new HashSet<>();
    private final boolean namespacesKnown;

    /**
     * The claim that a volume names.
     *
     * @param namespace empty if it names none
     */
    record Claim(String namespace, String name, String uid) {

        boolean isNamed(String otherNamespace, String otherName) {
            return namespace.equals(otherNamespace) && name.equals(otherName);
        }
    }

    private Present(Target target) {
        this.target = target;
        this.namespacesKnown = each(
                KindPlanner.NAMESPACE,
                namespace -> namespaces.put(namespace.name(), AsRestored.isTerminating(namespace)));
        each(Outgoing.VOLUME, volume -> {
            JsonNode held = volume.tree().path("spec").path("claimRef");
            volumes.put(
                    volume.name(),
                    new Claim(
                            held.path("namespace").asText(""),
                            held.path("name").asText(""),
                            held.path("uid").asText("")));
        });
        each(KindPlanner.DEFINITION, definition -> {
            if (Definitions.isConvertedByWebhook(definition)) {
                Definitions.kind(definition).ifPresent(kind -> converted.add(kind.groupKind()));
            }
        });
    }

    static Present read(Target target) {
        return new Present(target);
    }

    /** What the user may not see decides nothing. */
    private boolean each(GroupKind kind, Consumer<KubeObject> taker) {
        try {
            target.kind(kind).ifPresent(served -> {
                var _ = target.source().read(served, Selection.ALL, taker::accept);
            });
            return true;
        } catch (Problem e) {
            System.getLogger(Present.class.getName()).log(System.Logger.Level.DEBUG, "not read: " + kind, e);
            return false;
        }
    }

    /** Whether a namespace is there, and stays; of one that the user may not see that is believed. */
    boolean hasNamespace(String name) {
        Boolean terminating = namespaces.get(name);
        return namespacesKnown ? terminating != null && !terminating : true;
    }

    /** Whether a namespace, and all that is in it, is being deleted. */
    boolean isTerminating(String namespace) {
        return namespaces.getOrDefault(namespace, false);
    }

    boolean hasVolume(String name) {
        return volumes.containsKey(name);
    }

    /** The claim that a volume of the target names; empty if it names none, or is not there. */
    Optional<Claim> claimOf(String volume) {
        @Nullable Claim claim = volumes.get(volume);
        return Optional.ofNullable(claim).filter(named -> !named.namespace().isEmpty());
    }

    Set<GroupKind> converted() {
        return converted;
    }
}
