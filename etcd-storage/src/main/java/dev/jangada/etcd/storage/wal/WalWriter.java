package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.wire.Crc32c;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Writes the first file of a log, small enough for memory. etcd needs no room made ahead. */
public final class WalWriter {

    /** The name of the first file of every log: sequence 0, first entry 0. */
    public static final String FIRST_FILE = "0000000000000000-0000000000000000.wal";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Crc32c sum = Crc32c.EMPTY;

    /** Begins a log of a member. */
    public WalWriter(long nodeId, long clusterId) {
        frame(new ProtoWriter().number(1, Wal.CRC).number(2, 0).toBytes());
        record(Wal.METADATA, new ProtoWriter().number(1, nodeId).number(2, clusterId));
    }

    /** Says that entries up to this one are in a snapshot; {@code confState} is null for the one that comes first. */
    public WalWriter snapshot(long index, long term, @Nullable ProtoWriter confState) {
        var data = new ProtoWriter().number(1, index).number(2, term);
        return record(Wal.SNAPSHOT, confState == null ? data : data.message(3, confState));
    }

    /** Adds an entry by which a member joins; {@code member} is its JSON. */
    public WalWriter join(long index, long term, long member, byte[] json) {
        byte[] change = new ProtoWriter()
                .number(1, 0)
                .number(2, 0)
                .number(3, member)
                .bytes(4, json)
                .toBytes();
        return record(
                Wal.ENTRY,
                new ProtoWriter()
                        .number(1, Entry.CONF_CHANGE)
                        .number(2, term)
                        .number(3, index)
                        .bytes(4, change));
    }

    /** Adds raft's own state. */
    public WalWriter state(HardState state) {
        return record(
                Wal.STATE,
                new ProtoWriter()
                        .number(1, state.term())
                        .number(2, state.vote())
                        .number(3, state.commit()));
    }

    private WalWriter record(int type, ProtoWriter data) {
        byte[] bytes = data.toBytes();
        sum = sum.then(Crc32c.of(bytes));
        frame(new ProtoWriter()
                .number(1, type)
                .number(2, Integer.toUnsignedLong(sum.value()))
                .bytes(3, bytes)
                .toBytes());
        return this;
    }

    /** A record with its length before it, and zeros behind it up to the next multiple of eight. */
    private void frame(byte[] record) {
        int padding = (8 - record.length % 8) % 8;
        long length = record.length | (padding == 0 ? 0 : 0x80L | padding) << 56;
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array());
        out.writeBytes(record);
        out.writeBytes(new byte[padding]);
    }

    /** The file. */
    public byte[] toBytes() {
        return out.toByteArray();
    }
}
