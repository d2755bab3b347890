package dev.jangada.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.ControllerManager;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A snapshot of what a real API server has stored, as large as it is wanted: the objects of a generated cluster with
 * controllers, and copies of its namespaces, in which the namespace's name is replaced by another one of the same length.
 * A length before it in protobuf is right then, and every copy is a valid object of its own.
 */
final class StoredCluster {

    private static final int OBJECTS = 6_000;
    private static final int WRITERS = 8;
    private static final int KEYS_AT_A_TIME = 100;
    private static final int BYTES_AT_A_TIME = 1 << 20;
    private static final int PAGE = 2_000;

    private final ControlPlane cluster;
    private final Map<String, byte[]> batch = new HashMap<>();
    private int batched;

    private StoredCluster(ControlPlane cluster) {
        this.cluster = cluster;
    }

    /** Values of one namespaced object. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(String before, String namespace, String behind, byte[] value) {}

    /**
     * Makes a snapshot.
     *
     * @param megabytes how large the values are together, in millions of bytes; not less than some 30
     * @return namespace and name of a ConfigMap in it
     */
    static String[] snapshot(long megabytes, Path file) {
        try (ControlPlane cluster = ControlPlane.start()) {
            WorkloadLoader.load(cluster, new Workload(3, OBJECTS), WRITERS);
            cluster.controllerManager().ifPresent(ControllerManager::kill);
            cluster.apiServer().kill();
            return new StoredCluster(cluster).fill(megabytes * 1_000_000, file);
        }
    }

    private String[] fill(long wanted, Path file) {
        long bytes = 0;
        var objects = new ArrayList<Stored>();
        for (JsonNode each : all()) {
            String key = new String(decode(each.path("key")), StandardCharsets.UTF_8);
            byte[] value = decode(each.path("value"));
            bytes += value.length;
            String[] words = key.split("/", -1);
            // Generated namespaces are a word, a dash and a number, which no two of them share.
            if (words.length >= 5 && words[words.length - 2].matches("[a-z]{2,}-\\d+")) {
                int name = key.lastIndexOf('/');
                int namespace = key.lastIndexOf('/', name - 1) + 1;
                objects.add(new Stored(
                        key.substring(0, namespace), key.substring(namespace, name), key.substring(name), value));
            }
        }
        Stored looked = objects.stream()
                .filter(each -> each.before.endsWith("/configmaps/") && each.value.length < 2_000)
                .skip(100)
                .findFirst()
                .orElseThrow();
        for (int copy = 0; bytes < wanted; copy++) {
            for (Stored each : objects) {
                String namespace = renamed(each.namespace, copy);
                put(each.before + namespace + each.behind, replaced(each.value, each.namespace, namespace));
                bytes += each.value.length;
            }
            namespaces(objects, copy);
        }
        flush();
        var _ = CommandResult.of(
                        List.of(
                                EtcdVersion.V3_6.etcdctl().toString(),
                                "--endpoints=" + cluster.etcd().endpoint(),
                                "--command-timeout=10m",
                                "snapshot",
                                "save",
                                file.toString()),
                        new byte[0])
                .orFail();
        return new String[] {renamed(looked.namespace, 0), looked.behind.substring(1)};
    }

    /** The copied namespaces themselves. */
    private void namespaces(List<Stored> objects, int copy) {
        objects.stream().map(Stored::namespace).distinct().forEach(namespace -> {
            String name = renamed(namespace, copy);
            ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
            object.putObject("metadata").put("name", name);
            put("/registry/namespaces/" + name, Json.bytes(object));
        });
    }

    private List<JsonNode> all() {
        var found = new ArrayList<JsonNode>();
        byte[] from = "/registry/".getBytes(StandardCharsets.UTF_8);
        while (true) {
            ObjectNode answer = cluster.etcd()
                    .gateway()
                    .call(
                            "/v3/kv/range",
                            Json.object()
                                    .put("key", Base64.getEncoder().encodeToString(from))
                                    .put(
                                            "range_end",
                                            Base64.getEncoder()
                                                    .encodeToString("/registry0".getBytes(StandardCharsets.UTF_8)))
                                    .put("limit", PAGE));
            answer.path("kvs").forEach(found::add);
            if (!answer.path("more").asBoolean()) {
                return found;
            }
            byte[] last = decode(found.getLast().path("key"));
            from = Arrays.copyOf(last, last.length + 1);
        }
    }

    private static byte[] decode(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }

    /** Of the same length: the first two letters count the copies. */
    private static String renamed(String namespace, int copy) {
        return Integer.toString(copy / 36, 36) + Integer.toString(copy % 36, 36) + namespace.substring(2);
    }

    private static byte[] replaced(byte[] value, String from, String to) {
        byte[] old = from.getBytes(StandardCharsets.UTF_8);
        byte[] next = to.getBytes(StandardCharsets.UTF_8);
        byte[] copy = value.clone();
        for (int at = 0; at + old.length <= copy.length; at++) {
            if (copy[at] == old[0] && Arrays.equals(copy, at, at + old.length, old, 0, old.length)) {
                System.arraycopy(next, 0, copy, at, next.length);
            }
        }
        return copy;
    }

    private void put(String key, byte[] value) {
        if (batch.size() == KEYS_AT_A_TIME || batched + value.length > BYTES_AT_A_TIME) {
            flush();
        }
        batch.put(key, value);
        batched += value.length;
    }

    private void flush() {
        if (!batch.isEmpty()) {
            cluster.etcd().put(batch);
            batch.clear();
            batched = 0;
        }
    }
}
