package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Namespaces that objects are created in and that nobody selected: they come from the source, or, where that has none, are
 * made with nothing but their name.
 */
final class NeededNamespaces {

    private final PlanContext context;
    private final boolean selected;

    /**
     * The namespaces of a plan.
     *
     * @param selected whether Namespaces are selected as a kind, so that those of the source are planned already
     */
    NeededNamespaces(PlanContext context, boolean selected) {
        this.context = context;
        this.selected = selected;
    }

    void plan(PlanWriter.Block block) {
        Optional<ResourceKind> served = context.target().kind(KindPlanner.NAMESPACE);
        if (served.isEmpty()) {
            return;
        }
        ResourceKind kind = served.get();
        Set<String> wanted = new HashSet<>(context.planning().namespaces());
        wanted.removeIf(name -> isPlanned(name) || context.present().hasNamespace(name));
        wanted.stream().sorted().forEach(name -> {
            ObjectKey original = new ObjectKey(KindPlanner.NAMESPACE, "", original(name));
            KubeObject source = context.objects().get(original).orElseGet(() -> plain(original.name()));
            new KindPlanner(context, kind, LiveIndex.empty(), block, Optional.empty()).plan(source);
        });
    }

    private boolean isPlanned(String name) {
        return selected && context.objects().comesBack(new ObjectKey(KindPlanner.NAMESPACE, "", original(name)));
    }

    /** The name that a namespace of the target has in the source. */
    private String original(String name) {
        return context.options().namespaceMapping().entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }

    /** A namespace with nothing but its name. */
    static KubeObject plain(String name) {
        ObjectNode tree = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        tree.putObject("metadata").put("name", name);
        return KubeObject.of(tree);
    }
}
