package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.Plan.Numbered;
import dev.jangada.kube.model.KubeObject;
import java.util.Optional;

/** Does what an entry says with the object that it means, if that is still what was planned. Safe for several threads. */
final class Fulfilment {

    private final Outgoing outgoing;
    private final FingerprintKey key;
    private final ObjectApplier applier;

    Fulfilment(Outgoing outgoing, FingerprintKey key, ObjectApplier applier) {
        this.outgoing = outgoing;
        this.key = key;
        this.applier = applier;
    }

    /** Creates or changes. */
    Result write(Numbered numbered, KubeObject source) {
        PlanEntry entry = numbered.entry();
        return switch (outgoing.of(source, entry.kind())) {
            case Outgoing.Ready(KubeObject desired) ->
                entry.desired().filter(key.of(desired)::equals).isPresent()
                        ? applier.apply(numbered.number(), entry, source, desired)
                        : Result.failed(numbered.number(), Why.of(RestoreMessage.SOURCE_CHANGED));
            case Outgoing.Impossible(Why why) -> Result.failed(numbered.number(), why);
            case Outgoing.LeftOut _ -> Result.failed(numbered.number(), Why.of(RestoreMessage.SOURCE_CHANGED));
        };
    }

    /** Deletes. */
    Result delete(Numbered numbered) {
        return applier.prune(numbered.number(), numbered.entry());
    }

    /**
     * Tells an object, now that all are there, who owns it.
     *
     * @return why that failed; empty if it did not
     */
    Optional<Why> own(Numbered numbered, KubeObject source) {
        return outgoing.of(source, numbered.entry().kind()) instanceof Outgoing.Ready(KubeObject desired)
                ? applier.own(numbered.entry(), desired)
                : Optional.of(Why.of(RestoreMessage.SOURCE_CHANGED));
    }
}
