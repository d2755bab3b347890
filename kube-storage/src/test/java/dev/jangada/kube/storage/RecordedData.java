package dev.jangada.kube.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Etcd;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes of keys in memory, as an etcd has them: taken from a real one, or written down by a test. */
final class RecordedData implements EtcdData {

    static final Instant WRITTEN = Instant.parse("2026-05-06T07:08:09Z");

    private static final int PAGE = 2_000;

    private final List<StoredValue> changes = new ArrayList<>();
    private long revision = 1;
    private boolean closed;

    /** What a real etcd has under a prefix now. */
    static RecordedData of(Etcd etcd, String prefix) {
        var data = new RecordedData();
        byte[] from = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] end = from.clone();
        end[end.length - 1]++;
        while (true) {
            JsonNode answer = etcd.gateway()
                    .call(
                            "/v3/kv/range",
                            Json.object()
                                    .put("key", Base64.getEncoder().encodeToString(from))
                                    .put("range_end", Base64.getEncoder().encodeToString(end))
                                    .put("limit", PAGE));
            for (JsonNode each : answer.path("kvs")) {
                byte[] key = Base64.getDecoder().decode(each.path("key").asText());
                data.changes.add(new StoredValue(
                        key,
                        () -> Base64.getDecoder().decode(each.path("value").asText()),
                        each.path("mod_revision").asLong(),
                        each.path("create_revision").asLong(),
                        each.path("version").asLong(),
                        each.path("lease").asLong(),
                        false));
                from = Arrays.copyOf(key, key.length + 1);
            }
            if (!answer.path("more").asBoolean()) {
                data.revision = answer.path("header").path("revision").asLong();
                return data;
            }
        }
    }

    /** Puts a key, at the next revision. */
    RecordedData put(String key, byte[] value) {
        StoredValue last = existing(key);
        revision++;
        changes.add(new StoredValue(
                KeyLayout.bytes(key),
                () -> value,
                revision,
                last != null ? last.createRevision() : revision,
                last != null ? last.version() + 1 : 1,
                0,
                false));
        return this;
    }

    RecordedData put(String key, String value) {
        return put(key, KeyLayout.bytes(value));
    }

    /** Deletes a key, at the next revision. */
    RecordedData delete(String key) {
        revision++;
        changes.add(new StoredValue(KeyLayout.bytes(key), () -> new byte[0], revision, 0, 0, 0, true));
        return this;
    }

    private @Nullable StoredValue existing(String key) {
        List<StoredValue> all = history(KeyLayout.bytes(key));
        return all.isEmpty() || all.getLast().deleted() ? null : all.getLast();
    }

    @Override
    public String name() {
        return "etcd:test";
    }

    @Override
    public long currentRevision() {
        return revision;
    }

    @Override
    public long oldestRevision() {
        return 1;
    }

    @Override
    public StoredKeys at(long at) {
        var state = new TreeMap<byte[], StoredValue>(Arrays::compareUnsigned);
        changes.stream().filter(change -> change.modRevision() <= at).forEach(change -> {
            if (change.deleted()) {
                state.remove(change.key());
            } else {
                state.put(change.key(), change);
            }
        });
        var values = List.copyOf(state.values());
        return new StoredKeys() {
            @Override
            public long revision() {
                return at;
            }

            @Override
            public int size() {
                return values.size();
            }

            @Override
            public StoredValue get(int i) {
                return values.get(i);
            }

            @Override
            public int lowerBound(byte[] key) {
                return state.headMap(key, false).size();
            }
        };
    }

    @Override
    public List<StoredValue> history(byte[] key) {
        return changes.stream()
                .filter(change -> Arrays.equals(change.key(), key))
                .toList();
    }

    @Override
    public Instant written() {
        return WRITTEN;
    }

    @Override
    public Optional<String> digest() {
        return Optional.empty();
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
