package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Bucket;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The keys that exist at one revision, in the order of their keys. Safe for many threads.
 *
 * <p>Heap: 8 bytes a key, and some 100 for each of at most 131 072 groups of keys with the same beginning; while it is made 24
 * to 40 bytes a key, so at most 160 MiB for 4 million keys.
 */
public final class KeyState {

    private final BoltFile file;
    private final long revision;
    private final KeyOrder order;

    private KeyState(BoltFile file, long revision, KeyOrder order) {
        this.file = file;
        this.revision = revision;
        this.order = order;
    }

    /** The keys of a bucket that begin like this. */
    static KeyState of(Bucket keys, long revision, byte[] prefix) {
        BoltFile file = keys.file();
        var groups = new GroupFinder(file.bytes());
        NewestRecords newest = NewestRecords.of(keys, revision, prefix, groups);
        return new KeyState(file, revision, new KeyOrder(file, KeyGroups.of(file, newest, groups)));
    }

    /** The revision whose state this is. */
    public long revision() {
        return revision;
    }

    /** How many keys there are. */
    public int size() {
        return order.size();
    }

    /** Key number {@code i}, counted from 0 in the order of the keys. */
    public KeyRecord get(int i) {
        return file.read(() -> new RecordView(file).record(order.record(i)));
    }

    /** A key; empty if it does not exist at this revision. */
    public Optional<KeyRecord> get(byte[] key) {
        int at = lowerBound(key);
        if (at == order.size()) {
            return Optional.empty();
        }
        KeyRecord found = get(at);
        return MemorySegment.ofArray(key).mismatch(found.key()) < 0 ? Optional.of(found) : Optional.empty();
    }

    /** The number of the first key that is not smaller than the given one; {@link #size} if there is none. */
    public int lowerBound(byte[] key) {
        return file.read(() -> order.lowerBound(key));
    }

    /** Gives every key to a consumer, in order. */
    public void forEach(Consumer<KeyRecord> consumer) {
        forEach(0, order.size(), consumer);
    }

    /** Gives every key that begins like this, in order. */
    public void forEach(String prefix, Consumer<KeyRecord> consumer) {
        byte[] from = prefix.getBytes(StandardCharsets.UTF_8);
        forEach(lowerBound(from), upperBound(from), consumer);
    }

    /** The number of the first key behind all those that begin like this. */
    public int upperBound(byte[] prefix) {
        for (int last = prefix.length - 1; last >= 0; last--) {
            if (prefix[last] != (byte) 0xff) {
                byte[] end = java.util.Arrays.copyOf(prefix, last + 1);
                end[last]++;
                return lowerBound(end);
            }
        }
        return order.size();
    }

    /** Gives the keys number {@code from} to {@code to}, exclusive, in order. */
    public void forEach(int from, int to, Consumer<KeyRecord> consumer) {
        var view = new RecordView(file);
        file.read(() -> {
            order.sort(from, to);
            return true;
        });
        for (int i = from; i < to; i++) {
            int at = i;
            file.read(() -> {
                consumer.accept(view.record(order.record(at)));
                return true;
            });
        }
    }
}
