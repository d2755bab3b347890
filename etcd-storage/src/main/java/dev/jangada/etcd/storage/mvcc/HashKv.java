package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Page;
import dev.jangada.etcd.storage.wire.Crc32c;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checksum by which etcd's members compare what they hold; of 3.4 to 3.7 alike. Two are comparable only if both
 * revisions are equal.
 *
 * @param hash the checksum, from 0 to 2^32 - 1
 * @param hashRevision the revision up to which records count
 * @param compactRevision the revision of the last compaction; -1 if there was none
 */
public record HashKv(long hash, long hashRevision, long compactRevision) {

    /** Computes it over the records up to a revision, as if the last compaction was at {@code compacted}. */
    static HashKv of(Bucket keys, long revision, long compacted) {
        // Without a compaction every record counts, and which one is the newest does not matter.
        NewestRecords newest = compacted >= 0 ? NewestRecords.of(keys, revision) : null;
        // Source: etcd, kvHasher.WriteKeyValue: nothing is passed over where no key exists.
        NewestRecords kept = newest != null && newest.countPuts() > 0 ? newest : null;
        List<Crc32c> parts = keys.scan((from, to) -> {
            var part = new Part(keys, revision, compacted, kept);
            for (int leaf = from; leaf < to; leaf++) {
                part.add(keys.leaf(leaf));
            }
            return part.crc();
        });
        Crc32c sum = Crc32c.of("key".getBytes(StandardCharsets.UTF_8));
        for (Crc32c part : parts) {
            sum = sum.then(part);
        }
        return new HashKv(Integer.toUnsignedLong(sum.value()), revision, compacted);
    }

    /** The checksum of some leaf pages. Records that lie one after another, as they do, are summed in one go. */
    private static final class Part {

        private final Bucket keys;
        private final long revision;
        private final long compacted;
        private final @Nullable NewestRecords kept;
        private final RecordView view;
        private final RecordView other;
        private final CRC32C sum = new CRC32C();
        private long length;
        private long runStart;
        private long runEnd;

        Part(Bucket keys, long revision, long compacted, @Nullable NewestRecords kept) {
            this.keys = keys;
            this.revision = revision;
            this.compacted = compacted;
            this.kept = kept;
            this.view = new RecordView(keys.file());
            this.other = new RecordView(keys.file());
        }

        void add(Page page) {
            page.check();
            for (int i = 0; i < page.count(); i++) {
                view.requireRevision(page.element(i));
                if (counts()) {
                    long start = page.keyStart(i);
                    if (start != runEnd) {
                        flush();
                        runStart = start;
                    }
                    runEnd = start + page.keyLength(i) + page.valueLength(i);
                }
            }
            flush();
        }

        /** Source: etcd, mvcc/hash.go, and what a compaction leaves of a deletion at its revision, by version. */
        private boolean counts() {
            if (view.main > revision) {
                return false;
            }
            if (view.main <= compacted && kept != null && (view.tombstone || !isNewest())) {
                return false;
            }
            return !(view.tombstone && view.main == compacted);
        }

        /** Only here the key matters, so only here it is looked for. */
        private boolean isNewest() {
            view.require(view.element);
            return kept != null && kept.isNewest(view, other);
        }

        private void flush() {
            Crc32c.update(sum, keys.file().bytes(), runStart, runEnd - runStart);
            length += runEnd - runStart;
            runStart = 0;
            runEnd = 0;
        }

        Crc32c crc() {
            return new Crc32c((int) sum.getValue(), length);
        }
    }
}
