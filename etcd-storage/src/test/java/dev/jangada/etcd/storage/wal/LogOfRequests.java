package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.wire.Crc32c;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log with whatever entries a test wants, in etcd's own form. */
final class LogOfRequests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Crc32c sum = Crc32c.EMPTY;
    private long index;

    LogOfRequests() {
        this(0);
    }

    /** A log whose first entry follows this one. */
    LogOfRequests(long after) {
        index = after;
        frame(new ProtoWriter().number(1, Wal.CRC).number(2, 0).toBytes());
    }

    /** A request, by its field in etcd's InternalRaftRequest, of nobody. */
    LogOfRequests request(int field, ProtoWriter request) {
        return entry(
                Entry.REQUEST,
                new ProtoWriter().message(100, new ProtoWriter().number(1, 1)).message(field, request));
    }

    /** A request of a user who knew this revision of users and roles. */
    LogOfRequests request(String user, long revision, int field, ProtoWriter request) {
        var header = new ProtoWriter().number(1, 1).text(2, user).number(3, revision);
        return entry(Entry.REQUEST, new ProtoWriter().message(100, header).message(field, request));
    }

    /** A change of members; the context is the JSON of the member. */
    LogOfRequests configure(int type, long member, String context) {
        return entry(
                Entry.CONF_CHANGE,
                new ProtoWriter()
                        .number(1, 1)
                        .number(2, type)
                        .number(3, member)
                        .bytes(4, context.getBytes(StandardCharsets.UTF_8)));
    }

    /** What raft knows to be on a majority of members. */
    LogOfRequests commit(long to) {
        return record(
                Wal.STATE,
                new ProtoWriter().number(1, 1).number(2, 1).number(3, to).toBytes());
    }

    private LogOfRequests entry(int type, ProtoWriter data) {
        return record(
                Wal.ENTRY,
                new ProtoWriter()
                        .number(1, type)
                        .number(2, 1)
                        .number(3, ++index)
                        .message(4, data)
                        .toBytes());
    }

    private LogOfRequests record(int type, byte[] data) {
        sum = sum.then(Crc32c.of(data));
        frame(new ProtoWriter()
                .number(1, type)
                .number(2, Integer.toUnsignedLong(sum.value()))
                .bytes(3, data)
                .toBytes());
        return this;
    }

    private void frame(byte[] record) {
        int padding = (8 - record.length % 8) % 8;
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(record.length | (padding == 0 ? 0 : 0x80L | padding) << 56)
                .array());
        out.writeBytes(record);
        out.writeBytes(new byte[padding]);
    }

    /** Writes it where a log is looked for. */
    void write(Path directory) throws IOException {
        Files.write(directory.resolve(WalWriter.FIRST_FILE), out.toByteArray());
    }
}
