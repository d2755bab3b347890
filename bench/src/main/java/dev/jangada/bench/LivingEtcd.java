package dev.jangada.bench;

import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A real etcd whose keys are as those of a cluster, and snapshots of it while it lives. */
final class LivingEtcd implements AutoCloseable {

    private static final int KEYS = 50_000;
    private static final int AT_A_TIME = 100;
    private static final int HUNDREDTH = KEYS / 100;
    private static final int NODES = 20;
    /** An hour of leases: each node's every ten seconds, two controllers' every two. */
    private static final int HOUR_OF_LEASES = 3600 / 10 * NODES + 3600;
    /** The API server compacts every five minutes. */
    private static final int COMPACTIONS = 12;

    private final EtcdCluster etcd = EtcdCluster.start(options -> options.version(EtcdVersion.V3_6)
            // Of an accelerated hour too, each write is a commit of its own, as it is in a real one.
            .flags("--quota-backend-bytes=8589934592", "--backend-batch-limit=1"));
    private final Random random = new Random(1);

    LivingEtcd() {
        var order = new ArrayList<Integer>(KEYS);
        for (int i = 0; i < KEYS; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int at = 0; at < KEYS; at += AT_A_TIME) {
            put(order.subList(at, at + AT_A_TIME));
        }
    }

    /** The next snapshot; says what happened since the one before. */
    String snapshot(int number, Path file) {
        String what = switch (number) {
            case 0 -> "the first: " + KEYS + " keys";
            case 1, 2 -> {
                rewrite();
                yield "1 % of the keys rewritten, and compacted";
            }
            default -> {
                idle();
                yield "an hour of leases, compacted every five minutes";
            }
        };
        etcd.snapshot(file);
        return what;
    }

    private void rewrite() {
        for (int i = 0; i < HUNDREDTH; i++) {
            put(List.of(random.nextInt(KEYS)));
        }
        etcd.gateway().compact(etcd.gateway().revision());
        // etcd deletes behind its answer; what has not ended when the snapshot is taken, the next one has.
    }

    private void idle() {
        for (int i = 0; i < HOUR_OF_LEASES; i++) {
            String name = i % 3 == 0 ? "controller-" + i % 2 : "node-" + i % NODES;
            byte[] lease = ("{\"kind\":\"Lease\",\"metadata\":{\"name\":\"" + name
                            + "\"},\"spec\":{\"leaseDurationSeconds\":40,\"renewTime\":\"" + i + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            var _ = etcd.gateway().put("/registry/leases/kube-node-lease/" + name, lease);
            if (i % (HOUR_OF_LEASES / COMPACTIONS) == 0) {
                etcd.gateway().compact(etcd.gateway().revision());
            }
        }
    }

    private void put(List<Integer> numbers) {
        Map<String, byte[]> values = new TreeMap<>();
        for (int number : numbers) {
            values.put(
                    String.format("/registry/configmaps/shop-%02d/object-%06d", number % 50, number),
                    RepositoryBench.json(random, number));
        }
        var _ = etcd.gateway().put(values);
    }

    @Override
    public void close() {
        etcd.close();
    }
}
