package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.mvcc.Lease;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Keys and leases while a log is replayed: what etcd's server does to them when it applies a request. Source: etcd,
 * server/etcdserver/apply and server/storage/mvcc.
 */
final class KeyChanges {

    /** Source: etcd, lease.MaxLeaseTTL; seconds. */
    private static final long LONGEST_LEASE = 9_000_000_000L;

    /** What the log adds to the database. */
    sealed interface Change {}

    /** A record of a put. */
    record Put(long main, long sub, Live live) implements Change {}

    /** A record of the deletion of a key that the log has put. */
    record Deletion(long main, long sub, MemorySegment key) implements Change {}

    /** Records, the first one with this number, of the deletion of keys number {@code from} to {@code to} of the database. */
    record Deletions(long main, long sub, int from, int to) implements Change {}

    private final LiveKeys keys;
    private final LiveKeys.Found removing = new Removing();
    private final NavigableMap<Long, Lease> leases = new TreeMap<>(Long::compareUnsigned);
    private final List<Change> changes = new ArrayList<>();
    private long revision;
    private long compacted;
    private long sub;

    KeyChanges(LiveKeys keys, List<Lease> leases, long revision, long compacted) {
        this.keys = keys;
        this.revision = revision;
        this.compacted = compacted;
        leases.forEach(lease -> this.leases.put(lease.id(), lease));
    }

    LiveKeys keys() {
        return keys;
    }

    List<Change> changes() {
        return changes;
    }

    NavigableMap<Long, Lease> leases() {
        return leases;
    }

    long revision() {
        return revision;
    }

    long compacted() {
        return compacted;
    }

    /** Whether a put could be done: its lease exists, and so does what it wants to keep. */
    boolean allows(Fields put) {
        if ((put.flag(5) || put.flag(6)) && keys.get(put.bytes(1)) == null) {
            return false;
        }
        return put.number(3) == 0 || leases.containsKey(put.number(3));
    }

    /** A put of its own; false if it is refused. */
    boolean put(Fields request) {
        if (!allows(request)) {
            return false;
        }
        change(request);
        end();
        return true;
    }

    /** A put as part of a transaction. */
    void change(Fields put) {
        MemorySegment key = put.bytes(1);
        Live before = keys.get(key);
        long main = revision + 1;
        MemorySegment value = put.flag(5) && before != null ? before.value() : put.bytes(2);
        long lease = put.flag(6) && before != null ? before.lease() : put.number(3);
        var live = before == null
                ? new Live(key, main, main, 1, lease, value)
                : new Live(key, before.created(), main, before.version() + 1, lease, value);
        keys.put(live);
        changes.add(new Put(main, sub++, live));
    }

    /** A deletion of its own. */
    void delete(Fields request) {
        remove(request);
        end();
    }

    /** A deletion as part of a transaction. */
    void remove(Fields request) {
        keys.find(request.bytes(1), request.bytes(2), removing);
    }

    /** Deletes what it is given. */
    private final class Removing implements LiveKeys.Found {

        @Override
        public void one(Live live) {
            keys.delete(live);
            changes.add(new Deletion(revision + 1, sub++, live.key()));
        }

        @Override
        public void many(int from, int to) {
            keys.delete(from, to);
            changes.add(new Deletions(revision + 1, sub, from, to));
            sub += to - from;
        }
    }

    /** Ends a transaction: one that has changed something has a revision. */
    void end() {
        if (sub > 0) {
            revision++;
            sub = 0;
        }
    }

    /** False if it is refused. */
    boolean compact(Fields request) {
        long at = request.number(1);
        if (at <= compacted || at > revision) {
            return false;
        }
        compacted = at;
        return true;
    }

    /** Whether a read at this revision would be refused, and with it the transaction that it is part of. */
    boolean cannotRead(long at) {
        return at != 0 && (at > revision || at < compacted);
    }

    boolean grant(Fields request) {
        var lease = new Lease(request.number(2), request.number(1), 0);
        if (lease.id() == 0 || lease.ttl() > LONGEST_LEASE) {
            return false;
        }
        return leases.putIfAbsent(lease.id(), lease) == null;
    }

    boolean revoke(Fields request) {
        long id = request.number(1);
        if (leases.remove(id) == null) {
            return false;
        }
        keys.findLeased(id, removing);
        end();
        return true;
    }

    void checkpoint(Fields request) {
        for (MemorySegment each : request.all(1)) {
            var checkpoint = new Fields(each);
            leases.computeIfPresent(
                    checkpoint.number(1), (id, lease) -> new Lease(id, lease.ttl(), checkpoint.number(2)));
        }
    }
}
