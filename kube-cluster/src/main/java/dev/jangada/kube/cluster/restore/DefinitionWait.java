package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Waits until the API serves what new CustomResourceDefinitions define. */
final class DefinitionWait {

    private final Target target;
    private final Duration patience;

    DefinitionWait(Target target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    /** Waits for the definitions that a plan creates; a kind that does not come is found missing when it is written. */
    void await(Plan plan) {
        var waiting = new HashSet<String>();
        plan.entries((entry, _) -> {
            if (entry.action() == Action.CREATE && entry.kind().groupKind().equals(KindPlanner.DEFINITION)) {
                waiting.add(entry.name());
            }
        });
        if (waiting.isEmpty()) {
            return;
        }
        Set<GroupKind> kinds = new HashSet<>();
        Instant until = Instant.now().plus(patience);
        while (!waiting.isEmpty() && Instant.now().isBefore(until)) {
            waiting.removeIf(name -> isEstablished(name, kinds));
            if (!waiting.isEmpty()) {
                ObjectApplier.pause();
            }
        }
        target.refresh();
        while (kinds.stream().anyMatch(kind -> target.kind(kind).isEmpty())
                && Instant.now().isBefore(until)) {
            ObjectApplier.pause();
            target.refresh();
        }
    }

    private boolean isEstablished(String name, Set<GroupKind> kinds) {
        Optional<ResourceKind> definitions = target.kind(KindPlanner.DEFINITION);
        Optional<KubeObject> definition = definitions.flatMap(kind -> target.get(kind, "", name));
        if (definition.filter(Definitions::isEstablished).isEmpty()) {
            // One that could not be created will not come.
            return definition.isEmpty();
        }
        Definitions.kind(definition.get()).ifPresent(kind -> kinds.add(kind.groupKind()));
        return true;
    }
}
