package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Usage;
import java.util.List;
import java.util.OptionalLong;

/**
 * What can be said of a database on one page.
 *
 * @param hash the checksum that etcdutl prints; it differs from member to member
 * @param totalSize bytes up to the last page that was ever used, as etcdutl prints it
 * @param version the storage version, as etcdutl 3.6 prints it: empty for older ones
 * @param revision the revision at which etcd would be; etcdutl prints {@code lastRecordRevision} instead
 * @param lastRecordRevision the main revision of the last record
 * @param oldestRevision the oldest revision whose state can be read
 * @param firstRecordRevision the main revision of the oldest record
 * @param compactRevision the last compaction, if there was one
 * @param totalKey live keys, as etcdutl counts since 3.6: the mark of a restore with bumped revisions is one of them
 * @param totalRecords records of all buckets, as etcdutl counted up to 3.5
 * @param keyRecords records of the bucket {@code key}
 * @param liveKeys live keys
 * @param liveBytes bytes of their keys and values
 * @param census live keys by their beginnings, most bytes first; no more than {@link Census#MOST} have one
 * @param usage what the pages are used for
 * @param cluster what the file says of its cluster
 */
public record Status(
        long hash,
        long totalSize,
        String version,
        long revision,
        long lastRecordRevision,
        long oldestRevision,
        long firstRecordRevision,
        OptionalLong compactRevision,
        long totalKey,
        long totalRecords,
        long keyRecords,
        long liveKeys,
        long liveBytes,
        List<Census> census,
        Usage usage,
        ClusterRecords cluster) {

    /**
     * Looks at a whole database; the trailer is not checked.
     *
     * @param sorting what the live keys are counted by
     */
    public static Status of(BoltFile file, Sorting sorting) {
        return file.read(() -> {
            Mvcc mvcc = Mvcc.of(file);
            long hash = StatusHash.of(file);
            LiveCount live = LiveCount.of(mvcc, sorting);
            ClusterRecords cluster = ClusterRecords.of(file);
            long totalRecords =
                    file.buckets().stream().mapToLong(NewestRecords::count).sum();
            long compacted = mvcc.compactRevision();
            return new Status(
                    hash,
                    file.contentSize(),
                    cluster.storageVersion().orElse(""),
                    mvcc.currentRevision(),
                    mvcc.lastRecordRevision(),
                    compacted >= 0
                            ? compacted
                            : Math.min(mvcc.currentRevision(), Math.max(1, mvcc.firstRecordRevision())),
                    mvcc.firstRecordRevision(),
                    compacted >= 0 ? OptionalLong.of(compacted) : OptionalLong.empty(),
                    live.keys() + live.bumps(),
                    totalRecords,
                    NewestRecords.count(mvcc.bucket()),
                    live.keys(),
                    live.bytes(),
                    live.census(),
                    file.usage(),
                    cluster);
        });
    }

    /** The same data as another file holds them, or most of them: its hash, its size, and what its pages are used for. */
    public Status inFile(BoltFile file) {
        return new Status(
                file.read(() -> StatusHash.of(file)),
                file.contentSize(),
                version,
                revision,
                lastRecordRevision,
                oldestRevision,
                firstRecordRevision,
                compactRevision,
                totalKey,
                totalRecords,
                keyRecords,
                liveKeys,
                liveBytes,
                census,
                file.usage(),
                cluster);
    }
}
