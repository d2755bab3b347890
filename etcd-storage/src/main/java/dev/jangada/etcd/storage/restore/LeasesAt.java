package dev.jangada.etcd.storage.restore;

import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.Lease;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The leases of an older revision: those that keys refer to there. Leases have no revisions, so how long one was granted for
 * is only known if it is still in the file.
 *
 * @param kept those that are still known, in their order
 * @param gone how many are not known any more
 * @param keys how many keys refer to those, and so will not expire
 */
record LeasesAt(List<Lease> kept, long gone, long keys) {

    /** Finds them; heap: 8 bytes a key, and about 80 a lease. */
    static LeasesAt of(EtcdFile source, long revision) {
        // By lease: how many keys refer to it.
        NavigableMap<Long, Long> wanted = new TreeMap<>(Long::compareUnsigned);
        source.mvcc().at(revision).forEach((KeyRecord record) -> {
            if (record.lease() != 0) {
                wanted.merge(record.lease(), 1L, Long::sum);
            }
        });
        List<Lease> kept = ClusterRecords.of(source.bolt()).leases().stream()
                .filter(lease -> wanted.remove(lease.id()) != null)
                .toList();
        return new LeasesAt(
                kept,
                wanted.size(),
                wanted.values().stream().mapToLong(Long::longValue).sum());
    }
}
