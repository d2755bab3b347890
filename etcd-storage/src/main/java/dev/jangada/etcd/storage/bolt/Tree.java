package dev.jangada.etcd.storage.bolt;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one bucket: its leaves in the order of their keys, found by one walk over the branches, level by level.
 * While walking, every header is checked and every page claimed, so neither circles nor pages that are used twice can
 * lead anywhere. 16 bytes of heap a leaf page.
 */
final class Tree {

    /** How many pages of a level one thread takes at a time. */
    private static final int PART = 1024;

    /** No pages at all. */
    static final Tree NONE = new Tree(new long[0], new long[0], 0);

    private final long[] leaves;
    private final long[] lower;
    private final long branches;

    private Tree(long[] leaves, long[] lower, long branches) {
        this.leaves = leaves;
        this.lower = lower;
        this.branches = branches;
    }

    /** The numbers of the leaf pages. */
    long[] leaves() {
        return leaves;
    }

    /** Where the branch's element lies that leads to leaf {@code i}; 0 if there is no branch above it. */
    long lower(int i) {
        return lower[i];
    }

    long branches() {
        return branches;
    }

    /**
     * Walks over a tree.
     *
     * @param root its first page
     * @param faults what becomes of damage; a page that is damaged is left out
     */
    static Tree walk(BoltFile file, long root, Claims claims, Faults faults) {
        var level = new Level(1);
        level.add(root, 0);
        if (isInside(file, root) && !claims.claim(root)) {
            faults.add(Fault.of(file.name(), root, root * file.meta().pageSize(), BoltMessage.PAGE_TWICE, root));
            return NONE;
        }
        long branches = 0;
        for (int depth = 0; !level.settled(); depth++) {
            if (depth == Layout.DEEPEST) {
                faults.add(Fault.of(file.name(), root, root * file.meta().pageSize(), BoltMessage.TREE_TOO_DEEP));
                return new Tree(new long[0], new long[0], branches);
            }
            Level parents = level;
            List<Level> parts = Parts.map((parents.size + PART - 1) / PART, part -> {
                var children = new Level(PART);
                int end = Math.min(parents.size, (part + 1) * PART);
                for (int i = part * PART; i < end && !faults.full(); i++) {
                    expand(file, parents, i, claims, faults, children);
                }
                return children;
            });
            level = Level.joined(parts);
            branches += level.branches;
        }
        for (int i = 0; i < level.size; i++) {
            level.ids[i] = ~level.ids[i];
        }
        return new Tree(Arrays.copyOf(level.ids, level.size), Arrays.copyOf(level.lower, level.size), branches);
    }

    private static boolean isInside(BoltFile file, long id) {
        return id >= 2 && id < file.meta().end();
    }

    /**
     * Puts a leaf, or the children of a branch, into the next level. A child is claimed before it is put there, so that a level
     * never has more pages than the file, whatever branches say.
     */
    private static void expand(BoltFile file, Level level, int i, Claims claims, Faults faults, Level next) {
        long id = level.ids[i];
        if (id < 0) {
            next.add(id, level.lower[i]);
            return;
        }
        Fault fault = Page.fault(file, id);
        if (fault != null) {
            faults.add(fault);
            return;
        }
        Page page = Page.sound(file, id);
        long twice = claims.claim(id + 1, page.overflow());
        if (twice >= 0) {
            faults.add(Fault.of(file.name(), id, page.start(), BoltMessage.PAGE_TWICE, twice));
            return;
        }
        if (page.leaf()) {
            next.add(~id, level.lower[i]);
            return;
        }
        next.branches++;
        for (int child = 0; child < page.count(); child++) {
            fault = page.elementFault(child);
            if (fault != null) {
                faults.add(fault);
                return;
            }
            addChild(file, page, child, claims, faults, next);
        }
        fault = rangeFault(file, page, level.lower[i], i + 1 < level.size ? level.lower[i + 1] : 0);
        if (fault != null) {
            faults.add(fault);
        }
    }

    private static void addChild(BoltFile file, Page page, int child, Claims claims, Faults faults, Level next) {
        long id = page.child(child);
        long element = page.element(child);
        Fault outside = isInside(file, id) ? null : Page.fault(file, id);
        if (outside != null) {
            faults.add(new Fault(outside.file(), -1, element, outside.why()));
        } else if (claims.claim(id)) {
            next.add(id, element);
        } else {
            faults.add(Fault.of(file.name(), id, id * file.meta().pageSize(), BoltMessage.PAGE_TWICE, id));
        }
    }

    /**
     * Whether the keys of a page lie where the branches above say.
     *
     * @param lower the branch's element that leads here; its key is the least that there may be; 0 for none
     * @param upper the branch's element that leads to the next page; 0 for none
     */
    static @Nullable Fault rangeFault(BoltFile file, Page page, long lower, long upper) {
        if (page.count() == 0) {
            return null;
        }
        if (lower != 0 && compare(file, page, 0, lower) < 0) {
            return Fault.of(file.name(), page.id(), page.keyStart(0), BoltMessage.KEY_BELOW_BRANCH);
        }
        int last = page.count() - 1;
        if (upper != 0 && compare(file, page, last, upper) >= 0) {
            return Fault.of(file.name(), page.id(), page.keyStart(last), BoltMessage.KEY_ABOVE_BRANCH);
        }
        return null;
    }

    private static int compare(BoltFile file, Page page, int i, long branchElement) {
        var bytes = file.bytes();
        long key = branchElement + Integer.toUnsignedLong(bytes.get(Layout.U32, branchElement));
        int length = bytes.get(Layout.U32, branchElement + 4);
        return Lexicographic.compare(bytes, page.keyStart(i), page.keyLength(i), bytes, key, length);
    }

    /** Pages of one level; leaves are settled, and stand there with their bits inverted. */
    private static final class Level {

        private long[] ids;
        private long[] lower;
        private int size;
        private long branches;

        Level(int room) {
            this.ids = new long[room];
            this.lower = new long[room];
        }

        void add(long id, long lowerElement) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2 + 1);
                lower = Arrays.copyOf(lower, size * 2 + 1);
            }
            ids[size] = id;
            lower[size++] = lowerElement;
        }

        boolean settled() {
            for (int i = 0; i < size; i++) {
                if (ids[i] >= 0) {
                    return false;
                }
            }
            return true;
        }

        static Level joined(List<Level> parts) {
            var all = new Level(parts.stream().mapToInt(part -> part.size).sum());
            for (Level part : parts) {
                System.arraycopy(part.ids, 0, all.ids, all.size, part.size);
                System.arraycopy(part.lower, 0, all.lower, all.size, part.size);
                all.size += part.size;
                all.branches += part.branches;
            }
            return all;
        }
    }
}
