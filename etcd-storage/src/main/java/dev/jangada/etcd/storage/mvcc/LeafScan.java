package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Page;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the records of one leaf page after another, in a copy of each: one access to a map is a dozen calls, which a
 * command that ends within a second makes slowly, and with two threads that count the same calls for the compiler more
 * slowly still. What is not as etcd writes it is left to {@link RecordView}. For one thread.
 */
final class LeafScan {

    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Bytes of a page's header, and of an element. */
    private static final int HEADER = 16;

    private static final int ELEMENT = 16;

    /** The tag of the user's key in a record: field 1, bytes. */
    private static final byte KEY = 0x0A;

    private final BoltFile file;
    private final RecordView view;
    private final byte[] copy;
    private @Nullable Page page;
    private int copied;
    private int count;
    private int at;

    /** Whether everything in this page was as usual so far. */
    private boolean usual;

    /** Where the data of the element before ends, from the beginning of the page. */
    private long end;

    long element;
    long main;
    long sub;
    boolean tombstone;
    boolean bump;
    long keyStart;
    int keyLength;

    /** The key's bytes are in here from {@link #keyAt} on; null if they are only in the map. */
    byte @Nullable [] key;

    int keyAt;

    LeafScan(BoltFile file) {
        this.file = file;
        this.view = new RecordView(file);
        this.copy = new byte[file.meta().pageSize()];
    }

    /** Begins with a page, before its first record. */
    void begin(Page next) {
        page = next;
        copied = (int) Math.min(next.length(), copy.length);
        MemorySegment.copy(file.bytes(), ValueLayout.JAVA_BYTE, next.start(), copy, 0, copied);
        count = next.count();
        at = -1;
        usual = true;
        end = HEADER + (long) count * ELEMENT;
        main = -1;
        sub = -1;
    }

    /**
     * Goes to the next record; false if there is none.
     *
     * @throws dev.jangada.problem.Problem if it is damaged
     */
    boolean next() {
        Page current = page;
        if (current == null || ++at >= count) {
            return false;
        }
        element = current.element(at);
        if (usual && !read(current)) {
            current.check();
            usual = false;
        }
        if (!usual) {
            readFromMap();
        }
        return true;
    }

    /** Reads a record from the copy; false if it must be looked at more closely. */
    private boolean read(Page current) {
        int header = HEADER + at * ELEMENT;
        if (header + ELEMENT > copied) {
            return false;
        }
        int length = (int) LITTLE.get(copy, header + 8);
        int valueLength = (int) LITTLE.get(copy, header + 12);
        long start = header + Integer.toUnsignedLong((int) LITTLE.get(copy, header + 4));
        long value = start + length;
        if (length != RecordView.REVISION && length != RecordView.REVISION + 1
                || valueLength < 3
                || start < end
                || value + valueLength > current.length()
                || value + 3 > copied) {
            return false;
        }
        return readRevision((int) start, length) && readKey(current, (int) value, valueLength);
    }

    private boolean readRevision(int start, int length) {
        long nextMain = (long) BIG.get(copy, start);
        long nextSub = (long) BIG.get(copy, start + 9);
        boolean ascends = nextMain > main || nextMain == main && nextSub > sub;
        tombstone = length > RecordView.REVISION;
        if (!ascends
                || nextSub < 0
                || copy[start + 8] != '_'
                || tombstone && copy[start + RecordView.REVISION] != 't') {
            return false;
        }
        main = nextMain;
        sub = nextSub;
        return true;
    }

    private boolean readKey(Page current, int value, int valueLength) {
        int size = copy[value + 1];
        int head = 2;
        if (size < 0) {
            size = size & 0x7F | copy[value + 2] << 7;
            head = 3;
        }
        if (copy[value] != KEY || size < 0 || head + size > valueLength || value + head + size > copied) {
            return false;
        }
        bump = false;
        key = copy;
        keyAt = value + head;
        keyLength = size;
        keyStart = current.start() + keyAt;
        end = (long) value + valueLength;
        return true;
    }

    private void readFromMap() {
        view.require(element);
        main = view.main;
        sub = view.sub;
        tombstone = view.tombstone;
        bump = view.bump();
        keyStart = view.keyStart;
        keyLength = view.keyLength;
        key = null;
    }

    /** A hash of the key. */
    long hash(long seed) {
        return key == null
                ? KeyHash.of(file.bytes(), keyStart, keyLength, seed)
                : KeyHash.of(key, keyAt, keyLength, seed);
    }

    boolean hasKey(byte[] wanted) {
        return keyLength == wanted.length && hasPrefix(wanted);
    }

    boolean hasPrefix(byte[] prefix) {
        if (keyLength < prefix.length) {
            return false;
        }
        return key == null
                ? MemorySegment.ofArray(prefix).mismatch(file.bytes().asSlice(keyStart, prefix.length)) < 0
                : Arrays.equals(key, keyAt, keyAt + prefix.length, prefix, 0, prefix.length);
    }
}
