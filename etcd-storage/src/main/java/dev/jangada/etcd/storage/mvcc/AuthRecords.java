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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a database says about etcd's own authentication.
 *
 * @param enabled whether users must name themselves
 * @param revision counts the changes of users and roles; 0 if there is no such number yet
 * @param users the users
 * @param roles the roles
 */
public record AuthRecords(boolean enabled, long revision, List<User> users, List<Role> roles) {

    private static final ValueLayout.OfLong BIG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /**
     * Reads them.
     *
     * @throws dev.jangada.problem.Problem if one of them is damaged
     */
    public static AuthRecords of(BoltFile file) {
        return file.read(() -> new AuthRecords(
                value(file, "authEnabled")
                        .filter(value -> value.byteSize() == 1 && value.get(ValueLayout.JAVA_BYTE, 0) == 1)
                        .isPresent(),
                value(file, "authRevision")
                        .filter(value -> value.byteSize() == Long.BYTES)
                        .map(value -> value.get(BIG, 0))
                        .orElse(0L),
                all(file, "authUsers", User::parse, MvccMessage.NOT_A_USER),
                all(file, "authRoles", Role::parse, MvccMessage.NOT_A_ROLE)));
    }

    private static Optional<MemorySegment> value(BoltFile file, String key) {
        return file.bucket("auth").flatMap(bucket -> bucket.get(key.getBytes(StandardCharsets.US_ASCII)));
    }

    private static <T> List<T> all(
            BoltFile file, String bucket, Function<MemorySegment, @Nullable T> parse, MvccMessage otherwise) {
        var all = new ArrayList<T>();
        file.bucket(bucket).ifPresent(records -> {
            for (Cursor at = records.cursor(); at.valid(); at.next()) {
                T one = parse.apply(at.value());
                if (one == null) {
                    throw Fault.of(file.name(), at.page().id(), at.page().keyStart(at.element()), otherwise)
                            .problem();
                }
                all.add(one);
            }
        });
        return List.copyOf(all);
    }
}
