package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.ProtoReader;
import java.io.IOException;

/**
 * An alarm that is raised and not yet taken back.
 *
 * @param memberId whose it is; unsigned
 * @param kind what is wrong
 */
public record Alarm(long memberId, Kind kind) {

    /** What can be wrong. */
    public enum Kind {
        /** The database has reached its quota: nothing can be written. */
        NOSPACE,
        /** The member has found that its data differs from the others'. */
        CORRUPT,
        /** One that this version of Jangada does not know. */
        UNKNOWN
    }

    /** The member's id as etcd's tools write it. */
    public String hexMemberId() {
        return Long.toHexString(memberId);
    }

    /** Source: etcdserverpb.AlarmMember. */
    static Alarm read(ProtoReader in) throws IOException {
        long member = 0;
        long kind = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> member = in.number();
                case 2 -> kind = in.number();
                default -> {}
            }
        }
        return new Alarm(
                member,
                switch ((int) kind) {
                    case 1 -> Kind.NOSPACE;
                    case 2 -> Kind.CORRUPT;
                    default -> Kind.UNKNOWN;
                });
    }
}
