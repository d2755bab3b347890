package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.wire.ProtoReader;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * An alarm that was raised and not yet disarmed.
 *
 * @param member the member that raised it
 * @param kind what it is about
 */
public record Alarm(long member, Kind kind) {

    /** What an alarm is about. */
    public enum Kind {
        /** The database has reached its quota: puts are refused. */
        NOSPACE,
        /** Members do not hold the same: everything is refused. */
        CORRUPT,
        /** Something that this program does not know. */
        UNKNOWN
    }

    /** Reads etcd's record of an alarm; null if it is none. */
    public static @Nullable Alarm parse(MemorySegment key) {
        var fields = new ProtoReader(key);
        long member = 0;
        long kind = 0;
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            if (field == ProtoReader.MALFORMED || !fields.isVarint()) {
                return null;
            }
            switch (field) {
                case 1 -> member = fields.number();
                case 2 -> kind = fields.number();
                default -> {
                    // A field of a later etcd.
                }
            }
        }
        return new Alarm(member, kind == 1 ? Kind.NOSPACE : kind == 2 ? Kind.CORRUPT : Kind.UNKNOWN);
    }
}
