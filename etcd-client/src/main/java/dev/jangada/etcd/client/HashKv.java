package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.ProtoReader;
import java.io.IOException;

/**
 * A member's hash over its keys up to a revision. Two are comparable only if revision and compact revision are equal.
 *
 * @param hash CRC-32C, unsigned
 * @param compactRevision up to where the member had compacted when it hashed; -1 if it never had
 * @param revision up to where it hashed
 */
public record HashKv(long hash, long compactRevision, long revision) {

    /** Source: etcdserverpb.HashKVResponse; {@code hash_revision} is there from 3.6 on, before that it was the one asked. */
    static HashKv read(long asked, ProtoReader in) throws IOException {
        Header header = Header.NONE;
        long hash = 0;
        long compacted = 0;
        long hashed = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> header = Header.read(in.message());
                case 2 -> hash = in.number() & 0xffff_ffffL;
                case 3 -> compacted = in.number();
                case 4 -> hashed = in.number();
                default -> {}
            }
        }
        long revision = hashed != 0 ? hashed : asked != 0 ? asked : header.revision();
        return new HashKv(hash, compacted, revision);
    }
}
