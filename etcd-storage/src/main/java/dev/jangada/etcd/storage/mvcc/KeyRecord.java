package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * One change of one key: what a put or a deletion has left in the file. The key and the value lie in the map; they are
 * copied only by the methods that give arrays, and are gone when the file is closed.
 */
public final class KeyRecord {

    private final BoltFile file;
    private final long element;
    private final long main;
    private final long sub;
    private final boolean tombstone;
    private final boolean bump;
    private final long keyStart;
    private final int keyLength;
    private final long valueStart;
    private final int valueLength;
    private final long created;
    private final long version;
    private final long lease;

    KeyRecord(BoltFile file, RecordView view) {
        this.file = file;
        this.element = view.element;
        this.main = view.main;
        this.sub = view.sub;
        this.tombstone = view.tombstone;
        this.bump = view.bump();
        this.keyStart = view.keyStart;
        this.keyLength = view.keyLength;
        this.valueStart = view.valueStart;
        this.valueLength = view.valueLength;
        this.created = view.created;
        this.version = view.version;
        this.lease = view.lease;
    }

    /** The revision of the change; etcd's mod_revision. All changes of one transaction have the same. */
    public long revision() {
        return main;
    }

    /** Which change of its transaction it is, from 0. */
    public long sub() {
        return sub;
    }

    /** Whether the key was deleted; then there is nothing but the key and the revision. */
    public boolean deleted() {
        return tombstone;
    }

    /** Whether this is no change of a key but the mark of a restore that bumped revisions. */
    public boolean isBump() {
        return bump;
    }

    /** The key, where it lies. */
    public MemorySegment key() {
        return file.bytes().asSlice(keyStart, keyLength);
    }

    /** A copy of the key. */
    public byte[] keyBytes() {
        return file.copy(keyStart, keyLength);
    }

    /** The key as UTF-8. */
    public String keyText() {
        return new String(keyBytes(), StandardCharsets.UTF_8);
    }

    /** The value, where it lies. */
    public MemorySegment value() {
        return file.bytes().asSlice(valueStart, valueLength);
    }

    /** A copy of the value. */
    public byte[] valueBytes() {
        return file.copy(valueStart, valueLength);
    }

    /** Bytes of the value. */
    public int valueSize() {
        return valueLength;
    }

    /** The revision at which the key began to exist, the last time it did. */
    public long createRevision() {
        return created;
    }

    /** How many changes the key has seen since it was created, this one included. */
    public long version() {
        return version;
    }

    /** The lease that the key goes with; 0 for none. */
    public long lease() {
        return lease;
    }

    /** The byte of the file where the record's element begins. */
    public long element() {
        return element;
    }

    @Override
    public String toString() {
        return keyText() + "@" + main + "_" + sub + (tombstone ? "t" : "");
    }
}
