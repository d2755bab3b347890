package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.mvcc.Alarm;
import dev.jangada.etcd.storage.mvcc.AuthRecords;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brings a database up to what the member's log has beyond it, as etcd itself would when it starts. The result is a new
 * database in a file without a name, so that whoever reads it needs to know nothing of logs; it takes as much room on the
 * disk as the data have. Heap: 8 bytes a live key, 8 an entry, about 300 a put of the log; a deletion takes no more for a
 * million keys than for one.
 *
 * <p>Passwords that the log has as they were typed, up to etcd 3.4, are not taken over: only a member itself makes the hash
 * that the others do not know.
 */
public final class Replay {

    private final BoltFile base;
    private final Wal wal;
    private final ClusterRecords before;
    private final KeyChanges keys;
    private final ClusterChanges cluster;
    private final UserChanges users;
    private final Permissions permissions;
    private long index;
    private long term;
    private int applied;
    private int refused;

    private Replay(BoltFile base, Wal wal, ClusterRecords before) {
        this.base = base;
        this.wal = wal;
        this.before = before;
        Mvcc mvcc = Mvcc.of(base);
        long revision = mvcc.currentRevision();
        this.keys = new KeyChanges(new LiveKeys(mvcc.at(revision)), before.leases(), revision, mvcc.compactRevision());
        this.cluster = new ClusterChanges(base, before);
        this.users = new UserChanges(AuthRecords.of(base));
        this.permissions = new Permissions(users, keys);
        this.index = before.consistentIndex().orElse(0);
        this.term = before.term().orElse(0);
    }

    /**
     * What was found in a log and done.
     *
     * @param from the last entry that the database had
     * @param to the last entry that is in the result
     * @param commit the last entry that the log knows to be on a majority of members
     * @param last the last entry of the log; one before {@code from} if the log was cut
     * @param voters how many members vote
     * @param requests how many requests were applied
     * @param refused how many of them changed nothing because etcd would have refused them
     * @param withoutPassword names of users whose new password could not be taken over
     */
    public record Report(
            long from,
            long to,
            long commit,
            long last,
            int voters,
            int requests,
            int refused,
            List<String> withoutPassword) {

        /** Entries behind the commit that are in the result: clients may or may not have been told that they are done. */
        public long uncommitted() {
            return Math.max(0, to - Math.max(commit, from));
        }

        /** Entries of the log that are not in the result. */
        public long leftOut() {
            return Math.max(0, last - to);
        }

        /** Whether the log ends before what the database has, so that what it had beyond that is lost. */
        public boolean cut() {
            return last < from;
        }
    }

    /** A database and what it took to make it; {@code file} is empty if the database had everything already. */
    public record Result(Optional<BoltFile> file, Report report) {}

    /**
     * Replays a log.
     *
     * @param base the database; still needed by the result's caller if nothing was done
     * @param directory where the log is
     * @param uncommitted whether entries are applied too that are not known to be on a majority of members. While there is
     *     a single one that votes they always are, because it is its own majority
     * @param room a directory on a disk with room for the result
     */
    public static Result run(BoltFile base, Path directory, boolean uncommitted, Path room) {
        ClusterRecords before = ClusterRecords.of(base);
        long from = before.consistentIndex().orElse(0);
        try (Wal wal = Wal.open(directory, from)) {
            long commit = wal.state().commit();
            int voters = new ClusterChanges(base, before).voters();
            if (wal.lastIndex() == from || !uncommitted && voters > 1 && commit <= from) {
                return new Result(
                        Optional.empty(), new Report(from, from, commit, wal.reached(), voters, 0, 0, List.of()));
            }
            return base.read(() -> {
                var replay = new Replay(base, wal, before);
                // Who votes is asked before every entry: the first ones of a log name the members themselves.
                while (replay.index < wal.lastIndex()
                        && (uncommitted || replay.index < commit || replay.cluster.voters() <= 1)) {
                    replay.apply(wal.entry(replay.index + 1));
                }
                return new Result(
                        Optional.of(replay.write(room)),
                        new Report(
                                from,
                                replay.index,
                                commit,
                                wal.reached(),
                                replay.cluster.voters(),
                                replay.applied,
                                replay.refused,
                                replay.users.users().withoutPassword()));
            });
        }
    }

    private void apply(Entry entry) {
        index = entry.index();
        term = entry.term();
        try {
            if (entry.type() == Entry.CONF_CHANGE) {
                cluster.configure(new Fields(entry.data()));
            } else if (entry.type() == Entry.REQUEST && entry.data().byteSize() > 0) {
                var request = new Fields(entry.data());
                // Source: etcd, applyEntryNormal. A request of the old store has no header.
                if (request.has(100)) {
                    applied++;
                    refused += apply(request) ? 0 : 1;
                } else {
                    cluster.old(request);
                }
            }
        } catch (Fields.Malformed e) {
            throw wal.damaged(entry);
        }
    }

    /** Does one request; false if etcd would refuse it. The numbers are the fields of etcd's InternalRaftRequest. */
    private boolean apply(Fields request) {
        if (!cluster.unguarded() && !permissions.allow(request)) {
            return false;
        }
        boolean corrupt = cluster.raised(Alarm.Kind.CORRUPT);
        boolean full = corrupt || cluster.raised(Alarm.Kind.NOSPACE);
        if (request.has(4)) {
            return !full && keys.put(request.message(4));
        }
        if (request.has(5)) {
            if (!corrupt) {
                keys.delete(request.message(5));
            }
            return !corrupt;
        }
        if (request.has(6)) {
            Fields transaction = request.message(6);
            return !(corrupt || full && Transaction.puts(transaction, !cluster.old()))
                    && Transaction.apply(keys, transaction);
        }
        if (request.has(7)) {
            return !corrupt && keys.compact(request.message(7));
        }
        if (request.has(8)) {
            return !full && keys.grant(request.message(8));
        }
        if (request.has(9)) {
            return !corrupt && keys.revoke(request.message(9));
        }
        if (UserChanges.isAbout(request)) {
            return users.apply(request);
        }
        applyOther(request);
        return true;
    }

    private void applyOther(Fields request) {
        if (request.has(10)) {
            cluster.alarm(request.message(10));
        } else if (request.has(11) && before.storageVersion().isPresent()) {
            // Before 3.6 a checkpoint was not written to the database.
            keys.checkpoint(request.message(11));
        } else if (request.has(1300)) {
            cluster.version(request.message(1300));
        } else if (request.has(1301)) {
            cluster.attributes(request.message(1301));
        } else if (request.has(1302)) {
            cluster.downgrade(request.message(1302));
        }
    }

    private BoltFile write(Path room) {
        try (BoltWriter writer = BoltWriter.unnamed(room, base.name())) {
            new ReplayedDatabase(
                            base, keys, cluster, users, index, before.term().isPresent() ? term : 0)
                    .write(writer);
            return writer.read();
        }
    }
}
