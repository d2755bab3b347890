package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.ProtoReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A member as the cluster lists it, alive or not.
 *
 * @param id its id; unsigned, see {@link #hexId()}
 * @param name its name; empty if it was never started
 * @param peerUrls where other members reach it
 * @param clientUrls where clients reach it, as it says itself; empty if it was never started
 * @param learner whether it only follows and does not vote
 */
public record Member(long id, String name, List<String> peerUrls, List<String> clientUrls, boolean learner) {

    public Member {
        peerUrls = List.copyOf(peerUrls);
        clientUrls = List.copyOf(clientUrls);
    }

    /** The id as etcd's tools write it: lower-case hexadecimal without leading zeros. */
    public String hexId() {
        return Long.toHexString(id);
    }

    /** Source: etcdserverpb.Member. */
    static Member read(ProtoReader in) throws IOException {
        long id = 0;
        String name = "";
        var peers = new ArrayList<String>();
        var clients = new ArrayList<String>();
        boolean learner = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> id = in.number();
                case 2 -> name = in.text();
                case 3 -> peers.add(in.text());
                case 4 -> clients.add(in.text());
                case 5 -> learner = in.number() != 0;
                default -> {}
            }
        }
        return new Member(id, name, peers, clients, learner);
    }
}
