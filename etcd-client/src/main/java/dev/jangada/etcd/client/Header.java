package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.ProtoReader;
import java.io.IOException;

/**
 * What is in every answer of a member.
 *
 * @param clusterId the cluster's id; unsigned
 * @param memberId the id of the member that answered; unsigned
 * @param revision the store's revision when it did
 * @param raftTerm the term when it did
 */
public record Header(long clusterId, long memberId, long revision, long raftTerm) {

    static final Header NONE = new Header(0, 0, 0, 0);

    /** Source: etcdserverpb.ResponseHeader. */
    static Header read(ProtoReader in) throws IOException {
        long cluster = 0;
        long member = 0;
        long revision = 0;
        long term = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> cluster = in.number();
                case 2 -> member = in.number();
                case 3 -> revision = in.number();
                case 4 -> term = in.number();
                default -> {}
            }
        }
        return new Header(cluster, member, revision, term);
    }
}
