package dev.jangada.kube.storage.proto;

import java.nio.charset.StandardCharsets;

/**
 * What is around a stored object in protobuf: {@code k8s\0} and a message runtime.Unknown, with the type in field 1 and
 * the object in field 2. The fields 3 and 4, encoding and content type, are written and empty.
 *
 * @param apiVersion the object's group and version
 * @param kind its kind
 * @param start where the object's message begins
 * @param end where it ends
 */
public record Envelope(String apiVersion, String kind, int start, int end) {

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final int TYPE = 1 << 3 | Wire.BYTES;
    private static final int OBJECT = 2 << 3 | Wire.BYTES;

    /** Whether a value has an envelope. */
    public static boolean begins(byte[] value) {
        return value.length >= MAGIC.length
                && value[0] == MAGIC[0]
                && value[1] == MAGIC[1]
                && value[2] == MAGIC[2]
                && value[3] == MAGIC[3];
    }

    /**
     * Reads the envelope of a value that {@link #begins} with one.
     *
     * @throws MalformedValue if it is damaged, or does not say what is in it
     */
    public static Envelope read(byte[] value) throws MalformedValue {
        int length = value.length;
        var wire = new Wire();
        wire.bytes = value;
        wire.at = MAGIC.length;
        String[] type = {"", ""};
        int start = length;
        int end = length;
        while (wire.at < length) {
            int tag = wire.tag(length);
            if (tag == TYPE) {
                int size = wire.length(length);
                type = type(wire, wire.at + size);
            } else if (tag == OBJECT) {
                int size = wire.length(length);
                start = wire.at;
                end = start + size;
                wire.at = end;
            } else {
                wire.skip(tag & 7, length);
            }
        }
        if (type[0].isEmpty() || type[1].isEmpty()) {
            throw new MalformedValue("it does not say what kind it is");
        }
        return new Envelope(type[0], type[1], start, end);
    }

    private static String[] type(Wire wire, int end) throws MalformedValue {
        String[] type = {"", ""};
        while (wire.at < end) {
            int tag = wire.tag(end);
            int number = tag >>> 3;
            if (number <= 2 && (tag & 7) == Wire.BYTES) {
                int size = wire.length(end);
                type[number - 1] = new String(wire.bytes, wire.at, size, StandardCharsets.UTF_8);
                wire.at += size;
            } else {
                wire.skip(tag & 7, end);
            }
        }
        return type;
    }
}
