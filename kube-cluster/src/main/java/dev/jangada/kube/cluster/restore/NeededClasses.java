package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import java.util.Optional;

/** Classes that what is restored names, and that neither the user selected nor the target has: they come from the source. */
final class NeededClasses {

    private final PlanContext context;

    NeededClasses(PlanContext context) {
        this.context = context;
    }

    void plan(PlanWriter.Block block) {
        context.planning().classes().stream().sorted().forEach(key -> plan(key, block));
    }

    private void plan(ObjectKey key, PlanWriter.Block block) {
        Optional<ResourceKind> served = context.target()
                .kind(key.groupKind())
                .filter(context.options().selection()::wants)
                .filter(kind -> context.target().get(kind, "", key.name()).isEmpty());
        Optional<KubeObject> source = context.objects().get(key);
        if (served.isPresent() && source.isPresent()) {
            new KindPlanner(context, served.get(), LiveIndex.empty(), block, Optional.of(RestoreMessage.NEEDED))
                    .plan(source.get());
        }
    }
}
