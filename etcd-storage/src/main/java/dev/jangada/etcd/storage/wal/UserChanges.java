package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.mvcc.AuthRecords;
import dev.jangada.etcd.storage.mvcc.Role;
import dev.jangada.etcd.storage.mvcc.User;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Users, roles, and whether etcd asks for them, while a log is replayed. Source: etcd, server/auth/store.go. The numbers
 * are the fields of etcd's InternalRaftRequest and of the requests in it.
 */
final class UserChanges {

    /** The name of the user, and of the role, that may do everything. */
    static final String ROOT = "root";

    private final NavigableMap<String, User> users = new TreeMap<>();
    private final NavigableMap<String, Role> roles = new TreeMap<>();
    private final NavigableSet<String> withoutPassword = new TreeSet<>();
    private boolean enabled;
    private long revision;
    private boolean changed;

    UserChanges(AuthRecords before) {
        before.users().forEach(user -> users.put(user.name(), user));
        before.roles().forEach(role -> roles.put(role.name(), role));
        enabled = before.enabled();
        // A server that finds none begins with 1 before it looks at its log.
        revision = Math.max(1, before.revision());
    }

    boolean enabled() {
        return enabled;
    }

    long revision() {
        return revision;
    }

    /** Whether anything is not as it was. */
    boolean changed() {
        return changed;
    }

    Collection<User> users() {
        return users.values();
    }

    Collection<Role> roles() {
        return roles.values();
    }

    @Nullable
    User user(String name) {
        return users.get(name);
    }

    @Nullable
    Role role(String name) {
        return roles.get(name);
    }

    /** Users whose new password is not known, because the log has it as it was typed: up to etcd 3.4. */
    List<String> withoutPassword() {
        return List.copyOf(withoutPassword);
    }

    /** Whether a request is about users and roles. Logging in (1012) is not: it changes nothing. */
    static boolean isAbout(Fields request) {
        for (int field = 1000; field <= 1204; field++) {
            if (field != 1012 && request.has(field)) {
                return true;
            }
        }
        return false;
    }

    /** Does a request that is about them; false if etcd would refuse it. */
    boolean apply(Fields request) {
        if (request.has(1000)) {
            return enable();
        }
        if (request.has(1011)) {
            return disable();
        }
        if (request.has(1100)) {
            return add(request.message(1100));
        }
        if (request.has(1101)) {
            return delete(request.message(1101).bytewise(1));
        }
        if (request.has(1103)) {
            return password(request.message(1103));
        }
        if (request.has(1104)) {
            return grant(
                    request.message(1104).bytewise(1), request.message(1104).bytewise(2));
        }
        if (request.has(1105)) {
            return revoke(
                    request.message(1105).bytewise(1), request.message(1105).bytewise(2));
        }
        return applyToRoles(request);
    }

    private boolean applyToRoles(Fields request) {
        if (request.has(1200)) {
            String name = request.message(1200).bytewise(1);
            return !name.isEmpty() && !roles.containsKey(name) && put(new Role(name, List.of()));
        }
        if (request.has(1201)) {
            return deleteRole(request.message(1201).bytewise(1));
        }
        if (request.has(1203)) {
            return permit(request.message(1203));
        }
        if (request.has(1204)) {
            return forbid(request.message(1204));
        }
        // What only asks.
        return true;
    }

    private boolean enable() {
        if (enabled) {
            return true;
        }
        User root = users.get(ROOT);
        enabled = root != null && root.roles().contains(ROOT);
        changed |= enabled;
        return enabled;
    }

    private boolean disable() {
        if (enabled) {
            enabled = false;
            count();
        }
        return true;
    }

    private boolean count() {
        revision++;
        changed = true;
        return true;
    }

    private boolean put(User user) {
        users.put(user.name(), user);
        return count();
    }

    private boolean put(Role role) {
        roles.put(role.name(), role);
        return count();
    }

    private boolean add(Fields request) {
        String name = request.bytewise(1);
        if (name.isEmpty() || users.containsKey(name)) {
            return false;
        }
        boolean noPassword = request.message(3).flag(1);
        Optional<String> password = noPassword ? Optional.of("") : hashed(request.bytewise(4));
        if (password.isEmpty()) {
            return false;
        }
        var user = new User(name, password.get(), List.of(), Optional.of(noPassword));
        if (!noPassword) {
            note(user, request, 4);
        }
        return put(user);
    }

    /** The hash as the log has it; empty if it cannot be one. */
    private static Optional<String> hashed(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Remembers a user whose password the log has as it was typed, and not as a hash. */
    private boolean note(User user, Fields request, int hashField) {
        boolean typed =
                request.bytewise(hashField).isEmpty() && !request.bytewise(2).isEmpty();
        if (typed) {
            withoutPassword.add(user.readableName());
        } else {
            withoutPassword.remove(user.readableName());
        }
        return typed;
    }

    private boolean delete(String name) {
        if (enabled && name.equals(ROOT)) {
            return false;
        }
        User gone = users.remove(name);
        if (gone == null) {
            return false;
        }
        withoutPassword.remove(gone.readableName());
        return count();
    }

    private boolean password(Fields request) {
        User user = users.get(request.bytewise(1));
        if (user == null) {
            return false;
        }
        if (user.noPassword().orElse(false)) {
            return put(new User(user.name(), "", user.roles(), user.noPassword()));
        }
        Optional<String> password = hashed(request.bytewise(3));
        if (password.isEmpty()) {
            return false;
        }
        // One that cannot be known leaves the old one, so that nobody is locked out.
        String kept = note(user, request, 3) ? user.password() : password.get();
        return put(new User(user.name(), kept, user.roles(), user.noPassword()));
    }

    private boolean grant(String name, String role) {
        User user = users.get(name);
        if (user == null || !role.equals(ROOT) && !roles.containsKey(role)) {
            return false;
        }
        if (user.roles().contains(role)) {
            return true;
        }
        return put(user.with(role));
    }

    private boolean revoke(String name, String role) {
        User user = users.get(name);
        if (enabled && name.equals(ROOT) && role.equals(ROOT)
                || user == null
                || !user.roles().contains(role)) {
            return false;
        }
        return put(user.without(role));
    }

    private boolean deleteRole(String role) {
        if (enabled && role.equals(ROOT) || roles.remove(role) == null) {
            return false;
        }
        users.replaceAll((name, user) -> user.roles().contains(role) ? user.without(role) : user);
        return count();
    }

    private boolean permit(Fields request) {
        Role role = roles.get(request.bytewise(1));
        Role.Permission permission = request.has(2) ? Role.Permission.parse(request.bytes(2)) : null;
        if (role == null || permission == null || !permission.possible()) {
            return false;
        }
        return put(role.with(permission));
    }

    private boolean forbid(Fields request) {
        Role role = roles.get(request.bytewise(1));
        if (role == null) {
            return false;
        }
        Role left = role.without(request.bytewise(2), request.bytewise(3));
        return left.permissions().size() < role.permissions().size() && put(left);
    }
}
