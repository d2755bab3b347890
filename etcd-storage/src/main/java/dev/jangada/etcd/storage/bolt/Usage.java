package dev.jangada.etcd.storage.bolt;

/**
 * What the pages of a file are used for.
 *
 * @param pages pages up to the end of the content, the two metas included
 * @param pageSize bytes of a page
 * @param used pages that are reachable, the metas and a kept freelist included
 * @param branches branch pages
 * @param leaves leaf pages
 * @param data bytes of keys, values and their elements in leaf pages
 * @param physical bytes of the file, without the trailer; etcd makes its files grow in steps
 */
public record Usage(long pages, int pageSize, long used, long branches, long leaves, long data, long physical) {

    /** Pages that nothing leads to. */
    public long free() {
        return pages - used;
    }

    /** Bytes in pages that nothing leads to: what etcd can still fill before the file grows. */
    public long freeBytes() {
        return free() * pageSize;
    }

    /** Bytes that the file would lose if it were rebuilt with full pages: free pages and gaps in the others. */
    public long reclaimableBytes() {
        return Math.max(0, physical - 2L * pageSize - branches * pageSize - data);
    }

    static Usage of(BoltFile file, Buckets buckets) {
        long branches = buckets.root().branches();
        long leaves = buckets.root().leaves().length;
        long data = leaves * file.meta().pageSize();
        for (Bucket bucket : buckets.all()) {
            branches += bucket.tree().branches();
            leaves += bucket.tree().leaves().length;
            if (!bucket.inline()) {
                data += bucket
                        .scan((from, to) -> {
                            long bytes = 0;
                            for (int i = from; i < to; i++) {
                                bytes += used(bucket.leaf(i));
                            }
                            return bytes;
                        })
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum();
            }
        }
        long kept = Freelist.pages(file);
        // What is left of a cut trailer may be less than one.
        long physical = Math.max(file.contentSize(), file.bytes().byteSize() - (file.hasTrailer() ? Trailer.BYTES : 0));
        return new Usage(
                file.meta().end(),
                file.meta().pageSize(),
                buckets.claims().count() + 2 + kept,
                branches,
                leaves,
                data,
                physical);
    }

    private static long used(Page page) {
        if (page.count() == 0) {
            return 0;
        }
        page.check();
        // Elements are laid out in their order, so the last one ends where the data does.
        return page.end(page.count() - 1) - page.start();
    }
}
