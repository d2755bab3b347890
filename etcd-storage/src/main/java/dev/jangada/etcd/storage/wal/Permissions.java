package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.mvcc.Role;
import dev.jangada.etcd.storage.mvcc.User;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What users may do: etcd decides it once more when it applies a request, because users may have changed since the request
 * was sent. Source: etcd 3.6, server/etcdserver/apply/apply_auth.go and server/auth.
 */
final class Permissions {

    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int BOTH = 2;

    private final UserChanges users;
    private final KeyChanges keys;

    Permissions(UserChanges users, KeyChanges keys) {
        this.users = users;
        this.keys = keys;
    }

    /** Who sends a request, and the revision of users and roles that was known then. */
    private record Sender(String name, long revision) {}

    /** Whether a request is permitted to whoever has sent it. */
    boolean allow(Fields request) {
        if (!users.enabled()) {
            return true;
        }
        Fields header = request.message(100);
        var sender = new Sender(header.bytewise(2), header.number(3));
        if (request.has(4)) {
            return put(sender, request.message(4));
        }
        if (request.has(5)) {
            return delete(sender, request.message(5));
        }
        if (request.has(6)) {
            return transaction(sender, request.message(6), 0);
        }
        if (request.has(9)) {
            return lease(sender, request.message(9).number(1));
        }
        return !UserChanges.isAbout(request) || administers(sender);
    }

    private boolean administers(Sender sender) {
        User user = users.users().get(sender.name());
        return user != null && user.roles().contains(UserChanges.ROOT);
    }

    private boolean put(Sender sender, Fields put) {
        String key = put.bytewise(1);
        return permitted(sender, key, "", WRITE)
                && lease(sender, put.number(3))
                && (!put.flag(4) || permitted(sender, key, "", READ));
    }

    private boolean delete(Sender sender, Fields delete) {
        String key = delete.bytewise(1);
        String end = delete.bytewise(2);
        return permitted(sender, key, end, WRITE) && (!delete.flag(3) || permitted(sender, key, end, READ));
    }

    /** Whoever cannot write all keys of a lease must not give it more, nor end it. 0 is no lease, and one unknown has no keys. */
    private boolean lease(Sender sender, long lease) {
        return !keys.leases().containsKey(lease)
                || administers(sender)
                || keys.keys().allLeasedMatch(lease, live -> permitted(sender, Fields.bytewise(live.key()), "", WRITE));
    }

    private boolean transaction(Sender sender, Fields transaction, int depth) {
        if (depth > Transaction.DEEPEST) {
            throw new Fields.Malformed();
        }
        for (MemorySegment each : transaction.all(1)) {
            var compare = new Fields(each);
            if (!permitted(sender, compare.bytewise(3), compare.bytewise(64), READ)) {
                return false;
            }
        }
        return Stream.concat(transaction.all(2).stream(), transaction.all(3).stream())
                .allMatch(each -> operation(sender, new Fields(each), depth));
    }

    private boolean operation(Sender sender, Fields operation, int depth) {
        if (operation.has(1)) {
            Fields range = operation.message(1);
            return permitted(sender, range.bytewise(1), range.bytewise(2), READ);
        }
        if (operation.has(2)) {
            return put(sender, operation.message(2));
        }
        if (operation.has(3)) {
            return delete(sender, operation.message(3));
        }
        return !operation.has(4) || transaction(sender, operation.message(4), depth + 1);
    }

    private boolean permitted(Sender sender, String key, String end, int type) {
        User user = users.users().get(sender.name());
        if (sender.revision() == 0 || sender.revision() < users.revision() || user == null) {
            return false;
        }
        if (user.roles().contains(UserChanges.ROOT)) {
            return true;
        }
        List<Role.Permission> permissions = user.roles().stream()
                .map(role -> users.roles().get(role))
                .filter(Objects::nonNull)
                .flatMap(role -> role.permissions().stream())
                .filter(permission -> permission.type() == type || permission.type() == BOTH)
                .sorted(Comparator.comparing(Role.Permission::key))
                .toList();
        return covered(permissions, key, end.isEmpty() ? key + "\0" : end);
    }

    /** Whether permissions, in the order of their keys, leave nothing open between two keys. */
    private static boolean covered(List<Role.Permission> permissions, String key, String end) {
        boolean toTheEnd = end.equals("\0");
        String reached = key;
        boolean any = false;
        for (Role.Permission permission : permissions) {
            String behind = permission.end().isEmpty() ? permission.key() + "\0" : permission.end();
            boolean open = behind.equals("\0");
            if (permission.key().compareTo(reached) <= 0 && (open || behind.compareTo(reached) > 0)) {
                any = true;
                if (open) {
                    return true;
                }
                reached = behind;
            }
        }
        return any && !toTheEnd && reached.compareTo(end) >= 0;
    }
}
