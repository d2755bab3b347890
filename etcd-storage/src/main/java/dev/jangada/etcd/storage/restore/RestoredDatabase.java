package dev.jangada.etcd.storage.restore;

import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Cursor;
import dev.jangada.etcd.storage.bolt.Page;
import dev.jangada.etcd.storage.mvcc.Encoding;
import dev.jangada.etcd.storage.mvcc.Member;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The database of a restored member: everything of the source that belongs to its users, and nothing that belongs to the
 * cluster that it was.
 */
final class RestoredDatabase {

    private static final ValueLayout.OfLong BIG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Buckets that every etcd has. */
    private static final Set<String> ALWAYS = Set.of(
            "alarm", "auth", "authRoles", "authUsers", "cluster", "key", "lease", "members", "members_removed", "meta");

    /** Of the old cluster: the server writes them anew, so that every version from 3.4 to 3.7 takes the data. */
    private static final Set<String> FORGOTTEN = Set.of("confState", "storageVersion", "consistent_index", "term");

    private final EtcdFile source;
    private final NewCluster cluster;
    private final long revision;
    private final long bumped;
    private final Optional<LeasesAt> leases;

    /**
     * Takes a source.
     *
     * @param revision the last main revision that is taken
     * @param bumped the revision that the restored database is at; 0 for where it is by itself
     * @param leases the leases that are taken; empty for all
     */
    RestoredDatabase(EtcdFile source, NewCluster cluster, long revision, long bumped, Optional<LeasesAt> leases) {
        this.source = source;
        this.cluster = cluster;
        this.revision = revision;
        this.bumped = bumped;
        this.leases = leases;
    }

    void write(BoltWriter writer) {
        // By their bytes: a name need not be text, and then names that differ look the same.
        var all = new TreeMap<byte[], Optional<Bucket>>(Arrays::compareUnsigned);
        ALWAYS.forEach(name -> all.put(name.getBytes(StandardCharsets.US_ASCII), Optional.empty()));
        source.bolt().buckets().forEach(bucket -> all.put(bucket.nameBytes(), Optional.of(bucket)));
        all.forEach((name, bucket) -> {
            writer.bucket(name);
            switch (new String(name, StandardCharsets.UTF_8)) {
                case "alarm", "cluster", "members_removed" -> {
                    // Alarms, versions and members that were the old cluster's.
                }
                case "members" -> members(writer);
                case "meta" -> meta(writer);
                case "key" -> keys(writer);
                case "lease" ->
                    leases.ifPresentOrElse(
                            some -> some.kept()
                                    .forEach(lease -> writer.put(Encoding.number(lease.id()), Encoding.lease(lease))),
                            () -> bucket.ifPresent(writer::putAll));
                default -> bucket.ifPresent(writer::putAll);
            }
        });
    }

    private void members(BoltWriter writer) {
        var members = new TreeMap<String, Member>();
        cluster.sorted().forEach(member -> members.put(member.hexId(), member));
        members.forEach((id, member) -> writer.put(id.getBytes(StandardCharsets.US_ASCII), member.json()));
    }

    private void meta(BoltWriter writer) {
        var meta = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        source.bolt().bucket("meta").ifPresent(bucket -> {
            for (Cursor at = bucket.cursor(); at.valid(); at.next()) {
                byte[] key = at.key().toArray(ValueLayout.JAVA_BYTE);
                if (!FORGOTTEN.contains(new String(key, StandardCharsets.UTF_8))) {
                    meta.put(key, at.value().toArray(ValueLayout.JAVA_BYTE));
                }
            }
        });
        put(meta, "consistent_index", Encoding.number(cluster.members().size()));
        put(meta, "term", Encoding.number(RaftFiles.TERM));
        if (bumped > 0) {
            // The server finishes the compaction when it starts, and then is at this revision.
            put(meta, "scheduledCompactRev", Encoding.revision(bumped, 0, false));
        }
        meta.forEach(writer::put);
    }

    private static void put(Map<byte[], byte[]> meta, String key, byte[] value) {
        meta.put(key.getBytes(StandardCharsets.US_ASCII), value);
    }

    private void keys(BoltWriter writer) {
        source.bolt().bucket("key").ifPresent(bucket -> {
            for (int leaf = 0; leaf < bucket.leaves(); leaf++) {
                Page page = bucket.leaf(leaf);
                page.check();
                if (page.count() > 0 && main(page, page.count() - 1) > revision) {
                    putUpToRevision(page, writer);
                    break;
                }
                writer.put(bucket, page);
            }
        });
        if (bumped > 0) {
            writer.put(Encoding.revision(bumped, 0, false), new byte[0]);
        }
    }

    private void putUpToRevision(Page page, BoltWriter writer) {
        MemorySegment bytes = source.bolt().bytes();
        for (int i = 0; i < page.count() && main(page, i) <= revision; i++) {
            long key = page.keyStart(i);
            writer.put(
                    bytes.asSlice(key, page.keyLength(i)), bytes.asSlice(key + page.keyLength(i), page.valueLength(i)));
        }
    }

    private long main(Page page, int i) {
        return page.keyLength(i) < Long.BYTES ? 0 : source.bolt().bytes().get(BIG, page.keyStart(i));
    }
}
