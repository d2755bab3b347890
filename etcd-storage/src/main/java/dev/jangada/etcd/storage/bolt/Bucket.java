package dev.jangada.etcd.storage.bolt;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One bucket of a file: records in the order of their keys, in leaf pages. */
public final class Bucket {

    /** How many leaf pages one thread takes at a time. */
    private static final int PART = 256;

    private final BoltFile file;
    private final byte[] name;
    private final @Nullable Page inline;
    private final Tree tree;

    Bucket(BoltFile file, byte[] name, @Nullable Page inline, Tree tree) {
        this.file = file;
        this.name = name;
        this.inline = inline;
        this.tree = tree;
    }

    /** The name, as text. */
    public String name() {
        return new String(name, StandardCharsets.UTF_8);
    }

    /** The name. */
    public byte[] nameBytes() {
        return name.clone();
    }

    /** The file that it is in. */
    public BoltFile file() {
        return file;
    }

    /** How many leaf pages there are; the page image of an inline bucket counts as one. */
    public int leaves() {
        return inline != null ? 1 : tree.leaves().length;
    }

    /** Leaf page {@code i}; its elements are not yet {@linkplain Page#check checked}. */
    public Page leaf(int i) {
        return inline != null ? inline : Page.sound(file, tree.leaves()[i]);
    }

    Tree tree() {
        return tree;
    }

    boolean inline() {
        return inline != null;
    }

    /**
     * Works through all leaf pages, many at a time.
     *
     * @param work takes the first leaf and the one behind the last of a part; gives the part's result
     * @return the results, in the order of the keys
     */
    public <T> List<T> scan(BiFunction<Integer, Integer, T> work) {
        int parts = (leaves() + PART - 1) / PART;
        return file.read(() ->
                Parts.map(parts, part -> work.apply(part * PART, Math.min(leaves(), (part + 1) * PART))));
    }

    /** Records from the first one on. */
    public Cursor cursor() {
        return new Cursor(this, 0, 0);
    }

    /** Records from the first one on whose key is the given one or greater. */
    public Cursor from(MemorySegment key) {
        return file.read(() -> {
            int low = 0;
            int high = leaves();
            // The last leaf whose first key is not greater than the one that is sought.
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                Page page = leaf(middle);
                page.check();
                if (page.count() > 0 && compare(page, 0, key) <= 0) {
                    low = middle;
                } else if (page.count() > 0) {
                    high = middle;
                } else {
                    // An empty leaf says nothing: look at all that is left, from the first on.
                    break;
                }
            }
            var cursor = new Cursor(this, low, 0);
            while (cursor.valid() && Lexicographic.compare(cursor.key(), key) < 0) {
                cursor.next();
            }
            return cursor;
        });
    }

    private int compare(Page page, int i, MemorySegment key) {
        return Lexicographic.compare(file.bytes(), page.keyStart(i), page.keyLength(i), key, 0, key.byteSize());
    }

    /** The value of a key; empty if there is none. */
    public Optional<MemorySegment> get(byte[] key) {
        MemorySegment wanted = MemorySegment.ofArray(key);
        Cursor cursor = from(wanted);
        return cursor.valid() && Lexicographic.compare(cursor.key(), wanted) == 0
                ? Optional.of(cursor.value())
                : Optional.empty();
    }
}
