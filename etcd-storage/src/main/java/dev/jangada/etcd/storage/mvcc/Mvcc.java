package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Cursor;
import dev.jangada.etcd.storage.bolt.Page;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The revisions of keys that a database retains. Safe for many threads. */
public final class Mvcc {

    private static final ValueLayout.OfLong BIG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final BoltFile file;
    private final Bucket keys;
    private final long firstRecord;
    private final long lastRecord;
    private final long scheduled;
    private final long finished;

    private Mvcc(BoltFile file, Bucket keys) {
        this.file = file;
        this.keys = keys;
        var view = new RecordView(file);
        Cursor first = keys.cursor();
        this.firstRecord = first.valid() ? main(view, first.page(), first.element()) : 0;
        this.lastRecord = last(view);
        this.scheduled = compaction("scheduledCompactRev");
        this.finished = compaction("finishedCompactRev");
    }

    /**
     * The revisions in a file.
     *
     * @throws Problem if it has no bucket of keys, or is damaged
     */
    public static Mvcc of(BoltFile file) {
        return file.read(() -> new Mvcc(
                file,
                file.bucket("key").orElseThrow(() -> new Problem(ExitCode.CORRUPT, MvccMessage.NO_KEYS, file.name()))));
    }

    private static long main(RecordView view, Page page, int element) {
        view.require(page.element(element));
        return view.main;
    }

    private long last(RecordView view) {
        for (int leaf = keys.leaves() - 1; leaf >= 0; leaf--) {
            Page page = keys.leaf(leaf);
            page.check();
            if (page.count() > 0) {
                return main(view, page, page.count() - 1);
            }
        }
        return 0;
    }

    private long compaction(String name) {
        return file.bucket("meta")
                .flatMap(meta -> meta.get(name.getBytes(StandardCharsets.US_ASCII)))
                .filter(value -> value.byteSize() >= 8)
                .map(value -> value.get(BIG, 0))
                .orElse(-1L);
    }

    /** The file. */
    public BoltFile file() {
        return file;
    }

    /** The main revision of the first record; 0 if there is none. */
    public long firstRecordRevision() {
        return firstRecord;
    }

    /**
     * The main revision of the last record; 0 if there is none. It may be lower than {@link #currentRevision}: etcd up to
     * 3.4.33 and 3.5.15 removes a deletion when it compacts at its very revision.
     */
    public long lastRecordRevision() {
        return lastRecord;
    }

    /** The revision at which etcd would be with this database. An empty one is at 1. */
    public long currentRevision() {
        return Math.max(Math.max(1, lastRecord), Math.max(scheduled, finished));
    }

    /** The last compaction, also one that was asked for and not finished: what is older cannot be read; -1 for none. */
    public long compactRevision() {
        return Math.max(scheduled, finished);
    }

    /** How many records there are, deletions and superseded ones included. */
    public long records() {
        return NewestRecords.count(keys);
    }

    /**
     * The keys that existed at a revision.
     *
     * @throws Problem if the file does not retain that revision
     */
    public KeyState at(long revision) {
        return at(revision, NewestRecords.EVERY_KEY);
    }

    /** The keys that existed at a revision and begin like this; costs memory for those only. */
    public KeyState at(long revision, byte[] prefix) {
        require(revision);
        return file.read(() -> KeyState.of(keys, revision, prefix));
    }

    /** How many keys exist now, as etcdutl 3.6 counts them: the mark of a restore with bumped revisions is one more. */
    public long liveKeys() {
        return file.read(() -> NewestRecords.of(keys, currentRevision()).countPuts());
    }

    /** One key at a revision, found without looking at the others' keys longer than needed; empty if it did not exist. */
    public Optional<KeyRecord> get(byte[] key, long revision) {
        require(revision);
        return history(key).stream()
                .filter(record -> record.revision() <= revision)
                .reduce((older, newer) -> newer)
                .filter(record -> !record.deleted());
    }

    /** Every retained change of one key, the oldest first. A generation ends with a deletion. */
    public List<KeyRecord> history(byte[] key) {
        return keys
                .scan((from, to) -> {
                    var scan = new LeafScan(file);
                    var view = new RecordView(file);
                    var found = new ArrayList<KeyRecord>();
                    for (int leaf = from; leaf < to; leaf++) {
                        scan.begin(keys.leaf(leaf));
                        while (scan.next()) {
                            if (scan.hasKey(key) && !scan.bump) {
                                found.add(view.record(scan.element));
                            }
                        }
                    }
                    return found;
                })
                .stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(KeyRecord::revision).thenComparingLong(KeyRecord::sub))
                .toList();
    }

    /** Gives every record to a consumer, in the order of revisions, the mark of a bump included. */
    public void forEachRecord(Consumer<KeyRecord> consumer) {
        var view = new RecordView(file);
        for (Cursor at = keys.cursor(); at.valid(); at.next()) {
            file.read(() -> {
                consumer.accept(view.record(at.page().element(at.element())));
                return true;
            });
        }
    }

    /**
     * etcd's HashKV.
     *
     * @param revision up to which revision; 0 for the current one
     * @throws Problem if the file does not retain that revision
     */
    public HashKv hashKv(long revision) {
        long upTo = revision == 0 ? currentRevision() : revision;
        require(upTo);
        return file.read(() -> HashKv.of(keys, upTo, compactRevision()));
    }

    /**
     * The HashKV at a revision as if the last compaction was another, to compare a restored database with what it was made
     * of: the mark of a bump lies behind that revision and is not seen.
     */
    public HashKv hashKvAsOf(long revision, long compacted) {
        return file.read(() -> HashKv.of(keys, revision, compacted));
    }

    private void require(long revision) {
        if (revision < 1) {
            throw new Problem(ExitCode.USAGE, MvccMessage.NO_REVISION, revision);
        }
        if (revision > currentRevision()) {
            throw new Problem(ExitCode.FAILED, MvccMessage.FUTURE, file.name(), revision, currentRevision());
        }
        if (revision < compactRevision()) {
            throw new Problem(
                    ExitCode.FAILED,
                    MvccMessage.COMPACTED,
                    file.name(),
                    revision,
                    compactRevision(),
                    currentRevision());
        }
    }

    Bucket bucket() {
        return keys;
    }
}
