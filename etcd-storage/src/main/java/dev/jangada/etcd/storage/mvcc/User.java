package dev.jangada.etcd.storage.mvcc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jangada.etcd.storage.wire.ProtoReader;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user of etcd's own authentication. Texts are bytes, one a character (ISO 8859-1), whose order is that of the bytes.
 *
 * @param name who it is
 * @param password what bcrypt has made of the password; a secret, to be shown to nobody
 * @param roles names of roles, in order
 * @param noPassword whether it is a user who proves itself by a certificate only; empty if nothing is said about that, as
 *     before etcd 3.4
 */
public record User(String name, String password, List<String> roles, Optional<Boolean> noPassword) {

    /** Takes a copy of the roles. */
    public User {
        roles = List.copyOf(roles);
    }

    /** Reads etcd's record of a user; null if it is none. */
    public static @Nullable User parse(MemorySegment value) {
        var fields = new ProtoReader(value);
        String name = "";
        String password = "";
        var roles = new ArrayList<String>();
        Optional<Boolean> noPassword = Optional.empty();
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            if (field == ProtoReader.MALFORMED || field <= 4 && !fields.isBytes()) {
                return null;
            }
            switch (field) {
                case 1 -> name = text(fields);
                case 2 -> password = text(fields);
                case 3 -> roles.add(text(fields));
                case 4 -> noPassword = Optional.of(flag(fields.bytes()));
                default -> {
                    // A field of a later etcd.
                }
            }
        }
        return new User(name, password, roles, noPassword);
    }

    private static boolean flag(MemorySegment options) {
        var fields = new ProtoReader(options);
        boolean flag = false;
        for (int field = fields.next(); field > ProtoReader.END; field = fields.next()) {
            flag |= field == 1 && fields.number() != 0;
        }
        return flag;
    }

    private static String text(ProtoReader fields) {
        return new String(fields.copy(), ISO_8859_1);
    }

    /** With one more role. */
    public User with(String role) {
        return new User(
                name,
                password,
                Stream.concat(roles.stream(), Stream.of(role)).sorted().toList(),
                noPassword);
    }

    /** Without a role. */
    public User without(String role) {
        return new User(
                name,
                password,
                roles.stream().filter(each -> !each.equals(role)).toList(),
                noPassword);
    }

    /** As etcd writes it. */
    public byte[] bytes() {
        var out = new ProtoWriter()
                .bytesUnlessEmpty(1, name.getBytes(ISO_8859_1))
                .bytesUnlessEmpty(2, password.getBytes(ISO_8859_1));
        roles.forEach(role -> out.bytes(3, role.getBytes(ISO_8859_1)));
        noPassword.ifPresent(flag -> out.message(4, new ProtoWriter().numberUnlessZero(1, flag ? 1 : 0)));
        return out.toBytes();
    }

    /** The name as people read it. */
    public String readableName() {
        return new String(name.getBytes(ISO_8859_1), UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "User[" + readableName() + "]";
    }
}
