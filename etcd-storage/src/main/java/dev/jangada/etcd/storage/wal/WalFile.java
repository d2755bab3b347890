package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.wire.Crc32c;
import dev.jangada.etcd.storage.wire.ProtoReader;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One file of the log, mapped: frames of a length and a record, each with the checksum of all data up to it. Goes from
 * record to record.
 */
final class WalFile {

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int SECTOR = 512;

    /** etcd takes requests of 1.5 MiB, and of more only if it is told to; nothing is as long as this. */
    private static final long LONGEST = 1 << 28;

    private final String name;
    private final MemorySegment bytes;
    private final boolean last;
    private final ProtoReader fields;
    private long next;
    private long frame;
    private long type;
    private int crc;
    private @Nullable MemorySegment data;

    /** A file that is mapped until the arena is closed; {@code last} says whether no file follows it. */
    WalFile(Path file, boolean last, Arena arena) {
        this.name = file.toString();
        this.last = last;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            this.bytes = channel.size() == 0
                    ? MemorySegment.ofArray(new byte[0])
                    : channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, WalMessage.CANNOT_READ, file, FileFailure.reason(e));
        }
        this.fields = new ProtoReader(bytes);
    }

    /** Where the record begins that was read last. */
    long frame() {
        return frame;
    }

    long type() {
        return type;
    }

    int crc() {
        return crc;
    }

    MemorySegment data() {
        return data == null ? MemorySegment.ofArray(new byte[0]) : data;
    }

    /**
     * Reads the next record.
     *
     * @param sum the checksum of all data before it
     * @return the checksum with its data; null at the end of the file, also at one that a crash has torn
     */
    @Nullable
    Crc32c next(Crc32c sum) {
        frame = next;
        if (bytes.byteSize() - frame < Long.BYTES || bytes.get(LENGTH, frame) == 0) {
            return null;
        }
        long length = bytes.get(LENGTH, frame) & 0x00FF_FFFF_FFFF_FFFFL;
        long padding = (8 - length % 8) % 8;
        long room = bytes.byteSize() - frame - Long.BYTES;
        // The highest byte says the same once more; it comes with the length, so it cannot have been torn off.
        if (bytes.get(LENGTH, frame) >>> 56 != (padding == 0 ? 0 : 0x80 | padding) || length > LONGEST) {
            throw damaged(frame, WalMessage.FRAME_TOO_LONG, Long.toString(length));
        }
        if (length > room) {
            return cut(length);
        }
        if (!parse(frame + Long.BYTES, length)) {
            return torn(frame + Long.BYTES + length, WalMessage.NOT_A_RECORD);
        }
        next = frame + Long.BYTES + length + Math.min(padding, room - length);
        if (type == Wal.CRC) {
            // The file before ended with this sum; of the first file that is read it is where to begin.
            if (sum.length() > 0 && sum.value() != crc) {
                throw damaged(frame, WalMessage.WRONG_CHECKSUM);
            }
            return new Crc32c(crc, sum.length());
        }
        Crc32c with = sum.then(Crc32c.of(data()));
        return with.value() == crc ? with : torn(next, WalMessage.WRONG_CHECKSUM);
    }

    /** Goes to a record that was read before. */
    void seek(long to) {
        frame = to;
        if (!parse(to + Long.BYTES, bytes.get(LENGTH, to) & 0x00FF_FFFF_FFFF_FFFFL)) {
            throw damaged(to, WalMessage.NOT_A_RECORD);
        }
    }

    private boolean parse(long start, long length) {
        type = 0;
        crc = 0;
        data = null;
        fields.reset(start, length);
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            switch (field) {
                case ProtoReader.MALFORMED -> {
                    return false;
                }
                case 1 -> type = fields.number();
                case 2 -> crc = (int) fields.number();
                case 3 -> data = fields.bytes();
                default -> {
                    // A field of a later etcd.
                }
            }
        }
        return true;
    }

    /**
     * The end, if what cannot be read is what a crash leaves of the last write: a sector that was never written. Source:
     * etcd, wal/decoder.go, isTornEntry.
     */
    private @Nullable Crc32c torn(long to, WalMessage why) {
        if (last && hasZeroSector(frame + Long.BYTES, to)) {
            return null;
        }
        throw damaged(frame, why);
    }

    /** The end, if the file was cut off; etcd makes room ahead, and a length beyond that room is no length. */
    private @Nullable Crc32c cut(long length) {
        if (last && !hasZeroSector(frame + Long.BYTES, bytes.byteSize())) {
            return null;
        }
        throw damaged(frame, WalMessage.FRAME_TOO_LONG, Long.toString(length));
    }

    private boolean hasZeroSector(long from, long to) {
        for (long start = from; start < to; start = (start / SECTOR + 1) * SECTOR) {
            if (isZero(start, Math.min((start / SECTOR + 1) * SECTOR, to))) {
                return true;
            }
        }
        return false;
    }

    private boolean isZero(long from, long to) {
        for (long i = from; i < to; i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, i) != 0) {
                return false;
            }
        }
        return true;
    }

    Problem damaged(long at, WalMessage why, @Nullable Object... arguments) {
        return new Problem(
                ExitCode.CORRUPT, WalMessage.DAMAGED, name, at, new Problem(ExitCode.CORRUPT, why, arguments));
    }
}
