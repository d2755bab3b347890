package dev.jangada.kube.storage.proto;

import java.util.Arrays;

/** Writes maps: on the wire a list of messages with the key in field 1 and the value in field 2, sorted by key. */
final class MapWriter {

    private static final byte[] EMPTY_TEXT = {'"', '"'};

    private final MessageWriter messages;
    private final Wire wire;
    private final JsonBuffer out;

    MapWriter(MessageWriter messages, Wire wire, JsonBuffer out) {
        this.messages = messages;
        this.wire = wire;
        this.out = out;
    }

    /** Writes the entry that the wire stands before, and those that follow it. */
    void write(Message message, Field field, int tag, int end) throws MalformedValue {
        out.raw(out.isFirst(), field.name);
        char before = '{';
        int lastKey = 0;
        int lastKeyEnd = 0;
        do {
            int length = wire.length(end);
            int entryEnd = wire.at + length;
            int key = wire.at;
            int keyEnd = key;
            int value = -1;
            while (wire.at < entryEnd) {
                int start = wire.at;
                int part = wire.tag(entryEnd);
                int type = part & 7;
                if (part == (1 << 3 | Wire.BYTES)) {
                    int keyLength = wire.length(entryEnd);
                    key = wire.at;
                    keyEnd = key + keyLength;
                    wire.at = keyEnd;
                } else if (part >>> 3 == 2 && type == valueType(field)) {
                    value = wire.at;
                    wire.skip(type, entryEnd);
                } else {
                    messages.keep(message, field.number << 3 | type, start, entryEnd);
                }
            }
            if (before == ','
                    && Arrays.compareUnsigned(wire.bytes, lastKey, lastKeyEnd, wire.bytes, key, keyEnd) >= 0) {
                throw new Disorder();
            }
            lastKey = key;
            lastKeyEnd = keyEnd;
            out.add(before);
            before = ',';
            out.string(wire.bytes, key, keyEnd);
            out.add(':');
            value(message, field, value, entryEnd);
            wire.at = entryEnd;
        } while (messages.again(tag, end));
        out.add('}');
    }

    private static int valueType(Field field) {
        return field.shape == Field.Shape.MAP_OF_LISTS ? Wire.BYTES : field.kind.wireType;
    }

    private void value(Message message, Field field, int at, int end) throws MalformedValue {
        wire.at = at;
        if (field.shape == Field.Shape.MAP_OF_LISTS) {
            list(message, field, end);
        } else if (at < 0) {
            // No writer is known that leaves it out; Go reads it as empty.
            out.raw(field.kind == Kind.STRING ? EMPTY_TEXT : ScalarWriter.JSON_NULL);
        } else {
            int _ = messages.value(message, field, at, end);
        }
    }

    /** A list in a message of its own, as its field 1; Go makes null of one that is not there. */
    private void list(Message message, Field field, int end) throws MalformedValue {
        int listEnd = -1;
        if (wire.at >= 0) {
            int length = wire.length(end);
            listEnd = wire.at + length;
        }
        char before = '[';
        while (wire.at < listEnd) {
            int start = wire.at;
            int tag = wire.tag(listEnd);
            if (tag == (1 << 3 | field.kind.wireType)) {
                out.add(before);
                before = ',';
                int _ = messages.value(message, field, start, listEnd);
            } else {
                messages.keep(message, field.number << 3 | tag & 7, start, listEnd);
            }
        }
        if (before == '[') {
            out.raw(ScalarWriter.JSON_NULL);
        } else {
            out.add(']');
        }
    }
}
