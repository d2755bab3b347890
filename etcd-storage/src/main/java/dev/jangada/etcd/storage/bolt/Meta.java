package dev.jangada.etcd.storage.bolt;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of a file's first two pages says about the whole: where the tree begins, and how far pages go.
 *
 * @param page 0 or 1
 * @param pageSize bytes of a page: those of a memory page on the machine that created the file
 * @param root the page where the root bucket begins
 * @param freelist the page with the list of free pages, or -1
 * @param end the first page that was never used; the content of the file ends before it
 * @param transaction the number of the transaction that wrote it; the higher one counts
 */
public record Meta(int page, int pageSize, long root, long freelist, long end, long transaction) {

    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The valid metas of a file, the one that counts first; empty if there is none. */
    static List<Meta> of(MemorySegment file) {
        var found = new ArrayList<Meta>();
        Meta first = at(file, 0, 0);
        if (first != null) {
            found.add(first);
            Meta second = at(file, first.pageSize, 1);
            if (second != null && second.pageSize == first.pageSize) {
                found.add(second);
            }
        } else {
            // The page size is known from the first meta only, so every size that there can be is tried.
            for (int size = Layout.SMALLEST_PAGE; size <= Layout.LARGEST_PAGE && found.isEmpty(); size <<= 1) {
                Meta second = at(file, size, 1);
                if (second != null && second.pageSize == size) {
                    found.add(second);
                }
            }
        }
        found.sort((one, other) -> Long.compareUnsigned(other.transaction, one.transaction));
        return found;
    }

    private static @Nullable Meta at(MemorySegment file, long pageStart, int page) {
        long start = pageStart + Layout.HEADER;
        if (start + Layout.META_BYTES > file.byteSize()
                || file.get(Layout.U32, start) != Layout.MAGIC
                || file.get(Layout.U32, start + 4) != Layout.VERSION
                || file.get(Layout.U64, start + Layout.META_SUMMED)
                        != checksum(file.asSlice(start, Layout.META_SUMMED))) {
            return null;
        }
        int pageSize = file.get(Layout.U32, start + 8);
        if (Integer.bitCount(pageSize) != 1 || pageSize < Layout.SMALLEST_PAGE || pageSize > Layout.LARGEST_PAGE) {
            return null;
        }
        return new Meta(
                page,
                pageSize,
                file.get(Layout.U64, start + 16),
                file.get(Layout.U64, start + 32),
                file.get(Layout.U64, start + 40),
                file.get(Layout.U64, start + 48));
    }

    /** FNV-1a with 64 bits. */
    static long checksum(MemorySegment bytes) {
        long sum = FNV_START;
        for (long i = 0; i < bytes.byteSize(); i++) {
            sum = (sum ^ (bytes.get(java.lang.foreign.ValueLayout.JAVA_BYTE, i) & 0xff)) * FNV_PRIME;
        }
        return sum;
    }
}
