package dev.jangada.etcd.client;

import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdMember;
import java.util.List;

/** How to come into a cluster of the lab. */
final class Reach {

    private Reach() {}

    /** All members of a cluster with TLS, as the client that it knows. */
    static EtcdAccess of(EtcdCluster cluster) {
        return to(cluster, cluster.members().stream().map(EtcdMember::endpoint).toArray(String[]::new));
    }

    /** The same at other addresses. */
    static EtcdAccess to(EtcdCluster cluster, String... urls) {
        return EtcdAccess.to(List.of(urls).stream()
                        .map(url -> Endpoint.of(url, true))
                        .toList())
                .withTls(cluster.caFile(), cluster.clientCertificateFile(), cluster.clientKeyFile());
    }
}
