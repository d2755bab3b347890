package dev.jangada.kube.storage.proto;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Writes values that are not messages in JSON, whatever they are on the wire. */
final class ScalarWriter {

    /** The value cannot be told in JSON; nothing was written. */
    static final int ODD = -2;

    static final int NULL = -1;
    /** Go's zero, which {@code omitempty} leaves out. */
    static final int EMPTY = 0;

    static final int FULL = 1;

    static final byte[] JSON_NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private static final int FIRST_BYTES = 1 << 3 | Wire.BYTES;
    private static final int FIRST_VARINT = 1 << 3 | Wire.VARINT;
    private static final int SECOND_VARINT = 2 << 3 | Wire.VARINT;
    private static final int THIRD_BYTES = 3 << 3 | Wire.BYTES;

    private static final long NANOS = 1_000_000_000;
    /** Go's zero time, the beginning of the year 1, in seconds since 1970. */
    private static final long ZERO_TIME = -62_135_596_800L;

    private final Wire wire;
    private final JsonBuffer out;

    ScalarWriter(Wire wire, JsonBuffer out) {
        this.wire = wire;
        this.out = out;
    }

    int write(Kind kind, int end) throws MalformedValue {
        return switch (kind) {
            case STRING -> {
                int length = wire.length(end);
                out.string(wire.bytes, wire.at, wire.at + length);
                wire.at += length;
                yield length == 0 ? EMPTY : FULL;
            }
            case BYTES -> {
                int length = wire.length(end);
                out.base64(wire.bytes, wire.at, wire.at + length);
                wire.at += length;
                yield length == 0 ? EMPTY : FULL;
            }
            case INT -> {
                long value = wire.varint(end);
                out.number(value);
                yield value == 0 ? EMPTY : FULL;
            }
            case BOOL -> {
                boolean value = wire.varint(end) != 0;
                out.ascii(value ? "true" : "false");
                yield value ? FULL : EMPTY;
            }
            case DOUBLE -> real(Double.longBitsToDouble(wire.fixed64(end)));
            case QUANTITY, RAW -> wrapped(kind, end);
            case TIME, MICRO_TIME -> time(kind, end);
            case DURATION -> duration(end);
            case INT_OR_STRING -> intOrString(end);
            case SCHEMA_OR_LIST, SCHEMA_OR_BOOL, MESSAGE, RESOURCE_VERSION ->
                throw new IllegalStateException("no scalar");
        };
    }

    private int real(double value) {
        if (!Double.isFinite(value)) {
            return ODD;
        }
        out.ascii(
                value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : new BigDecimal(Double.toString(value)).toString());
        return value == 0 ? EMPTY : FULL;
    }

    /** A message whose field 1 is all there is: a text that becomes a string, or JSON that becomes itself. */
    private int wrapped(Kind kind, int end) throws MalformedValue {
        int length = wire.length(end);
        int inner = wire.at + length;
        int from = inner;
        int to = inner;
        while (wire.at < inner) {
            int tag = wire.tag(inner);
            if (tag == FIRST_BYTES) {
                int size = wire.length(inner);
                from = wire.at;
                to = from + size;
                wire.at = to;
            } else {
                wire.skip(tag & 7, inner);
            }
        }
        if (kind == Kind.QUANTITY) {
            if (from == to) {
                out.ascii("\"0\"");
            } else {
                out.string(wire.bytes, from, to);
            }
            return FULL;
        }
        if (from == to) {
            out.raw(JSON_NULL);
            return NULL;
        }
        if (!JsonText.isValue(wire.bytes, from, to)) {
            return ODD;
        }
        out.raw(wire.bytes, from, to);
        return FULL;
    }

    private int time(Kind kind, int end) throws MalformedValue {
        int length = wire.length(end);
        int inner = wire.at + length;
        long seconds = 0;
        long nanos = 0;
        while (wire.at < inner) {
            int tag = wire.tag(inner);
            if (tag == FIRST_VARINT) {
                seconds = wire.varint(inner);
            } else if (tag == SECOND_VARINT) {
                nanos = (int) wire.varint(inner);
            } else {
                wire.skip(tag & 7, inner);
            }
        }
        if (length == 0 || (seconds == ZERO_TIME && nanos == 0)) {
            out.raw(JSON_NULL);
            return NULL;
        }
        boolean micro = kind == Kind.MICRO_TIME;
        // Time is read in whole seconds, whatever is stored; MicroTime is cut to millionths.
        long whole = micro ? seconds + Math.floorDiv(nanos, NANOS) : seconds;
        return GoTime.write(whole, micro ? Math.floorMod(nanos, NANOS) / 1_000 : -1, out) ? FULL : ODD;
    }

    private int duration(int end) throws MalformedValue {
        int length = wire.length(end);
        int inner = wire.at + length;
        long nanos = 0;
        while (wire.at < inner) {
            int tag = wire.tag(inner);
            if (tag == FIRST_VARINT) {
                nanos = wire.varint(inner);
            } else {
                wire.skip(tag & 7, inner);
            }
        }
        byte[] text = GoTime.duration(nanos).getBytes(StandardCharsets.UTF_8);
        out.quoted(text);
        return FULL;
    }

    private int intOrString(int end) throws MalformedValue {
        int length = wire.length(end);
        int inner = wire.at + length;
        long type = 0;
        long number = 0;
        int from = inner;
        int to = inner;
        while (wire.at < inner) {
            int tag = wire.tag(inner);
            if (tag == FIRST_VARINT) {
                type = wire.varint(inner);
            } else if (tag == SECOND_VARINT) {
                number = wire.varint(inner);
            } else if (tag == THIRD_BYTES) {
                int size = wire.length(inner);
                from = wire.at;
                to = from + size;
                wire.at = to;
            } else {
                wire.skip(tag & 7, inner);
            }
        }
        if (type == 0) {
            out.number(number);
        } else if (type == 1) {
            out.string(wire.bytes, from, to);
        } else {
            return ODD;
        }
        return FULL;
    }
}
