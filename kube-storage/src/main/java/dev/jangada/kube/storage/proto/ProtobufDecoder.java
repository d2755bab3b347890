package dev.jangada.kube.storage.proto;

import java.nio.charset.StandardCharsets;

/**
 * Makes JSON of objects in protobuf, as the API server does: the fields that it prints, in its form; a field that it
 * would print as null is left out. Nothing is defaulted or converted.
 *
 * <p>Not for several threads at a time: it uses its buffers again. They grow to the largest object, and are not kept
 * beyond 8 MiB.
 */
public final class ProtobufDecoder {

    private final WireSchema schema = WireSchema.published();
    private final JsonBuffer out = new JsonBuffer();
    private final MessageWriter writer = new MessageWriter(schema, out);

    /**
     * Decodes one object.
     *
     * @param apiVersion its group and version, for example {@code apps/v1}
     * @param kind its kind
     * @param bytes holds the message, without the envelope that says what it is
     * @param start where the message begins
     * @param end where it ends
     * @param resourceVersion the revision that the object was read at, in decimal; if empty, the one within is kept
     * @throws MalformedValue if this is not protobuf
     */
    public DecodedObject decode(
            String apiVersion, String kind, byte[] bytes, int start, int end, String resourceVersion)
            throws MalformedValue {
        Message known = schema.object(apiVersion, kind);
        Message message = known == null ? schema.unknownObject(apiVersion, kind) : known;
        byte[] version = resourceVersion.getBytes(StandardCharsets.US_ASCII);
        try {
            write(apiVersion, kind, message, bytes, start, end, version, false);
        } catch (Disorder e) {
            // Nobody is known to write so, but protobuf allows it.
            write(apiVersion, kind, message, bytes, start, end, version, true);
        }
        return new DecodedObject(out.take(), known != null, writer.unknown());
    }

    private void write(
            String apiVersion,
            String kind,
            Message message,
            byte[] bytes,
            int start,
            int end,
            byte[] version,
            boolean sortFirst)
            throws MalformedValue {
        out.truncate(0);
        out.ascii("{\"apiVersion\":");
        text(apiVersion);
        out.ascii(",\"kind\":");
        text(kind);
        writer.start(bytes, start, version, sortFirst);
        writer.fields(message, end);
        out.add('}');
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.string(utf8, 0, utf8.length);
    }
}
