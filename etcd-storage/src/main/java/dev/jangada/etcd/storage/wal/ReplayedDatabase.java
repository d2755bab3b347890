package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Cursor;
import dev.jangada.etcd.storage.mvcc.Encoding;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a database anew with what a log has changed. */
final class ReplayedDatabase {

    /** Buckets that a server makes when it starts, if they are not there. */
    private static final List<String> ALWAYS = List.of(
            "alarm", "auth", "authRoles", "authUsers", "cluster", "key", "lease", "members", "members_removed", "meta");

    private final BoltFile base;
    private final KeyChanges keys;
    private final ClusterChanges cluster;
    private final UserChanges users;
    private final long index;
    private final long term;

    ReplayedDatabase(BoltFile base, KeyChanges keys, ClusterChanges cluster, UserChanges users, long index, long term) {
        this.base = base;
        this.keys = keys;
        this.cluster = cluster;
        this.users = users;
        this.index = index;
        this.term = term;
    }

    void write(BoltWriter writer) {
        // By their bytes: a name need not be text, and then names that differ look the same.
        var all = new TreeMap<byte[], Optional<Bucket>>(Arrays::compareUnsigned);
        ALWAYS.forEach(name -> all.put(ascii(name), Optional.empty()));
        base.buckets().forEach(bucket -> all.put(bucket.nameBytes(), Optional.of(bucket)));
        all.forEach((name, bucket) -> {
            writer.bucket(name);
            write(new String(name, StandardCharsets.UTF_8), bucket, writer);
        });
    }

    private void write(String name, Optional<Bucket> bucket, BoltWriter writer) {
        switch (name) {
            case "key" -> {
                bucket.ifPresent(writer::putAll);
                keys.changes().forEach(change -> put(writer, change));
            }
            case "lease" -> leases(writer);
            case "alarm" -> cluster.alarmKeys().forEach(key -> writer.put(key, new byte[0]));
            case "members" -> cluster.members().forEach((id, member) -> writer.put(ascii(id), member.json()));
            case "members_removed" -> cluster.removed().forEach(id -> writer.put(ascii(id), ascii("removed")));
            case "cluster" ->
                changed(bucket, Map.of("clusterVersion", version(), "downgrade", cluster.downgrade()), writer);
            case "meta" -> changed(bucket, meta(), writer);
            case "auth" -> changed(bucket, auth(), writer);
            case "authUsers" -> users(bucket, writer);
            case "authRoles" -> roles(bucket, writer);
            default -> bucket.ifPresent(writer::putAll);
        }
    }

    private void put(BoltWriter writer, KeyChanges.Change change) {
        switch (change) {
            case KeyChanges.Put put -> {
                Live live = put.live();
                writer.put(
                        Encoding.revision(put.main(), put.sub(), false),
                        Encoding.put(
                                bytes(live.key()),
                                live.created(),
                                live.modified(),
                                live.version(),
                                bytes(live.value()),
                                live.lease()));
            }
            case KeyChanges.Deletion deletion ->
                tombstone(writer, deletion.main(), deletion.sub(), bytes(deletion.key()));
            case KeyChanges.Deletions deletions -> {
                var sub = new long[] {deletions.sub()};
                keys.keys()
                        .keys(
                                deletions.from(),
                                deletions.to(),
                                key -> tombstone(writer, deletions.main(), sub[0]++, key));
            }
        }
    }

    private static void tombstone(BoltWriter writer, long main, long sub, byte[] key) {
        writer.put(Encoding.revision(main, sub, true), Encoding.tombstone(key));
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    private void leases(BoltWriter writer) {
        keys.leases().values().forEach(lease -> writer.put(Encoding.number(lease.id()), Encoding.lease(lease)));
    }

    private Map<String, byte[]> auth() {
        return users.changed()
                ? Map.of(
                        "authEnabled",
                        new byte[] {(byte) (users.enabled() ? 1 : 0)},
                        "authRevision",
                        Encoding.number(users.revision()))
                : Map.of();
    }

    private void users(Optional<Bucket> before, BoltWriter writer) {
        if (users.changed()) {
            users.users().all().forEach(user -> writer.put(Fields.bytes(user.name()), user.bytes()));
        } else {
            before.ifPresent(writer::putAll);
        }
    }

    private void roles(Optional<Bucket> before, BoltWriter writer) {
        if (users.changed()) {
            users.roles().all().forEach(role -> writer.put(Fields.bytes(role.name()), role.bytes()));
        } else {
            before.ifPresent(writer::putAll);
        }
    }

    private byte[] version() {
        return cluster.version().map(ReplayedDatabase::ascii).orElse(new byte[0]);
    }

    private Map<String, byte[]> meta() {
        var changes = new TreeMap<String, byte[]>();
        changes.put("consistent_index", Encoding.number(index));
        // Before 3.5 there is no term, and then there shall be none.
        changes.put("term", term == 0 ? new byte[0] : Encoding.number(term));
        changes.put(
                "scheduledCompactRev",
                keys.compacted() < 0 ? new byte[0] : Encoding.revision(keys.compacted(), 0, false));
        return changes;
    }

    /** Copies a bucket with some values changed or added; an empty one changes nothing. */
    private static void changed(Optional<Bucket> before, Map<String, byte[]> changes, BoltWriter writer) {
        var all = new TreeMap<byte[], MemorySegment>(Arrays::compareUnsigned);
        before.ifPresent(bucket -> {
            for (Cursor at = bucket.cursor(); at.valid(); at.next()) {
                all.put(bytes(at.key()), at.value());
            }
        });
        changes.forEach((key, value) -> {
            if (value.length > 0) {
                all.put(ascii(key), MemorySegment.ofArray(value));
            }
        });
        all.forEach((key, value) -> writer.put(MemorySegment.ofArray(key), value));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
