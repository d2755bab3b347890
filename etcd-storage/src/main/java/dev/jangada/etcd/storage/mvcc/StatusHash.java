package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Page;
import dev.jangada.etcd.storage.wire.Crc32c;
import java.util.zip.CRC32C;

/** The checksum over names, keys and values of all buckets that {@code etcdutl snapshot status} prints. */
final class StatusHash {

    private StatusHash() {}

    /** From 0 to 2^32 - 1. */
    static long of(BoltFile file) {
        Crc32c sum = Crc32c.EMPTY;
        for (Bucket bucket : file.buckets()) {
            sum = sum.then(Crc32c.of(bucket.nameBytes()));
            for (Crc32c part : bucket.scan((from, to) -> part(bucket, from, to))) {
                sum = sum.then(part);
            }
        }
        return Integer.toUnsignedLong(sum.value());
    }

    private static Crc32c part(Bucket bucket, int from, int to) {
        var sum = new CRC32C();
        long length = 0;
        for (int leaf = from; leaf < to; leaf++) {
            Page page = bucket.leaf(leaf);
            page.check();
            for (int i = 0; i < page.count(); i++) {
                // Records lie one after another as a rule; then the whole page is one run.
                long start = page.keyStart(i);
                while (i + 1 < page.count()
                        && page.keyStart(i + 1) == page.keyStart(i) + page.keyLength(i) + page.valueLength(i)) {
                    i++;
                }
                long end = page.keyStart(i) + page.keyLength(i) + page.valueLength(i);
                Crc32c.update(sum, bucket.file().bytes(), start, end - start);
                length += end - start;
            }
        }
        return new Crc32c((int) sum.getValue(), length);
    }
}
