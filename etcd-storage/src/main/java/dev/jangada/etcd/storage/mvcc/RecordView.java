package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Fault;
import dev.jangada.etcd.storage.bolt.Lexicographic;
import dev.jangada.etcd.storage.wire.ProtoReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One record of the bucket {@code key} at a time, where it lies in the map; moved from record to record, so that a walk
 * over millions makes no objects. An element is named by the byte where it begins, and must have been checked.
 */
final class RecordView {

    private static final ValueLayout.OfLong BIG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Bytes of a revision: main, an underscore, sub. */
    static final int REVISION = 17;

    private final BoltFile file;
    private final MemorySegment bytes;
    private final ProtoReader fields;

    long element;
    long main;
    long sub;
    boolean tombstone;
    long keyStart;
    int keyLength;
    long valueStart;
    int valueLength;
    long created;
    long modified;
    long version;
    long lease;

    RecordView(BoltFile file) {
        this.file = file;
        this.bytes = file.bytes();
        this.fields = new ProtoReader(bytes);
    }

    /** Where the revision begins, from which on the record's bytes lie one after another. */
    static long main(BoltFile file, long element) {
        return file.bytes().get(BIG, file.keyStart(element));
    }

    static long sub(BoltFile file, long element) {
        return file.bytes().get(BIG, file.keyStart(element) + 9);
    }

    /** Reads the revision; null if it is sound. */
    @Nullable
    MvccMessage revision(long at) {
        element = at;
        long start = file.keyStart(at);
        int length = file.keyLength(at);
        if (length != REVISION && length != REVISION + 1) {
            return MvccMessage.REVISION_LENGTH;
        }
        main = bytes.get(BIG, start);
        sub = bytes.get(BIG, start + 9);
        tombstone = length == REVISION + 1;
        return bytes.get(ValueLayout.JAVA_BYTE, start + 8) != '_'
                        || tombstone && bytes.get(ValueLayout.JAVA_BYTE, start + REVISION) != 't'
                        || main < 0
                        || sub < 0
                ? MvccMessage.REVISION_FORM
                : null;
    }

    /** Reads the user's key, and nothing behind it; the revision has been read. Null if it is sound. */
    @Nullable
    MvccMessage key() {
        keyStart = 0;
        keyLength = 0;
        long value = file.keyStart(element) + file.keyLength(element);
        fields.reset(value, file.valueLength(element));
        int field = fields.next();
        while (field > ProtoReader.END && field != 1) {
            field = fields.next();
        }
        if (field == 1 && fields.isBytes()) {
            keyStart = fields.start();
            keyLength = (int) fields.number();
            return null;
        }
        return field == ProtoReader.END ? null : MvccMessage.NOT_A_RECORD;
    }

    /** Reads all fields; the revision has been read. Null if they are sound. */
    @Nullable
    MvccMessage all() {
        keyStart = 0;
        keyLength = 0;
        valueStart = 0;
        valueLength = 0;
        created = 0;
        modified = 0;
        version = 0;
        lease = 0;
        fields.reset(file.keyStart(element) + file.keyLength(element), file.valueLength(element));
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            switch (field) {
                case ProtoReader.MALFORMED -> {
                    return MvccMessage.NOT_A_RECORD;
                }
                case 1, 5 -> {
                    if (!fields.isBytes()) {
                        return MvccMessage.NOT_A_RECORD;
                    }
                    bytes(field);
                }
                case 2, 3, 4, 6 -> {
                    if (!fields.isVarint()) {
                        return MvccMessage.NOT_A_RECORD;
                    }
                    number(field);
                }
                default -> {
                    // A field of a later etcd: nothing here needs it.
                }
            }
        }
        return null;
    }

    private void bytes(int field) {
        if (field == 1) {
            keyStart = fields.start();
            keyLength = (int) fields.number();
        } else {
            valueStart = fields.start();
            valueLength = (int) fields.number();
        }
    }

    private void number(int field) {
        switch (field) {
            case 2 -> created = fields.number();
            case 3 -> modified = fields.number();
            case 4 -> version = fields.number();
            default -> lease = fields.number();
        }
    }

    /** Whether this is what a restore that bumps revisions leaves: a record without content, seen by no reader. */
    boolean bump() {
        return !tombstone && file.valueLength(element) == 0;
    }

    /** Reads revision and key of a record that must be sound. */
    void require(long at) {
        MvccMessage fault = revision(at);
        if (fault == null) {
            fault = key();
        }
        if (fault != null) {
            throw fault(fault, file.keyLength(at)).problem();
        }
    }

    /** Reads the revision of a record, which must be sound; nothing is read of its value. */
    void requireRevision(long at) {
        MvccMessage fault = revision(at);
        if (fault != null) {
            throw fault(fault, file.keyLength(at)).problem();
        }
    }

    /** A whole record that must be sound. */
    KeyRecord record(long at) {
        MvccMessage fault = revision(at);
        if (fault == null) {
            fault = all();
        }
        if (fault != null) {
            throw fault(fault, file.keyLength(at)).problem();
        }
        return new KeyRecord(file, this);
    }

    /** A fault at the element that was read last. */
    Fault fault(MvccMessage why, @Nullable Object... arguments) {
        return Fault.of(file.name(), element / file.meta().pageSize(), element, why, arguments);
    }

    int compareKey(RecordView other) {
        return Lexicographic.compare(bytes, keyStart, keyLength, other.bytes, other.keyStart, other.keyLength);
    }

    /** Whether this is the key that stands at a place of the map. */
    boolean hasKey(long start, int length) {
        return keyLength == length
                && MemorySegment.mismatch(bytes, keyStart, keyStart + length, bytes, start, start + length) < 0;
    }

    boolean hasKey(MemorySegment key) {
        return keyLength == key.byteSize()
                && MemorySegment.mismatch(bytes, keyStart, keyStart + keyLength, key, 0, keyLength) < 0;
    }
}
