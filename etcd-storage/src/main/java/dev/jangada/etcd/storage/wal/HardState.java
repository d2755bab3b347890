package dev.jangada.etcd.storage.wal;

/**
 * What raft had on the disk of its own state.
 *
 * @param term the latest term
 * @param vote whom the member voted for in it
 * @param commit the last entry that was known to be on a majority of members; it lags behind what clients were told
 */
public record HardState(long term, long vote, long commit) {

    static final HardState NONE = new HardState(0, 0, 0);
}
