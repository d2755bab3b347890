package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.mvcc.Role;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Roles while a log is replayed. Source: etcd, server/auth/store.go. The numbers are the fields of etcd's requests. */
final class Roles {

    private final NavigableMap<String, Role> roles = new TreeMap<>();

    Roles(Collection<Role> before) {
        before.forEach(this::put);
    }

    Collection<Role> all() {
        return roles.values();
    }

    @Nullable
    Role get(String name) {
        return roles.get(name);
    }

    private Outcome put(Role role) {
        roles.put(role.name(), role);
        return Outcome.CHANGED;
    }

    Outcome add(String name) {
        return name.isEmpty() || roles.containsKey(name) ? Outcome.REFUSED : put(new Role(name, List.of()));
    }

    Outcome delete(String name) {
        return Outcome.changedIf(roles.remove(name) != null);
    }

    /** AuthRoleGrantPermissionRequest. */
    Outcome permit(Fields request) {
        Role role = roles.get(request.bytewise(1));
        Role.Permission permission = request.has(2) ? Role.Permission.parse(request.bytes(2)) : null;
        return role == null || permission == null || !permission.possible()
                ? Outcome.REFUSED
                : put(role.with(permission));
    }

    /** AuthRoleRevokePermissionRequest. */
    Outcome forbid(Fields request) {
        Role role = roles.get(request.bytewise(1));
        if (role == null) {
            return Outcome.REFUSED;
        }
        Role left = role.without(request.bytewise(2), request.bytewise(3));
        return left.permissions().size() < role.permissions().size() ? put(left) : Outcome.REFUSED;
    }
}
