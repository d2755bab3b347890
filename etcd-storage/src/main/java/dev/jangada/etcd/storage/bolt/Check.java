package dev.jangada.etcd.storage.bolt;

import java.util.ArrayList;
import java.util.List;

/**
 * The check of a whole file: trailer, metas, every page, every bucket, every record, the freelist. What bbolt's own check
 * looks for, and that everything lies inside its page. Time is bounded by the size of the file, memory as in
 * {@link BoltFile}, whatever is in it.
 *
 * @param faults what is wrong, in the order of the file; empty if nothing is
 * @param complete false if there were so many faults that looking for more was pointless
 * @param pages how many pages are in use
 * @param records how many records there are in all buckets
 */
public record Check(List<Fault> faults, boolean complete, long pages, long records) {

    /**
     * Checks a file.
     *
     * @param record what is checked of each record besides its place
     * @param limit how many faults are collected at most
     */
    public static Check run(BoltFile file, RecordCheck record, int limit) {
        return run(file, record, limit, () -> {});
    }

    /**
     * Checks a file, and does something with it while the digest of its trailer is still computed.
     *
     * @param record what is checked of each record besides its place
     * @param limit how many faults are collected at most
     * @param meanwhile what is done when everything but the trailer was found sound; not done else
     */
    public static Check run(BoltFile file, RecordCheck record, int limit, Runnable meanwhile) {
        var faults = new Faults.Collected(limit);
        return file.read(() -> {
            // The digest cannot be computed by several threads, so it goes beside everything else.
            List<Check> both = Parts.map(2, part -> {
                if (part == 0) {
                    return trailer(file, faults);
                }
                Check check = content(file, record, faults);
                if (faults.found().isEmpty()) {
                    meanwhile.run();
                }
                return check;
            });
            Check content = both.get(1);
            return new Check(faults.found(), !faults.full(), content.pages, content.records);
        });
    }

    private static Check trailer(BoltFile file, Faults faults) {
        file.checkTrailer().ifPresent(faults::add);
        return new Check(List.of(), true, 0, 0);
    }

    private static Check content(BoltFile file, RecordCheck record, Faults faults) {
        for (int page = 0; page < 2; page++) {
            int wanted = page;
            if (file.metas().stream().noneMatch(meta -> meta.page() == wanted)) {
                faults.add(
                        Fault.of(file.name(), page, (long) page * file.meta().pageSize(), BoltMessage.BAD_META, page));
            }
        }
        Buckets buckets = Buckets.of(file, faults);
        checkRoot(file, buckets.root(), faults);
        long records = 0;
        for (Bucket bucket : buckets.all()) {
            records += records(bucket, record, faults);
        }
        if (!faults.full()) {
            Freelist.check(file, buckets.claims(), faults);
        }
        return new Check(new ArrayList<>(), true, buckets.claims().count(), records);
    }

    private static void checkRoot(BoltFile file, Tree root, Faults faults) {
        for (int i = 0; i < root.leaves().length; i++) {
            Page page = Page.sound(file, root.leaves()[i]);
            boolean sound = true;
            for (int element = 0; element < page.count() && sound; element++) {
                // A fault of an element was told when the buckets were looked for.
                sound = page.elementFault(element) == null;
            }
            if (sound) {
                checkRange(file, root, i, page, faults);
            }
        }
    }

    private static void checkRange(BoltFile file, Tree tree, int leaf, Page page, Faults faults) {
        long upper = leaf + 1 < tree.leaves().length ? tree.lower(leaf + 1) : 0;
        Fault fault = Tree.rangeFault(file, page, tree.lower(leaf), upper);
        if (fault != null) {
            faults.add(fault);
        }
    }

    private static long records(Bucket bucket, RecordCheck record, Faults faults) {
        return bucket
                .scan((from, to) -> {
                    long count = 0;
                    for (int leaf = from; leaf < to && !faults.full(); leaf++) {
                        count += records(bucket, leaf, record, faults);
                    }
                    return count;
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static int records(Bucket bucket, int leaf, RecordCheck record, Faults faults) {
        Page page = bucket.leaf(leaf);
        for (int element = 0; element < page.count(); element++) {
            Fault fault = page.elementFault(element);
            if (fault == null && page.isBucket(element)) {
                fault = Fault.of(
                        bucket.file().name(), page.id(), page.element(element), BoltMessage.BUCKET_IN_BUCKET, element);
            }
            if (fault != null) {
                faults.add(fault);
                return element;
            }
            record.check(bucket, page, element, faults);
        }
        if (!bucket.inline()) {
            checkRange(bucket.file(), bucket.tree(), leaf, page, faults);
        }
        return page.count();
    }
}
