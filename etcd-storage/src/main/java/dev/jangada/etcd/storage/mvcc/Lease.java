package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.wire.ProtoReader;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A lease: keys that go with it are deleted when it expires.
 *
 * @param id its number
 * @param ttl seconds that it was granted for
 * @param remaining seconds that a checkpoint has left of them; 0 if there was none
 */
public record Lease(long id, long ttl, long remaining) {

    /** Reads etcd's record of a lease; null if it is none. */
    public static @Nullable Lease parse(MemorySegment value) {
        var fields = new ProtoReader(value);
        long id = 0;
        long ttl = 0;
        long remaining = 0;
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            if (field == ProtoReader.MALFORMED || !fields.isVarint()) {
                return null;
            }
            switch (field) {
                case 1 -> id = fields.number();
                case 2 -> ttl = fields.number();
                case 3 -> remaining = fields.number();
                default -> {
                    // A field of a later etcd.
                }
            }
        }
        return new Lease(id, ttl, remaining);
    }
}
