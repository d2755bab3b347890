package dev.jangada.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.ControllerManager;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A cluster in which nobody does anything: its controllers run, twenty nodes renew their leases every ten seconds and two
 * leaders theirs every two. Very many objects are put past the API server and have no controllers, which would have to look
 * at each of them first.
 */
final class IdleCluster implements AutoCloseable {

    private static final long SEED = 1;
    private static final int WRITERS = 16;
    private static final int NODES = 20;
    private static final int NODES_EVERY_SECOND = NODES / 10;
    private static final int LEADERS = 2;
    private static final String NODE_LEASES = "kube-node-lease";
    private static final String LEADER_LEASES = "kube-system";
    /** Longer than the etcd lease under which an API server says that it is there. */
    private static final int QUIET_SECONDS = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ControlPlane cluster;

    private IdleCluster(ControlPlane cluster) {
        this.cluster = cluster;
        for (int node = 0; node < NODES; node++) {
            create(NODE_LEASES, "bench-node-" + node);
        }
        for (int leader = 0; leader < LEADERS; leader++) {
            create(LEADER_LEASES, "bench-leader-" + leader);
        }
    }

    /** Starts it, and fills it. */
    static IdleCluster start(int objects, boolean controllers) {
        ControlPlane cluster = controllers ? ControlPlane.start() : Loading.cluster(objects);
        try {
            if (controllers) {
                WorkloadLoader.load(cluster, new Workload(SEED, objects), WRITERS);
            }
            return new IdleCluster(cluster);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    ControlPlane plane() {
        return cluster;
    }

    /** Goes on for so long. */
    void live(int seconds) {
        for (int second = 0; second < seconds; second++) {
            Instant next = Instant.now().plusSeconds(1);
            for (int i = 0; i < NODES_EVERY_SECOND; i++) {
                renew(NODE_LEASES, "bench-node-" + (second * NODES_EVERY_SECOND + i) % NODES);
            }
            renew(LEADER_LEASES, "bench-leader-" + second % LEADERS);
            pause(Duration.between(Instant.now(), next));
        }
    }

    /** Ends all but etcd, and waits until nothing is written any more. */
    void stopAllButEtcd() {
        cluster.controllerManager().ifPresent(ControllerManager::kill);
        cluster.apiServer().kill();
        Instant giveUp = Instant.now().plus(PATIENCE);
        long before = -1;
        for (long now = cluster.etcd().revision();
                now != before;
                now = cluster.etcd().revision()) {
            if (Instant.now().isAfter(giveUp)) {
                throw new IllegalStateException("etcd's revision does not come to rest");
            }
            before = now;
            pause(Duration.ofSeconds(QUIET_SECONDS));
        }
    }

    private void create(String namespace, String name) {
        ObjectNode lease =
                Json.object().put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        lease.putObject("metadata").put("namespace", namespace).put("name", name);
        lease.putObject("spec").put("holderIdentity", name).put("leaseDurationSeconds", 40);
        var _ = cluster.api().post(path(namespace), lease);
    }

    private void renew(String namespace, String name) {
        ObjectNode patch = Json.object();
        // Six digits always: what the API takes for a time with microseconds.
        patch.putObject("spec")
                .put(
                        "renewTime",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000000Z"));
        var _ = cluster.api().patch(path(namespace) + "/" + name, patch);
    }

    private static String path(String namespace) {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }

    private static void pause(Duration time) {
        try {
            if (time.isPositive()) {
                Thread.sleep(time);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
