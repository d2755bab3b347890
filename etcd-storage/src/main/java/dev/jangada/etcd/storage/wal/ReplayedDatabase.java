package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.Cursor;
import dev.jangada.etcd.storage.mvcc.Encoding;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a database anew with what a log has changed. */
final class ReplayedDatabase {

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
        var names = new TreeSet<String>();
        base.buckets().forEach(bucket -> names.add(bucket.name()));
        for (String name : names) {
            writer.bucket(name);
            switch (name) {
                case "key" -> {
                    copy(name, writer);
                    keys.changes().forEach(change -> put(writer, change));
                }
                case "lease" -> leases(writer);
                case "alarm" -> cluster.alarmKeys().forEach(key -> writer.put(key, new byte[0]));
                case "members" -> cluster.members().forEach((id, member) -> writer.put(ascii(id), member.json()));
                case "members_removed" -> removed(writer);
                case "cluster" -> changed(name, Map.of("clusterVersion", version()), writer);
                case "meta" -> changed(name, meta(), writer);
                case "auth" -> changed(name, auth(), writer);
                case "authUsers" -> users(name, writer);
                case "authRoles" -> roles(name, writer);
                default -> copy(name, writer);
            }
        }
    }

    private static void put(BoltWriter writer, KeyChanges.Change change) {
        byte[] revision = Encoding.revision(change.main(), change.sub(), change.tombstone());
        Live live = change.live();
        writer.put(
                revision,
                change.tombstone()
                        ? Encoding.tombstone(live.key().toArray(ValueLayout.JAVA_BYTE))
                        : Encoding.put(
                                live.key().toArray(ValueLayout.JAVA_BYTE),
                                live.created(),
                                live.modified(),
                                live.version(),
                                live.value().toArray(ValueLayout.JAVA_BYTE),
                                live.lease()));
    }

    private void copy(String name, BoltWriter writer) {
        writer.putAll(base.bucket(name).orElseThrow());
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

    private void users(String name, BoltWriter writer) {
        if (users.changed()) {
            users.users().forEach(user -> writer.put(Fields.bytes(user.name()), user.bytes()));
        } else {
            copy(name, writer);
        }
    }

    private void roles(String name, BoltWriter writer) {
        if (users.changed()) {
            users.roles().forEach(role -> writer.put(Fields.bytes(role.name()), role.bytes()));
        } else {
            copy(name, writer);
        }
    }

    private void removed(BoltWriter writer) {
        var all = new TreeSet<>(cluster.removed());
        base.bucket("members_removed").ifPresent(bucket -> {
            for (Cursor at = bucket.cursor(); at.valid(); at.next()) {
                all.add(new String(at.key().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII));
            }
        });
        all.forEach(id -> writer.put(ascii(id), ascii("removed")));
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

    /** Copies a bucket with some values changed or added; an empty one is left out. */
    private void changed(String name, Map<String, byte[]> changes, BoltWriter writer) {
        var all = new TreeMap<byte[], MemorySegment>(Arrays::compareUnsigned);
        for (Cursor at = base.bucket(name).orElseThrow().cursor(); at.valid(); at.next()) {
            all.put(at.key().toArray(ValueLayout.JAVA_BYTE), at.value());
        }
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
