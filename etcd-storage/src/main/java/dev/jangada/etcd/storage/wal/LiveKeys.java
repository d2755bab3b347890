package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.bolt.Lexicographic;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.KeyState;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys that exist while a log is replayed: those of the database, and over them what the log has changed. */
final class LiveKeys {

    private final KeyState base;

    /** Keys that were changed; empty where one was deleted. */
    private final NavigableMap<MemorySegment, Optional<Live>> changed = new TreeMap<>(Lexicographic::compare);

    private @Nullable Map<Long, List<Live>> leasedInBase;

    LiveKeys(KeyState base) {
        this.base = base;
    }

    /** A key; null if it does not exist. */
    @Nullable
    Live get(MemorySegment key) {
        Optional<Live> over = changed.get(key);
        return over != null
                ? over.orElse(null)
                : base.get(bytes(key)).map(LiveKeys::live).orElse(null);
    }

    /**
     * The keys that a request names, in their order.
     *
     * @param end the first key behind them; empty for {@code key} alone, a zero byte for no end
     */
    List<Live> range(MemorySegment key, MemorySegment end) {
        if (end.byteSize() == 0) {
            Live one = get(key);
            return one == null ? List.of() : List.of(one);
        }
        boolean open = end.byteSize() == 1 && end.get(ValueLayout.JAVA_BYTE, 0) == 0;
        if (!open && Lexicographic.compare(key, end) >= 0) {
            return List.of();
        }
        var found = new TreeMap<MemorySegment, Live>(Lexicographic::compare);
        int from = base.lowerBound(bytes(key));
        int to = open ? base.size() : base.lowerBound(bytes(end));
        base.forEach(from, to, record -> found.put(record.key(), live(record)));
        var over = open ? changed.tailMap(key, true) : changed.subMap(key, true, end, false);
        over.forEach((at, live) -> live.ifPresentOrElse(put -> found.put(at, put), () -> found.remove(at)));
        return new ArrayList<>(found.values());
    }

    /** The keys that go with a lease, in their order. */
    List<Live> leased(long lease) {
        var found = new TreeMap<MemorySegment, Live>(Lexicographic::compare);
        for (Live before : leasedInBase().getOrDefault(lease, List.of())) {
            if (!changed.containsKey(before.key())) {
                found.put(before.key(), before);
            }
        }
        changed.values()
                .forEach(over ->
                        over.filter(live -> live.lease() == lease).ifPresent(live -> found.put(live.key(), live)));
        return new ArrayList<>(found.values());
    }

    private Map<Long, List<Live>> leasedInBase() {
        if (leasedInBase == null) {
            var found = new HashMap<Long, List<Live>>();
            base.forEach(record -> {
                if (record.lease() != 0) {
                    found.computeIfAbsent(record.lease(), first -> new ArrayList<>())
                            .add(live(record));
                }
            });
            leasedInBase = found;
        }
        return leasedInBase;
    }

    void put(Live live) {
        changed.put(live.key(), Optional.of(live));
    }

    void delete(MemorySegment key) {
        changed.put(key, Optional.empty());
    }

    private static Live live(KeyRecord record) {
        return new Live(
                record.key(),
                record.createRevision(),
                record.revision(),
                record.version(),
                record.lease(),
                record.value());
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }
}
