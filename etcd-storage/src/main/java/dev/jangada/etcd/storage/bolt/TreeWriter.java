package dev.jangada.etcd.storage.bolt;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes one tree from its records in order: leaves as they fill, and above them branches as those fill. Of every level it
 * holds at most two pages.
 */
final class TreeWriter {

    /** etcd's own, when it defragments. */
    private static final double FILL = 0.9;

    /** Below this, the records of a page are moved one by one, so that the gaps of many compactions go away. */
    private static final double FULL_ENOUGH = 0.7;

    /** bbolt has no page with more elements. */
    private static final int MOST_ELEMENTS = 0xFFFE;

    private final PageSink sink;
    private final int pageSize;
    private final int flags;
    private final List<Item> leaf = new ArrayList<>();
    private final List<BranchLevel> levels = new ArrayList<>();
    private long leafBytes = Layout.HEADER;
    private MemorySegment last = MemorySegment.ofArray(new byte[0]);

    /** A tree whose leaf elements have these flags. */
    TreeWriter(PageSink sink, int pageSize, int flags) {
        this.sink = sink;
        this.pageSize = pageSize;
        this.flags = flags;
    }

    private record Item(MemorySegment key, MemorySegment value) {

        long bytes() {
            return Layout.ELEMENT + key.byteSize() + value.byteSize();
        }
    }

    void put(MemorySegment key, MemorySegment value) throws IOException {
        if (key.byteSize() < 1 || key.byteSize() > Layout.LONGEST_KEY || value.byteSize() >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a key has 1 to 32768 bytes, a value less than 2 GiB");
        }
        requireGreater(key);
        var item = new Item(key, value);
        if (!leaf.isEmpty() && (leafBytes + item.bytes() > FILL * pageSize || leaf.size() == MOST_ELEMENTS)) {
            flushLeaf();
        }
        leaf.add(item);
        leafBytes += item.bytes();
        last = key;
    }

    /** Adds all records of a checked page of a file with pages of the same size: as they lie, if the page is full enough. */
    void put(Page page, MemorySegment bytes) throws IOException {
        long used = page.count() == 0 ? 0 : page.end(page.count() - 1) - page.start();
        if (used < FULL_ENOUGH * page.length()) {
            for (int i = 0; i < page.count(); i++) {
                long key = page.keyStart(i);
                put(bytes.asSlice(key, page.keyLength(i)), bytes.asSlice(key + page.keyLength(i), page.valueLength(i)));
            }
            return;
        }
        MemorySegment first = bytes.asSlice(page.keyStart(0), page.keyLength(0));
        requireGreater(first);
        flushLeaf();
        long id = sink.begin(Layout.LEAF, page.count(), page.length());
        sink.write(bytes.asSlice(page.start() + Layout.HEADER, used - Layout.HEADER));
        sink.pad(used);
        if (page.length() > pageSize) {
            // What runs over was counted as it was, though the data may end earlier.
            sink.zeros(page.length() - (used + pageSize - 1) / pageSize * pageSize);
        }
        child(0, new Child(MemorySegment.ofArray(PageSink.copy(first)), id));
        int end = page.count() - 1;
        last = bytes.asSlice(page.keyStart(end), page.keyLength(end));
    }

    private void requireGreater(MemorySegment key) {
        if (last.byteSize() > 0 && Lexicographic.compare(last, key) >= 0) {
            throw new IllegalArgumentException("keys must come in ascending order");
        }
    }

    /**
     * The bucket as a value inside its parent, if it is as small as bbolt keeps it there. Source: bbolt, Bucket.inlineable
     * and maxInlineBucketSize.
     */
    Optional<MemorySegment> inline() {
        if (!levels.isEmpty() || leafBytes > pageSize / 4) {
            return Optional.empty();
        }
        MemorySegment value = PageSink.image((int) (Layout.HEADER + leafBytes));
        long page = Layout.HEADER;
        value.set(Layout.U16, page + 8, (short) Layout.LEAF);
        value.set(Layout.U16, page + 10, (short) leaf.size());
        long element = page + Layout.HEADER;
        long data = element + (long) leaf.size() * Layout.ELEMENT;
        for (Item item : leaf) {
            value.set(Layout.U32, element, flags);
            value.set(Layout.U32, element + 4, (int) (data - element));
            value.set(Layout.U32, element + 8, (int) item.key.byteSize());
            value.set(Layout.U32, element + 12, (int) item.value.byteSize());
            MemorySegment.copy(item.key, 0, value, data, item.key.byteSize());
            data += item.key.byteSize();
            MemorySegment.copy(item.value, 0, value, data, item.value.byteSize());
            data += item.value.byteSize();
            element += Layout.ELEMENT;
        }
        return Optional.of(value);
    }

