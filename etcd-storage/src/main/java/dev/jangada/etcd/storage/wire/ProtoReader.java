package dev.jangada.etcd.storage.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Goes over the fields of one protobuf message in a segment, without copying. Reusable: {@link #reset} begins with another
 * message. A message that is malformed is told by {@link #next}, never by an exception.
 */
public final class ProtoReader {

    /** What {@link #next} gives behind the last field. */
    public static final int END = 0;

    /** What {@link #next} gives where the bytes are no protobuf. */
    public static final int MALFORMED = -1;

    private static final ValueLayout.OfInt FIXED32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong FIXED64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private long at;
    private long end;
    private long number;
    private long start;
    private int type;

    /** Reads a whole segment. */
    public ProtoReader(MemorySegment bytes) {
        this.bytes = bytes;
        this.end = bytes.byteSize();
    }

    /** Begins with the message in these bytes of the segment. */
    public void reset(long from, long length) {
        at = from;
        end = from + length;
    }

    /** Goes to the next field, and gives its number, {@link #END} or {@link #MALFORMED}. */
    public int next() {
        if (at >= end) {
            return END;
        }
        if (!varint()) {
            return MALFORMED;
        }
        long tag = number;
        type = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > 0x1FFF_FFFF) {
            return MALFORMED;
        }
        boolean sound = switch (type) {
            case 0 -> varint();
            case 1 -> fixed(8);
            case 2 -> delimited();
            case 5 -> fixed(4);
            default -> false;
        };
        return sound ? (int) (tag >>> 3) : MALFORMED;
    }

    private boolean varint() {
        long value = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            byte next = bytes.get(ValueLayout.JAVA_BYTE, at++);
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                number = value;
                return true;
            }
        }
        return false;
    }

    private boolean fixed(int width) {
        if (end - at < width) {
            return false;
        }
        number = width == 8 ? bytes.get(FIXED64, at) : bytes.get(FIXED32, at);
        at += width;
        return true;
    }

    private boolean delimited() {
        if (!varint() || number < 0 || number > end - at) {
            return false;
        }
        start = at;
        at += number;
        return true;
    }

    /** The value of a varint or fixed field. */
    public long number() {
        return number;
    }

    /** Whether the field has bytes: a string, a message. */
    public boolean isBytes() {
        return type == 2;
    }

    /** Whether the field is a varint. */
    public boolean isVarint() {
        return type == 0;
    }

    /** Where the bytes of a field begin in the segment; their length is {@link #number}. */
    public long start() {
        return start;
    }

    /** The bytes of a field, where they lie; empty if the field has none. */
    public MemorySegment bytes() {
        return isBytes() ? bytes.asSlice(start, number) : MemorySegment.ofArray(new byte[0]);
    }

    /** A copy of the bytes of a field. */
    public byte[] copy() {
        return bytes().toArray(ValueLayout.JAVA_BYTE);
    }

    /** The bytes of a field as UTF-8. */
    public String text() {
        return new String(copy(), StandardCharsets.UTF_8);
    }
}
