package dev.jangada.kube.storage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.storage.proto.MalformedValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An object that is stored as JSON: custom resources, their definitions, APIServices. It stays as it is, but for its
 * resourceVersion, which is the revision it was read at, and its apiVersion, where another one is asked for.
 */
final class JsonValue {

    /** A piece of the text, from where to where; the start is -1 if there is none. */
    private record Span(int start, int end) {
        static final Span NONE = new Span(-1, -1);
    }

    private final byte[] bytes;
    private String apiVersion = "";
    private String kind = "";
    private Span version = Span.NONE;
    private Span resourceVersion = Span.NONE;
    private int metadata = -1;

    private JsonValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Looks over a whole value.
     *
     * @throws MalformedValue if it is not the JSON of an object with apiVersion, kind and metadata
     */
    static JsonValue read(byte[] bytes) throws MalformedValue {
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            // Jackson would take it for UTF-16 or UTF-32, and not tell in bytes where things stand.
            if (bytes[i] == 0) {
                throw new MalformedValue("not valid JSON");
            }
        }
        var value = new JsonValue(bytes);
        try (JsonParser parser = Json.factory().createParser(bytes)) {
            value.object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedValue("something follows the JSON");
            }
        } catch (IOException e) {
            throw new MalformedValue("not valid JSON");
        }
        if (value.apiVersion.isEmpty() || value.kind.isEmpty() || value.metadata < 0) {
            throw new MalformedValue("it has no apiVersion, kind and metadata");
        }
        return value;
    }

    private void object(JsonParser parser) throws IOException, MalformedValue {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedValue("not a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            if (field.equals("apiVersion") && token == JsonToken.VALUE_STRING) {
                apiVersion = parser.getText();
                version = span(parser);
            } else if (field.equals("kind") && token == JsonToken.VALUE_STRING) {
                kind = parser.getText();
            } else if (field.equals("metadata") && token == JsonToken.START_OBJECT) {
                metadata = (int) parser.currentLocation().getByteOffset();
                resourceVersion = Span.NONE;
                metadata(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void metadata(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isVersion = parser.currentName().equals("resourceVersion");
            JsonToken token = parser.nextToken();
            if (isVersion && token == JsonToken.VALUE_STRING) {
                parser.finishToken();
                resourceVersion = span(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static Span span(JsonParser parser) {
        return new Span((int) parser.currentTokenLocation().getByteOffset(), (int)
                parser.currentLocation().getByteOffset());
    }

    /** {@code apps/v1}, as stored. */
    String apiVersion() {
        return apiVersion;
    }

    String kind() {
        return kind;
    }

    /**
     * The object's JSON.
     *
     * @param otherVersion the apiVersion that it is to have
     * @param revision its resourceVersion, empty for none
     */
    byte[] json(String otherVersion, String revision) {
        var out = new ByteArrayOutputStream(bytes.length + 64);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] <= ' ') {
            end--;
        }
        boolean versionFirst = version.start < metadata;
        int at = 0;
        if (versionFirst) {
            at = exchange(out, at, version, otherVersion);
        }
        if (!revision.isEmpty() && resourceVersion.start >= 0) {
            at = exchange(out, at, resourceVersion, revision);
        } else if (!revision.isEmpty()) {
            out.write(bytes, at, metadata - at);
            at = metadata;
            boolean isOnly = firstBehind(at) == '}';
            write(out, "\"resourceVersion\":\"" + revision + (isOnly ? "\"" : "\","));
        }
        if (!versionFirst) {
            at = exchange(out, at, version, otherVersion);
        }
        out.write(bytes, at, end - at);
        return out.toByteArray();
    }

    private byte firstBehind(int at) {
        int next = at;
        while (bytes[next] <= ' ') {
            next++;
        }
        return bytes[next];
    }

    /** Writes what stands before a text and another text instead of it; the place behind it. */
    private int exchange(ByteArrayOutputStream out, int at, Span span, String text) {
        out.write(bytes, at, span.start - at);
        out.write('"');
        // Half a surrogate pair, which an escape may be, has no UTF-8: it becomes a question mark.
        String utf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(utf8));
        out.write('"');
        return span.end;
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
