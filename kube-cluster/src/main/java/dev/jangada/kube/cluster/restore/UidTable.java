package dev.jangada.kube.cluster.restore;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Uids by what stands for their object, 48 to 96 bytes an object. Safe for use by several threads. */
final class UidTable {

    private static final int WORDS = 4;

    /** Of each slot the key's hash, then the uid; all zero where there is none. */
    private long[] words = new long[WORDS << 6];

    private int size;

    /** A server gives UUIDs; what was put into a cluster in another way may have any. */
    private final Map<KeyHash, String> others = new HashMap<>();

    synchronized void put(KeyHash hash, String uid) {
        Optional<UUID> parsed = parsed(uid);
        if (parsed.isEmpty()) {
            others.put(hash, uid);
            return;
        }
        others.remove(hash);
        if ((size + 1) * WORDS * 3 > words.length * 2) {
            grow();
        }
        put(hash, parsed.get().getMostSignificantBits(), parsed.get().getLeastSignificantBits());
    }

    private void put(KeyHash hash, long high, long low) {
        int slot = slot(hash);
        if (isFree(slot)) {
            size++;
        }
        words[slot] = hash.high();
        words[slot + 1] = hash.low();
        words[slot + 2] = high;
        words[slot + 3] = low;
    }

    /** The slot that a key has, or would get. */
    private int slot(KeyHash hash) {
        int mask = words.length / WORDS - 1;
        int slot = (int) hash.low() & mask;
        while (!isFree(slot * WORDS) && (words[slot * WORDS] != hash.high() || words[slot * WORDS + 1] != hash.low())) {
            slot = (slot + 1) & mask;
        }
        return slot * WORDS;
    }

    private boolean isFree(int slot) {
        return words[slot] == 0 && words[slot + 1] == 0;
    }

    private void grow() {
        long[] old = words;
        words = new long[old.length << 1];
        size = 0;
        for (int i = 0; i < old.length; i += WORDS) {
            if (old[i] != 0 || old[i + 1] != 0) {
                put(new KeyHash(old[i], old[i + 1]), old[i + 2], old[i + 3]);
            }
        }
    }

    synchronized Optional<String> get(KeyHash hash) {
        String other = others.get(hash);
        if (other != null) {
            return Optional.of(other);
        }
        int slot = slot(hash);
        return isFree(slot) ? Optional.empty() : Optional.of(new UUID(words[slot + 2], words[slot + 3]).toString());
    }

    /** Only what is the same when it is written again. */
    private static Optional<UUID> parsed(String uid) {
        try {
            return Optional.of(UUID.fromString(uid))
                    .filter(parsed -> parsed.toString().equals(uid));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
