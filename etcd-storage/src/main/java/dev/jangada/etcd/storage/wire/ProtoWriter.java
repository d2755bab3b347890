package dev.jangada.etcd.storage.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the fields of one protobuf message. Zero values are written, as etcd's own writers do where it matters. */
public final class ProtoWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Appends a varint field. */
    public ProtoWriter number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    /** Appends a varint field unless the value is 0. */
    public ProtoWriter numberUnlessZero(int field, long value) {
        return value == 0 ? this : number(field, value);
    }

    /** Appends a field of bytes. */
    public ProtoWriter bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Appends a field of bytes unless it is empty. */
    public ProtoWriter bytesUnlessEmpty(int field, byte[] value) {
        return value.length == 0 ? this : bytes(field, value);
    }

    /** Appends a string. */
    public ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a message. */
    public ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toBytes());
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** The message. */
    public byte[] toBytes() {
        return out.toByteArray();
    }
}
