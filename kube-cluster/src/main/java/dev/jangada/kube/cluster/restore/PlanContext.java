package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.Optional;

/**
 * What the planners of all kinds share.
 *
 * @param options how the restore is done
 * @param objects the source's objects, for what refers to others
 * @param target the cluster
 * @param outgoing makes what is to be there
 * @param dryRun asks the server beforehand, if there is one
 * @param pruning decides what is deleted
 * @param planning what the kinds find out for each other
 * @param key makes fingerprints
 */
record PlanContext(
        RestoreOptions options,
        SourceObjects objects,
        Target target,
        Outgoing outgoing,
        Optional<DryRun> dryRun,
        Pruning pruning,
        Planning planning,
        FingerprintKey key) {

    Scrubber scrubber() {
        return objects.scrubber();
    }

    /** Whether a volume of this name comes back, or is in the target. */
    boolean hasVolume(String name) {
        return objects.comesBack(new ObjectKey(Outgoing.VOLUME, "", name))
                || target.kind(Outgoing.VOLUME)
                        .flatMap(kind -> target.get(kind, "", name))
                        .isPresent();
    }
}
