package dev.jangada.kube.cluster.restore;

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
 * @param present what the target has that decides about many
 * @param webhooks hears what will be written, where that must be admitted
 * @param comparison takes out of two objects what only one of the two sides has at all
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
        Present present,
        Optional<AskedWebhooks> webhooks,
        Scrubber comparison,
        FingerprintKey key) {

    Scrubber scrubber() {
        return objects.scrubber();
    }

    Waves waves() {
        return planning.waves();
    }

    /** The name that a namespace of the source has in the target. */
    String mapped(String namespace) {
        return options.namespaceMapping().getOrDefault(namespace, namespace);
    }
}
