package dev.jangada.etcd.storage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests to an etcd, everything that changes keys and leases, at random but the same for the same seed. */
final class RandomRequests {

    private static final String[] COMPARISONS = {"EQUAL", "GREATER", "LESS", "NOT_EQUAL"};

    /** How many transactions there are inside each other, besides the outer one. */
    private static final int TRANSACTIONS = 2;

    private final Random random;
    private final EtcdGateway etcd;
    private final List<Long> leases = new ArrayList<>();
    private long nextLease = 1_000;
    private boolean readsOutside = true;
    private boolean looksInside = true;

    RandomRequests(EtcdGateway etcd, long seed) {
        this.etcd = etcd;
        this.random = new Random(seed);
    }

    /**
     * The same for somebody who may not read everything: without reads that are in no inner transaction. 3.4 leaves those out
     * when it applies its log again, and then does what it had refused. Source: etcd 3.4, removeNeedlessRangeReqs.
     */
    RandomRequests ofAUser() {
        readsOutside = false;
        return this;
    }

    /**
     * The same for a server that does not look at all that a transaction puts before it permits it: without transactions
     * inside it, and without leases. Source: etcd, changelogs of 3.4.42 and 3.4.44.
     */
    RandomRequests ofAUserNotLookedAt() {
        looksInside = false;
        return ofAUser();
    }

    /** Sends so many; one that etcd refuses is as good as any. */
    void send(int count) {
        for (int i = 0; i < count; i++) {
            try {
                send();
            } catch (LabException refused) {
                // Keys that do not exist, leases that are gone, revisions that were compacted: etcd's log has them too.
            }
        }
    }

    private void send() {
        switch (random.nextInt(20)) {
            case 0 -> etcd.call("/v3/kv/deleterange", range());
            case 1, 2 -> etcd.call("/v3/kv/deleterange", Json.object().put("key", Answers.base64(key())));
            case 3, 4, 5, 6 -> etcd.call("/v3/kv/txn", transaction(TRANSACTIONS));
            case 7 -> {
                leases.add(nextLease);
                etcd.call(
                        "/v3/lease/grant",
                        Json.object().put("ID", nextLease++).put("TTL", 1_000 + random.nextInt(1_000)));
            }
            case 8 -> etcd.call("/v3/lease/revoke", Json.object().put("ID", lease()));
            case 9 -> {
                if (random.nextInt(4) == 0) {
                    long current = etcd.revision();
                    long at = Math.max(1, current - random.nextInt(20));
                    etcd.call(
                            "/v3/kv/compaction",
                            Json.object().put("revision", at).put("physical", true));
                }
            }
            default -> etcd.call("/v3/kv/put", put());
        }
    }

    private String key() {
        return "k/" + random.nextInt(30);
    }

    private long lease() {
        return leases.isEmpty() || random.nextInt(10) == 0 ? 7 : leases.get(random.nextInt(leases.size()));
    }

    private ObjectNode range() {
        int from = random.nextInt(30);
        return Json.object()
                .put("key", Answers.base64("k/" + from))
                .put("range_end", Answers.base64("k/" + (from + random.nextInt(4))));
    }

    private ObjectNode put() {
        ObjectNode put = Json.object().put("key", Answers.base64(key()));
        if (random.nextInt(8) == 0) {
            return put.put("ignore_value", true);
        }
        put.put("value", Answers.base64("v".repeat(random.nextInt(40))));
        return switch (random.nextInt(6)) {
            case 0, 1 -> put.put("lease", lease());
            case 2 -> put.put("ignore_lease", true);
            default -> put;
        };
    }

    private ObjectNode transaction(int depth) {
        ObjectNode transaction = Json.object();
        ArrayNode compares = transaction.putArray("compare");
        for (int i = random.nextInt(3); i > 0; i--) {
            compares.add(compare());
        }
        operations(transaction.putArray("success"), depth);
        operations(transaction.putArray("failure"), depth);
        return transaction;
    }

    private ObjectNode compare() {
        ObjectNode compare = Json.object()
                .put("result", COMPARISONS[random.nextInt(COMPARISONS.length)])
                .put("key", Answers.base64(key()));
        if (random.nextInt(5) == 0) {
            compare.put("range_end", Answers.base64("k/9"));
        }
        return switch (random.nextInt(5)) {
            case 0 -> compare.put("target", "VERSION").put("version", random.nextInt(3));
            case 1 -> compare.put("target", "CREATE").put("create_revision", random.nextInt(100));
            case 2 -> compare.put("target", "MOD").put("mod_revision", random.nextInt(100));
            case 3 -> compare.put("target", "VALUE").put("value", Answers.base64("v".repeat(random.nextInt(40))));
            default -> compare.put("target", "LEASE").put("lease", lease());
        };
    }

    private void operations(ArrayNode operations, int depth) {
        for (int i = random.nextInt(4); i > 0; i--) {
            ObjectNode operation = operations.addObject();
            switch (random.nextInt(6)) {
                case 0 -> operation.set("request_delete_range", range());
                case 1 -> {
                    if (readsOutside || depth < TRANSACTIONS) {
                        operation.set("request_range", read(depth));
                    } else {
                        operation.set("request_put", inside(put()));
                    }
                }
                case 2 -> {
                    if (depth > 0 && looksInside) {
                        operation.set("request_txn", transaction(depth - 1));
                    } else {
                        operation.set("request_put", inside(put()));
                    }
                }
                default -> operation.set("request_put", inside(put()));
            }
        }
    }

    private ObjectNode inside(ObjectNode put) {
        if (!looksInside) {
            put.remove("lease");
        }
        return put;
    }

    /**
     * A read, which refuses the whole transaction if its revision is not there. Not outside of an inner transaction, for the
     * same reason.
     */
    private ObjectNode read(int depth) {
        ObjectNode read = Json.object().put("key", Answers.base64(key()));
        return depth == TRANSACTIONS ? read : read.put("revision", random.nextInt(3) * 20);
    }
}
