package dev.jangada.etcd.client.grpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads one protobuf message, field by field, without copying it. A field that nobody asks for is passed over, so that
 * answers of newer servers can be read.
 */
public final class ProtoReader {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int VARINT_BITS = 64;

    private final byte[] buffer;
    private final int end;
    private int at;
    private int field;
    private long number;
    private int from;
    private int length;

    /** A reader of a whole array. */
    public ProtoReader(byte[] message) {
        this(message, 0, message.length);
    }

    private ProtoReader(byte[] buffer, int from, int end) {
        this.buffer = buffer;
        this.at = from;
        this.end = end;
    }

    /**
     * Goes to the next field.
     *
     * @return whether there is one
     * @throws IOException if the bytes are no message
     */
    public boolean next() throws IOException {
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        number = 0;
        length = 0;
        from = at;
        switch ((int) tag & 7) {
            case VARINT -> number = varint();
            case FIXED64 -> skip(8);
            case FIXED32 -> skip(4);
            case BYTES -> {
                long size = varint();
                from = at;
                skip(size);
                length = (int) size;
            }
            default -> throw malformed();
        }
        return true;
    }

    /** The field's number. */
    public int field() {
        return field;
    }

    /** A varint field's value; 0 for a field of another kind. */
    public long number() {
        return number;
    }

    /** A string field's value; empty for a field of another kind. */
    public String text() {
        return new String(buffer, from, length, StandardCharsets.UTF_8);
    }

    /** A bytes field's value, a view of the message; empty for a field of another kind. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(buffer, from, length).slice();
    }

    /** A reader of a message within this one. */
    public ProtoReader message() {
        return new ProtoReader(buffer, from, from + length);
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            if (at == end) {
                throw malformed();
            }
            byte next = buffer[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed();
    }

    private void skip(long bytes) throws IOException {
        if (bytes < 0 || bytes > end - at) {
            throw malformed();
        }
        at += (int) bytes;
    }

    private static IOException malformed() {
        return new IOException("the answer is no protobuf message");
    }
}