    /** Writes what is left, and gives the page where the tree begins. */
    long finish() throws IOException {
        if (levels.isEmpty()) {
            return writeLeaf();
        }
        flushLeaf();
        for (int level = 0; ; level++) {
            if (level + 1 == levels.size() && levels.get(level).isOnePage()) {
                return levels.get(level).top();
            }
            levels.get(level).finish(this, level);
        }
    }

    private void flushLeaf() throws IOException {
        if (leaf.isEmpty()) {
            return;
        }
        MemorySegment first = MemorySegment.ofArray(PageSink.copy(leaf.getFirst().key));
        child(0, new Child(first, writeLeaf()));
    }

    private long writeLeaf() throws IOException {
        long id = sink.begin(Layout.LEAF, leaf.size(), leafBytes);
        long data = (long) leaf.size() * Layout.ELEMENT;
        for (Item item : leaf) {
            sink.element(flags, (int) data, (int) item.key.byteSize(), (int) item.value.byteSize());
            data += item.key.byteSize() + item.value.byteSize() - Layout.ELEMENT;
        }
        for (Item item : leaf) {
            sink.write(item.key);
            sink.write(item.value);
        }
        sink.pad(leafBytes);
        leaf.clear();
        leafBytes = Layout.HEADER;
        return id;
    }

    private void child(int level, Child child) throws IOException {
        if (level == levels.size()) {
            levels.add(new BranchLevel());
        }
        levels.get(level).add(this, level, child);
    }

    private record Child(MemorySegment firstKey, long page) {

        long bytes() {
            return Layout.ELEMENT + firstKey.byteSize();
        }
    }

    /** The branches of one level that are not written yet: one that is full, and one that fills. */
    private final class BranchLevel {

        private List<Child> full = new ArrayList<>();
        private List<Child> current = new ArrayList<>();
        private long bytes = Layout.HEADER;

        void add(TreeWriter tree, int level, Child child) throws IOException {
            // Fewer than two children would be a branch that bbolt refuses to work with.
            boolean fits = bytes + child.bytes() <= FILL * pageSize && current.size() < MOST_ELEMENTS;
            if (current.size() >= 2 && !fits) {
                if (!full.isEmpty()) {
                    tree.child(level + 1, new Child(full.getFirst().firstKey, write(full)));
                }
                full = current;
                current = new ArrayList<>();
                bytes = Layout.HEADER;
            }
            current.add(child);
            bytes += child.bytes();
        }

        /** Writes the only page of the level; a branch with one child would be none. */
        long top() throws IOException {
            return current.size() == 1 ? current.getFirst().page : write(current);
        }

        boolean isOnePage() {
            return full.isEmpty();
        }

        void finish(TreeWriter tree, int level) throws IOException {
            if (current.size() == 1 && full.size() > 2) {
                current.addFirst(full.removeLast());
            } else if (current.size() == 1 && !full.isEmpty()) {
                full.add(current.removeFirst());
            }
            for (List<Child> page : List.of(full, current)) {
                if (!page.isEmpty()) {
                    tree.child(level + 1, new Child(page.getFirst().firstKey, write(page)));
                }
            }
        }

        long write(List<Child> children) throws IOException {
            long size = Layout.HEADER;
            for (Child child : children) {
                size += child.bytes();
            }
            long id = sink.begin(Layout.BRANCH, children.size(), size);
            long data = (long) children.size() * Layout.ELEMENT;
            for (Child child : children) {
                sink.element((int) data, (int) child.firstKey.byteSize(), (int) child.page, (int) (child.page >>> 32));
                data += child.firstKey.byteSize() - Layout.ELEMENT;
            }
            for (Child child : children) {
                sink.write(child.firstKey);
            }
            sink.pad(size);
            return id;
        }
    }
}
