package dev.jangada.etcd.storage.mvcc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.jangada.etcd.storage.wire.ProtoReader;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role of etcd's own authentication. Texts are bytes, one a character (ISO 8859-1), whose order is that of the bytes.
 *
 * @param name how users refer to it
 * @param permissions what it permits, in the order of their keys
 */
public record Role(String name, List<Permission> permissions) {

    /** Takes a copy of the permissions. */
    public Role {
        permissions = List.copyOf(permissions);
    }

    /**
     * A permission for one key, or from one key on.
     *
     * @param type 0 to read, 1 to write, 2 for both
     * @param key the key, or the first one
     * @param end the first key behind them; empty for {@code key} alone, a zero byte for no end
     */
    public record Permission(int type, String key, String end) {

        /** Reads etcd's record of a permission; null if it is none. */
        public static @Nullable Permission parse(MemorySegment value) {
            var fields = new ProtoReader(value);
            int type = 0;
            String key = "";
            String end = "";
            for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
                if (field == ProtoReader.MALFORMED || (field == 2 || field == 3) && !fields.isBytes()) {
                    return null;
                }
                switch (field) {
                    case 1 -> type = (int) fields.number();
                    case 2 -> key = new String(fields.copy(), ISO_8859_1);
                    case 3 -> end = new String(fields.copy(), ISO_8859_1);
                    default -> {
                        // A field of a later etcd.
                    }
                }
            }
            return new Permission(type, key, end);
        }

        /** Whether etcd grants such a permission: a key is named, and an end behind it. */
        public boolean possible() {
            return !key.isEmpty() && (end.isEmpty() || end.equals("\0") || key.compareTo(end) < 0);
        }

        private ProtoWriter message() {
            return new ProtoWriter()
                    .numberUnlessZero(1, type)
                    .bytesUnlessEmpty(2, key.getBytes(ISO_8859_1))
                    .bytesUnlessEmpty(3, end.getBytes(ISO_8859_1));
        }
    }

    /** Reads etcd's record of a role; null if it is none. */
    public static @Nullable Role parse(MemorySegment value) {
        var fields = new ProtoReader(value);
        String name = "";
        var permissions = new ArrayList<Permission>();
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            if (field == ProtoReader.MALFORMED || field <= 2 && !fields.isBytes()) {
                return null;
            }
            if (field == 1) {
                name = new String(fields.copy(), ISO_8859_1);
            } else if (field == 2) {
                Permission permission = Permission.parse(fields.bytes());
                if (permission == null) {
                    return null;
                }
                permissions.add(permission);
            }
        }
        return new Role(name, permissions);
    }

    /** With a permission, which takes the place of one for the same keys. Source: etcd, RoleGrantPermission. */
    public Role with(Permission permission) {
        var all = new ArrayList<>(permissions);
        // etcd only looks at the first one that is not before the key.
        int at = 0;
        while (at < all.size() && all.get(at).key.compareTo(permission.key) < 0) {
            at++;
        }
        if (at < all.size()
                && all.get(at).key.equals(permission.key)
                && all.get(at).end.equals(permission.end)) {
            all.set(at, permission);
        } else {
            all.add(permission);
            all.sort(Comparator.comparing(Permission::key));
        }
        return new Role(name, all);
    }

    /** Without the permissions for these keys. */
    public Role without(String key, String end) {
        return new Role(
                name,
                permissions.stream()
                        .filter(each -> !each.key.equals(key) || !each.end.equals(end))
                        .toList());
    }

    /** As etcd writes it. */
    public byte[] bytes() {
        var out = new ProtoWriter().bytesUnlessEmpty(1, name.getBytes(ISO_8859_1));
        permissions.forEach(permission -> out.message(2, permission.message()));
        return out.toBytes();
    }
}
