package dev.jangada.kube.cluster.restore;

/** What a user may choose about a restore by yes or no. */
public enum Choice {
    /** A merge takes fields from the managers that have them. */
    FORCE_CONFLICTS,
    /** Delete what the source does not have. */
    PRUNE,
    /** Pruning extends to Namespaces and CustomResourceDefinitions, and all that is in them. */
    PRUNE_DEFINITIONS,
    /** Pruning extends to PersistentVolumes and claims. */
    PRUNE_VOLUMES,
    /** Objects that are in no namespace are restored also where namespaces are named, whoever needs them. */
    INCLUDE_CLUSTER_RESOURCES,
    /** kube-system, kube-public and kube-node-lease are restored too. */
    SYSTEM_NAMESPACES,
    /** Jobs and Pods that ended, and Jobs of CronJobs, are restored, and run again. */
    FINISHED_JOBS,
    /** Services get the addresses that they had. */
    KEEP_SERVICE_ADDRESSES,
    /** Who set which field is restored, by a second request. */
    MANAGED_FIELDS,
    /** Finalizers are left out. */
    DROP_FINALIZERS,
    /** CronJobs come back suspended. */
    SUSPEND_CRON_JOBS,
    /** Workloads come back without pods. */
    SCALE_TO_ZERO,
    /** Admission webhooks that do not answer are no reason not to begin. */
    IGNORE_WEBHOOKS,
    /** Objects come back as they were, with all that belongs to this one cluster: to undo what was done to it. */
    VERBATIM
}
