package dev.jangada.etcd.client;

/** Is told how far a snapshot has come; called often, by the thread that writes it. */
@FunctionalInterface
public interface SnapshotProgress {

    /** Nobody wants to know. */
    SnapshotProgress NONE = (received, total) -> {};

    /**
     * More has come.
     *
     * @param received bytes so far
     * @param total bytes of the whole, as the member says
     */
    void advanced(long received, long total);
}
