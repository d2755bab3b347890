package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.mvcc.AuthRecords;
import dev.jangada.etcd.storage.mvcc.User;

/**
 * Users, roles, and whether etcd asks for them, while a log is replayed. Source: etcd, server/auth/store.go. The numbers
 * are the fields of etcd's InternalRaftRequest and of the requests in it.
 */
final class UserChanges {

    /** The name of the user, and of the role, that may do everything. */
    static final String ROOT = "root";

    private final Users users;
    private final Roles roles;
    private boolean enabled;
    private long revision;
    private boolean changed;

    UserChanges(AuthRecords before) {
        users = new Users(before.users());
        roles = new Roles(before.roles());
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

    Users users() {
        return users;
    }

    Roles roles() {
        return roles;
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
        Outcome outcome = request.has(1011) ? disable() : applyToUsers(request);
        if (outcome == Outcome.CHANGED) {
            revision++;
            changed = true;
        }
        return outcome != Outcome.REFUSED;
    }

    /** The only change that the revision does not count. */
    private boolean enable() {
        if (!enabled) {
            User root = users.get(ROOT);
            enabled = root != null && root.roles().contains(ROOT);
            changed |= enabled;
        }
        return enabled;
    }

    private Outcome disable() {
        Outcome outcome = enabled ? Outcome.CHANGED : Outcome.SAME;
        enabled = false;
        return outcome;
    }

    private Outcome applyToUsers(Fields request) {
        if (request.has(1100)) {
            return users.add(request.message(1100));
        }
        if (request.has(1101)) {
            String name = request.message(1101).bytewise(1);
            return isNeeded(name) ? Outcome.REFUSED : users.delete(name);
        }
        if (request.has(1103)) {
            return users.password(request.message(1103));
        }
        if (request.has(1104)) {
            String role = request.message(1104).bytewise(2);
            return role.equals(ROOT) || roles.get(role) != null
                    ? users.grant(request.message(1104).bytewise(1), role)
                    : Outcome.REFUSED;
        }
        if (request.has(1105)) {
            String name = request.message(1105).bytewise(1);
            String role = request.message(1105).bytewise(2);
            return isNeeded(name) && role.equals(ROOT) ? Outcome.REFUSED : users.revoke(name, role);
        }
        return applyToRoles(request);
    }

    private Outcome applyToRoles(Fields request) {
        if (request.has(1200)) {
            return roles.add(request.message(1200).bytewise(1));
        }
        if (request.has(1201)) {
            return deleteRole(request.message(1201).bytewise(1));
        }
        if (request.has(1203)) {
            return roles.permit(request.message(1203));
        }
        if (request.has(1204)) {
            return roles.forbid(request.message(1204));
        }
        // What only asks.
        return Outcome.SAME;
    }

    private Outcome deleteRole(String role) {
        Outcome outcome = isNeeded(role) ? Outcome.REFUSED : roles.delete(role);
        if (outcome == Outcome.CHANGED) {
            users.revokeFromAll(role);
        }
        return outcome;
    }

    /** Nobody could change users any more without the root that there is while they are asked for. */
    private boolean isNeeded(String name) {
        return enabled && name.equals(ROOT);
    }
}
