package dev.jangada.kube.cluster.restore;

/** What happens to PersistentVolumes and their claims. */
public enum VolumePolicy {
    /** Claims are bound to the volumes they had; the volumes' contents must still be where they were. */
    REATTACH,
    /** Claims get new, empty volumes of their class. */
    PROVISION,
    /** Neither volumes nor claims are restored. */
    SKIP
}
