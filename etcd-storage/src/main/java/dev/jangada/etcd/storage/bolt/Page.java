package dev.jangada.etcd.storage.bolt;

import static dev.jangada.etcd.storage.bolt.Layout.ELEMENT;
import static dev.jangada.etcd.storage.bolt.Layout.HEADER;
import static dev.jangada.etcd.storage.bolt.Layout.U16;
import static dev.jangada.etcd.storage.bolt.Layout.U32;
import static dev.jangada.etcd.storage.bolt.Layout.U64;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A branch or leaf page and the pages that it runs over into, seen in the mapped file. Its header is known to be sound;
 * an element must be {@linkplain #check checked} before it is read. All offsets are bytes of the file.
 */
public final class Page {

    private final BoltFile file;
    private final MemorySegment bytes;
    private final long id;
    private final long start;
    private final long length;
    private final int count;
    private final boolean leaf;

    private Page(BoltFile file, long id, long start, long length, int count, boolean leaf) {
        this.file = file;
        this.bytes = file.bytes();
        this.id = id;
        this.start = start;
        this.length = length;
        this.count = count;
        this.leaf = leaf;
    }

    /** What is wrong with a page's header; null if nothing is, and the page may be {@linkplain #sound read}. */
    static @Nullable Fault fault(BoltFile file, long id) {
        Meta meta = file.meta();
        // Identifiers are unsigned; a negative one is too large.
        if (id < 2 || id >= meta.end()) {
            return Fault.of(file.name(), -1, 0, BoltMessage.PAGE_OUTSIDE, Long.toUnsignedString(id), meta.end());
        }
        MemorySegment bytes = file.bytes();
        long start = id * meta.pageSize();
        if (bytes.get(U64, start) != id) {
            return fault(file, id, start, BoltMessage.PAGE_WRONG_ID, Long.toUnsignedString(bytes.get(U64, start)));
        }
        // Flags, count and overflow at once: this is done for every page of a file.
        long word = bytes.get(U64, start + 8);
        int flags = (int) (word & 0xFFFF);
        if (flags != Layout.LEAF && flags != Layout.BRANCH) {
            return fault(file, id, start + 8, BoltMessage.PAGE_WRONG_TYPE, Integer.toHexString(flags));
        }
        long more = word >>> 32;
        if (more >= meta.end() - id) {
            return fault(file, id, start + 12, BoltMessage.PAGE_TOO_LONG, more);
        }
        int count = (int) (word >>> 16 & 0xFFFF);
        if (HEADER + (long) count * ELEMENT > (1 + more) * meta.pageSize()) {
            return fault(file, id, start + 10, BoltMessage.PAGE_COUNT, count);
        }
        return count == 0 && flags == Layout.BRANCH ? fault(file, id, start + 10, BoltMessage.BRANCH_EMPTY) : null;
    }

    private static Fault fault(BoltFile file, long id, long offset, BoltMessage why, @Nullable Object... arguments) {
        return Fault.of(file.name(), id, offset, why, arguments);
    }

    /** A page in which {@link #fault} has found none. */
    static Page sound(BoltFile file, long id) {
        MemorySegment bytes = file.bytes();
        int pageSize = file.meta().pageSize();
        long start = id * pageSize;
        long word = bytes.get(U64, start + 8);
        return new Page(
                file,
                id,
                start,
                (1 + (word >>> 32)) * pageSize,
                (int) (word >>> 16 & 0xFFFF),
                (word & 0xFFFF) == Layout.LEAF);
    }

    /** What is wrong with the page image of an inline bucket. */
    static @Nullable Fault inlineFault(BoltFile file, long outer, long start, long length) {
        MemorySegment bytes = file.bytes();
        if (length < HEADER) {
            return fault(file, outer, start, BoltMessage.BUCKET_SHORT, 0, length);
        }
        if (bytes.get(U64, start) != 0) {
            return fault(file, outer, start, BoltMessage.PAGE_WRONG_ID, Long.toUnsignedString(bytes.get(U64, start)));
        }
        if (bytes.get(U16, start + 8) != Layout.LEAF) {
            int flags = Short.toUnsignedInt(bytes.get(U16, start + 8));
            return fault(file, outer, start + 8, BoltMessage.PAGE_WRONG_TYPE, Integer.toHexString(flags));
        }
        int count = Short.toUnsignedInt(bytes.get(U16, start + 10));
        if (HEADER + (long) count * ELEMENT > length) {
            return fault(file, outer, start + 10, BoltMessage.PAGE_COUNT, count);
        }
        long more = Integer.toUnsignedLong(bytes.get(U32, start + 12));
        return more == 0 ? null : fault(file, outer, start + 12, BoltMessage.PAGE_TOO_LONG, more);
    }

    /** The page image of an inline bucket in which {@link #inlineFault} has found none. */
    static Page inline(BoltFile file, long outer, long start, long length) {
        int count = Short.toUnsignedInt(file.bytes().get(U16, start + 10));
        return new Page(file, outer, start, length, count, true);
    }

    /** The page's number; of an inline bucket, that of the page where it lies. */
    public long id() {
        return id;
    }

    /** How many elements there are. */
    public int count() {
        return count;
    }

    boolean leaf() {
        return leaf;
    }

    /** Bytes from {@link #start} on that belong to the page, with the pages that it runs over into. */
    public long length() {
        return length;
    }

    /** Where the page begins. */
    public long start() {
        return start;
    }

    /** How many pages it runs over into. */
    long overflow() {
        return length / file.meta().pageSize() - 1;
    }

    /** Where element {@code i} begins; enough to find its key and value again, with {@link BoltFile#keyStart}. */
    public long element(int i) {
        return start + HEADER + (long) i * ELEMENT;
    }

    /** Where the key of element {@code i} begins. */
    public long keyStart(int i) {
        long element = element(i);
        return element + Integer.toUnsignedLong(bytes.get(U32, leaf ? element + 4 : element));
    }

    /** Bytes of the key of element {@code i}. */
    public int keyLength(int i) {
        return bytes.get(U32, element(i) + (leaf ? 8 : 4));
    }

    /** Bytes of the value of element {@code i} of a leaf; the value follows its key. */
    public int valueLength(int i) {
        return bytes.get(U32, element(i) + 12);
    }

    boolean isBucket(int i) {
        return bytes.get(U32, element(i)) == Layout.IS_BUCKET;
    }

    long child(int i) {
        return bytes.get(U64, element(i) + 8);
    }

    /** Where the data of element {@code i} ends. */
    long end(int i) {
        return keyStart(i) + keyLength(i) + (leaf ? valueLength(i) : 0);
    }

    /**
     * What is wrong with element {@code i}: data outside the page or over that of the element before, or a key that is not
     * greater. That data never overlaps is what bounds the work on a page by its size.
     */
    @Nullable
    Fault elementFault(int i) {
        long element = element(i);
        long position = Integer.toUnsignedLong(bytes.get(U32, leaf ? element + 4 : element));
        long keyLength = Integer.toUnsignedLong(bytes.get(U32, element + (leaf ? 8 : 4)));
        long valueLength = leaf ? Integer.toUnsignedLong(bytes.get(U32, element + 12)) : 0;
        if (keyLength < 1 || keyLength > Layout.LONGEST_KEY) {
            return fault(file, id, element, BoltMessage.KEY_LENGTH, i, keyLength);
        }
        long keyStart = element + position;
        if (keyStart < element(count)
                || keyStart + keyLength + valueLength > start + length
                || valueLength > Integer.MAX_VALUE) {
            return fault(file, id, element, BoltMessage.ELEMENT_OUTSIDE, i);
        }
        if (i > 0) {
            if (keyStart < end(i - 1)) {
                return fault(file, id, element, BoltMessage.ELEMENT_OVERLAPS, i);
            }
            if (Lexicographic.compare(bytes, keyStart(i - 1), keyLength(i - 1), bytes, keyStart, keyLength) >= 0) {
                return fault(file, id, keyStart, BoltMessage.KEY_ORDER, i);
            }
        }
        return null;
    }

    /**
     * Checks every element, so that all of them may be read.
     *
     * @throws dev.jangada.problem.Problem at the first one that is damaged
     */
    public void check() {
        // A file does not change, so what was sound once is sound. The image of an inline bucket has no page of its
        // own.
        boolean whole = start == id * file.meta().pageSize();
        if (whole && file.sound().isClaimed(id)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            Fault fault = elementFault(i);
            if (fault != null) {
                throw fault.problem();
            }
        }
        if (whole) {
            var _ = file.sound().claim(id);
        }
    }
}
