package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.scrub.SourceOwners;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is in a namespace, or of a definition's kind, and would be deleted with it. */
final class Contents {

    /** How long what was deleted inside is waited for; finalizers and the garbage collector take their time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Target target;

    Contents(Target target) {
        this.target = target;
    }

    /** An object that is not to be deleted with what contains it; empty if there is none. */
    Optional<ObjectKey> of(KubeObject container) {
        if (container.groupKind().equals(KindPlanner.NAMESPACE)) {
            Selection within = Selection.ALL.withNamespaces(List.of(Glob.of(container.name())), List.of());
            return awaited(
                    target.served().all().stream()
                            .filter(ResourceKind::namespaced)
                            .toList(),
                    within);
        }
        if (container.groupKind().equals(KindPlanner.DEFINITION)) {
            return Definitions.kind(container)
                    .flatMap(defined -> target.kind(defined.groupKind()))
                    .flatMap(kind -> awaited(List.of(kind), Selection.ALL));
        }
        return Optional.empty();
    }

    private Optional<ObjectKey> awaited(List<ResourceKind> kinds, Selection selection) {
        Instant until = Instant.now().plus(PATIENCE);
        var pause = new Pause();
        while (true) {
            Optional<ObjectKey> found = kinds.stream()
                    .flatMap(kind -> first(kind, selection).stream())
                    .findFirst();
            if (found.isEmpty() || Instant.now().isAfter(until)) {
                return found;
            }
            pause.take();
        }
    }

    private Optional<ObjectKey> first(ResourceKind kind, Selection selection) {
        Scrub scrub = new Scrub(Scrub.Level.GUIDE, true, true, true);
        var scrubber = new Scrubber(scrub, new SourceOwners(target.source(), scrub, _ -> true));
        return FirstObject.of(
                        target.source(), kind, selection, object -> scrubber.apply(object) instanceof Scrubber.Kept)
                .map(KubeObject::key);
    }
}
