package dev.jangada.kube.storage.proto;

/** A place in bytes of protobuf's wire format. Nothing is read beyond the end that a caller names. */
final class Wire {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    byte[] bytes = {};
    int at;

    /** A base-128 number, the least significant group first. */
    long varint(int end) throws MalformedValue {
        if (at < end && bytes[at] >= 0) {
            return bytes[at++];
        }
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw new MalformedValue("protobuf ends within a number");
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedValue("a number in protobuf has more than 10 bytes");
    }

    /** A field's number and wire type. */
    int tag(int end) throws MalformedValue {
        long tag = varint(end);
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw new MalformedValue("a field in protobuf has an impossible number");
        }
        return (int) tag;
    }

    /** The length of what follows, and that it is there. */
    int length(int end) throws MalformedValue {
        long length = varint(end);
        if (length < 0 || length > end - at) {
            throw new MalformedValue("a field in protobuf is longer than what holds it");
        }
        return (int) length;
    }

    /** Eight bytes, little-endian. */
    long fixed64(int end) throws MalformedValue {
        int from = at;
        pass(Long.BYTES, end);
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[from + i] & 0xFFL;
        }
        return value;
    }

    /** Goes past the value of a field. */
    void skip(int type, int end) throws MalformedValue {
        switch (type) {
            case VARINT -> {
                long _ = varint(end);
            }
            case FIXED64 -> pass(Long.BYTES, end);
            case BYTES -> {
                int length = length(end);
                at += length;
            }
            case FIXED32 -> pass(Integer.BYTES, end);
            default -> throw new MalformedValue("a field in protobuf has an impossible type");
        }
    }

    private void pass(int count, int end) throws MalformedValue {
        if (count > end - at) {
            throw new MalformedValue("protobuf ends within a field");
        }
        at += count;
    }
}
