package dev.jangada.kube.cluster.restore;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum RestoreMessage implements Message {
    BECAUSE,
    DIFFERS,
    NODE_MISSING,
    NODE_HAS_ITS_OWN,
    VOLUMES_SKIPPED,
    VOLUME_PROVISIONED,
    VOLUME_MISSING,
    VOLUME_HELD,
    VOLUME_OF_OTHER,
    CLAIM_WAITS,
    NEEDED,
    CLUSTER_SCOPE,
    NOT_SERVED,
    VERSION_NOT_SERVED,
    BEING_DELETED,
    AWAITS_TERMINATION,
    CONFLICTS,
    REFUSED,
    OWNERS_OUTSIDE,
    OWNER_MISSING,
    NODE_PORT_TAKEN,
    ADDRESS_TAKEN,
    SOURCE_CHANGED,
    SOURCE_LOST,
    DRIFTED,
    NOT_ESTABLISHED,
    NOT_BOUND,
    NOT_CLAIMED,
    NO_KIND_SELECTED,
    NO_PLAN,
    BAD_PLAN,
    SHORT_PLAN,
    CANNOT_WRITE_STATE,
    WRONG_TARGET,
    WRONG_SOURCE,
    NO_RESTORE,
    CANNOT_READ_STATE,
    RUNNING,
    UNDOES,
    CHANGED_SINCE,
    NOT_EMPTY,
    WEBHOOK_DOWN,
    WEBHOOKS_UNKNOWN,
    OBSTACLES,
    PLANNED_ONLY,
    NO_CLAIM,
    CLAIM_HAS_OTHER,
    CLAIM_CLASS,
    CLAIM_SIZE,
    CLAIM_MODE;

    /** Whether the sentence says that something cannot be done, rather than that it is not wanted. */
    boolean cannot() {
        return this == VOLUME_MISSING
                || this == VOLUME_HELD
                || this == VOLUME_OF_OTHER
                || this == CLAIM_HAS_OTHER
                || this == CLAIM_CLASS
                || this == CLAIM_SIZE
                || this == CLAIM_MODE;
    }
}
