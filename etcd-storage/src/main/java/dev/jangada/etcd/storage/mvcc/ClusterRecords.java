package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Cursor;
import dev.jangada.etcd.storage.bolt.Fault;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a database says about its cluster, besides keys.
 *
 * @param consistentIndex the last raft entry that is in the database
 * @param term the raft term of that entry; since etcd 3.5
 * @param confState raft's voters and learners as JSON, as of the last change of them; since etcd 3.5, stale after a restore
 * @param storageVersion the version of the schema; since etcd 3.6
 * @param clusterVersion the lowest version among the members
 * @param members the members
 * @param leases the leases
 * @param alarms the alarms
 * @param authEnabled whether users must name themselves
 * @param users names of users
 * @param roles names of roles
 */
public record ClusterRecords(
        OptionalLong consistentIndex,
        OptionalLong term,
        Optional<String> confState,
        Optional<String> storageVersion,
        Optional<String> clusterVersion,
        List<Member> members,
        List<Lease> leases,
        List<Alarm> alarms,
        boolean authEnabled,
        List<String> users,
        List<String> roles) {

    private static final ValueLayout.OfLong BIG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /**
     * Reads them.
     *
     * @throws dev.jangada.problem.Problem if one of them is damaged
     */
    public static ClusterRecords of(BoltFile file) {
        return file.read(() -> new ClusterRecords(
                number(file, "consistent_index"),
                number(file, "term"),
                text(file, "meta", "confState"),
                text(file, "meta", "storageVersion"),
                text(file, "cluster", "clusterVersion"),
                all(file, "members", at -> Member.parse(bytes(at.value())), MvccMessage.NOT_A_MEMBER),
                all(file, "lease", at -> Lease.parse(at.value()), MvccMessage.NOT_A_LEASE),
                all(file, "alarm", at -> Alarm.parse(at.key()), MvccMessage.NOT_AN_ALARM),
                value(file, "auth", "authEnabled")
                        .filter(value -> value.byteSize() == 1 && value.get(ValueLayout.JAVA_BYTE, 0) == 1)
                        .isPresent(),
                all(file, "authUsers", at -> text(at.key()), MvccMessage.NOT_A_USER),
                all(file, "authRoles", at -> text(at.key()), MvccMessage.NOT_A_ROLE)));
    }

    private static <T> List<T> all(
            BoltFile file, String bucket, Function<Cursor, @Nullable T> parse, MvccMessage otherwise) {
        var all = new ArrayList<T>();
        file.bucket(bucket).ifPresent(records -> {
            for (Cursor at = records.cursor(); at.valid(); at.next()) {
                T one = parse.apply(at);
                if (one == null) {
                    throw Fault.of(file.name(), at.page().id(), at.page().keyStart(at.element()), otherwise)
                            .problem();
                }
                all.add(one);
            }
        });
        return List.copyOf(all);
    }

    private static Optional<MemorySegment> value(BoltFile file, String bucket, String key) {
        return file.bucket(bucket).flatMap(records -> records.get(key.getBytes(StandardCharsets.US_ASCII)));
    }

    private static OptionalLong number(BoltFile file, String key) {
        Optional<MemorySegment> value = value(file, "meta", key).filter(found -> found.byteSize() == 8);
        return value.isPresent() ? OptionalLong.of(value.get().get(BIG, 0)) : OptionalLong.empty();
    }

    private static Optional<String> text(BoltFile file, String bucket, String key) {
        return value(file, bucket, key).map(ClusterRecords::text);
    }

    private static String text(MemorySegment bytes) {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }
}
