package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.Plan.Numbered;
import dev.jangada.kube.model.ObjectKey;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The entries of one kind that something is to be done about, found by the object that they mean. The entries themselves stay
 * in the plan; 24 to 32 bytes of each are kept. For use by one thread.
 */
final class Todo implements AutoCloseable {

    private final PlanBlock.Reader reader;
    private final Function<PlanEntry, ObjectKey> meant;
    private final long[] hashes;
    /** Places in the block, one more than they are, by the hash's remainder or behind it; 0 where there is none. */
    private final int[] slots;

    private final BitSet open = new BitSet();
    private int size;

    private Todo(PlanBlock block, Function<PlanEntry, ObjectKey> meant) {
        this.meant = meant;
        this.hashes = new long[block.size()];
        this.slots = new int[Integer.highestOneBit(Math.max(1, block.size())) << 2];
        this.reader = block.open();
    }

    /** What is wanted of a block, by the objects of the source. */
    static Todo ofSource(PlanBlock block, Predicate<Numbered> wanted) {
        return of(block, wanted, PlanEntry::source);
    }

    /** What is wanted of a block, by the objects of the target. */
    static Todo ofTarget(PlanBlock block, Predicate<Numbered> wanted) {
        return of(block, wanted, PlanEntry::target);
    }

    private static Todo of(PlanBlock block, Predicate<Numbered> wanted, Function<PlanEntry, ObjectKey> meant) {
        var todo = new Todo(block, meant);
        boolean made = false;
        try {
            for (int i = 0; i < block.size(); i++) {
                Numbered each = todo.reader.entry(i);
                if (wanted.test(each)) {
                    todo.add(i, meant.apply(each.entry()));
                }
            }
            made = true;
            return todo;
        } finally {
            if (!made) {
                todo.close();
            }
        }
    }

    private void add(int i, ObjectKey key) {
        hashes[i] = hash(key);
        int slot = slot(hashes[i]);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = i + 1;
        open.set(i);
        size++;
    }

    private int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (slots.length - 1);
    }

    /** How many are left. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The entry that means an object; empty if none does, or it was taken. */
    Optional<Numbered> take(ObjectKey key) {
        long hash = hash(key);
        for (int slot = slot(hash); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            int i = slots[slot] - 1;
            if (hashes[i] == hash && open.get(i)) {
                Numbered found = reader.entry(i);
                if (meant.apply(found.entry()).equals(key)) {
                    open.clear(i);
                    size--;
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    /** Takes all that are left. */
    void takeRest(Consumer<Numbered> taker) {
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            open.clear(i);
            size--;
            taker.accept(reader.entry(i));
        }
    }

    private static long hash(ObjectKey key) {
        return KeyHash.of(key).low();
    }

    @Override
    public void close() {
        reader.close();
    }
}
