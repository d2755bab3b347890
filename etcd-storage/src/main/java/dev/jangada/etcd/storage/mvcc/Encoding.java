package dev.jangada.etcd.storage.mvcc;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of keys and values of etcd's buckets. */
public final class Encoding {

    private Encoding() {}

    /** The key of a record: its revision, and whether it is a deletion. */
    public static byte[] revision(long main, long sub, boolean tombstone) {
        ByteBuffer bytes = ByteBuffer.allocate(RecordView.REVISION + (tombstone ? 1 : 0))
                .putLong(main)
                .put((byte) '_')
                .putLong(sub);
        return tombstone ? bytes.put((byte) 't').array() : bytes.array();
    }

    /** The record of a put; zeros are left out, as etcd leaves them out. */
    public static byte[] put(byte[] key, long created, long modified, long version, byte[] value, long lease) {
        return new ProtoWriter()
                .bytesUnlessEmpty(1, key)
                .numberUnlessZero(2, created)
                .numberUnlessZero(3, modified)
                .numberUnlessZero(4, version)
                .bytesUnlessEmpty(5, value)
                .numberUnlessZero(6, lease)
                .toBytes();
    }

    /** The record of a deletion. */
    public static byte[] tombstone(byte[] key) {
        return new ProtoWriter().bytesUnlessEmpty(1, key).toBytes();
    }

    /** Eight bytes, the highest first. */
    public static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /** The record of a lease. */
    public static byte[] lease(Lease lease) {
        return new ProtoWriter()
                .numberUnlessZero(1, lease.id())
                .numberUnlessZero(2, lease.ttl())
                .numberUnlessZero(3, lease.remaining())
                .toBytes();
    }

    /**
     * etcd's JSON of a downgrade, in the bucket {@code cluster}.
     *
     * @param target the version that the cluster is going down to; empty if it is not
     */
    public static byte[] downgrade(String target, boolean enabled) {
        return "{\"target-version\":\"%s\",\"enabled\":%b}"
                .formatted(new String(JsonStringEncoder.getInstance().quoteAsString(target)), enabled)
                .getBytes(StandardCharsets.UTF_8);
    }
}
