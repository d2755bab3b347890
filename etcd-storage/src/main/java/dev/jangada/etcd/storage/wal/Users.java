package dev.jangada.etcd.storage.wal;

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

/** Users while a log is replayed. Source: etcd, server/auth/store.go. The numbers are the fields of etcd's requests. */
final class Users {

    private final NavigableMap<String, User> users = new TreeMap<>();
    private final NavigableSet<String> withoutPassword = new TreeSet<>();

    Users(Collection<User> before) {
        before.forEach(this::put);
    }

    Collection<User> all() {
        return users.values();
    }

    @Nullable
    User get(String name) {
        return users.get(name);
    }

    /** Users whose new password is not known, because the log has it as it was typed: up to etcd 3.4. */
    List<String> withoutPassword() {
        return List.copyOf(withoutPassword);
    }

    private Outcome put(User user) {
        users.put(user.name(), user);
        return Outcome.CHANGED;
    }

    /** AuthUserAddRequest. */
    Outcome add(Fields request) {
        String name = request.bytewise(1);
        if (name.isEmpty() || users.containsKey(name)) {
            return Outcome.REFUSED;
        }
        boolean noPassword = request.message(3).flag(1);
        Optional<String> password = noPassword ? Optional.of("") : hashed(request.bytewise(4));
        if (password.isEmpty()) {
            return Outcome.REFUSED;
        }
        var user = new User(name, password.get(), List.of(), Optional.of(noPassword));
        if (!noPassword) {
            var _ = typed(user, request, 4);
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

    /** Whether the log has a password as it was typed, and not as a hash; such users are remembered. */
    private boolean typed(User user, Fields request, int hashField) {
        boolean typed =
                request.bytewise(hashField).isEmpty() && !request.bytewise(2).isEmpty();
        if (typed) {
            withoutPassword.add(user.readableName());
        } else {
            withoutPassword.remove(user.readableName());
        }
        return typed;
    }

    Outcome delete(String name) {
        User gone = users.remove(name);
        if (gone != null) {
            withoutPassword.remove(gone.readableName());
        }
        return Outcome.changedIf(gone != null);
    }

    /** AuthUserChangePasswordRequest. */
    Outcome password(Fields request) {
        User user = users.get(request.bytewise(1));
        if (user == null) {
            return Outcome.REFUSED;
        }
        if (user.noPassword().orElse(false)) {
            return put(new User(user.name(), "", user.roles(), user.noPassword()));
        }
        Optional<String> password = hashed(request.bytewise(3));
        if (password.isEmpty()) {
            return Outcome.REFUSED;
        }
        // One that cannot be known leaves the old one, so that nobody is locked out.
        String kept = typed(user, request, 3) ? user.password() : password.get();
        return put(new User(user.name(), kept, user.roles(), user.noPassword()));
    }

    /** Gives a user a role that exists. */
    Outcome grant(String name, String role) {
        User user = users.get(name);
        if (user == null) {
            return Outcome.REFUSED;
        }
        return user.roles().contains(role) ? Outcome.SAME : put(user.with(role));
    }

    Outcome revoke(String name, String role) {
        User user = users.get(name);
        return user == null || !user.roles().contains(role) ? Outcome.REFUSED : put(user.without(role));
    }

    /** Takes a role that is gone from whoever had it. */
    void revokeFromAll(String role) {
        users.replaceAll((name, user) -> user.roles().contains(role) ? user.without(role) : user);
    }
}
