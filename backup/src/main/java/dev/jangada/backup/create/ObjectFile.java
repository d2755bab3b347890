package dev.jangada.backup.create;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * An object as a file: its JSON as it came, with {@code apiVersion} and {@code kind}, on one line. It depends on the object alone, so
 * that one that has not changed is the same file in the next backup.
 */
final class ObjectFile {

    private final byte[] bytes;
    private final Instant time;

    private ObjectFile(byte[] bytes, Instant time) {
        this.bytes = bytes;
        this.time = time;
    }

    /** What is in it; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** When the object was last changed, as far as it says so itself. */
    Instant time() {
        return time;
    }

    static ObjectFile of(KubeObject object) {
        var out = new ByteArrayOutputStream(object.json().length + 64);
        try {
            object.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array can be written", e);
        }
        out.write('\n');
        return new ObjectFile(out.toByteArray(), lastChange(object.json()));
    }

    /** The newest of {@code creationTimestamp} and the times of {@code managedFields}; the epoch if there is none. */
    private static Instant lastChange(byte[] json) {
        String newest = "";
        try (JsonParser parser = Json.factory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isMetadata = parser.currentName().equals("metadata");
                if (parser.nextToken() == JsonToken.START_OBJECT && isMetadata) {
                    newest = ofMetadata(parser);
                    break;
                }
                parser.skipChildren();
            }
            return newest.isEmpty() ? Instant.EPOCH : Instant.parse(newest);
        } catch (IOException | DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static String ofMetadata(JsonParser parser) throws IOException {
        String newest = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("creationTimestamp")) {
                newest = later(newest, parser, value);
            } else if (field.equals("managedFields") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    newest = ofManager(parser, newest);
                }
            } else {
                parser.skipChildren();
            }
        }
        return newest;
    }

    private static String ofManager(JsonParser parser, String before) throws IOException {
        String newest = before;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isTime = parser.currentName().equals("time");
            JsonToken value = parser.nextToken();
            if (isTime) {
                newest = later(newest, parser, value);
            } else {
                parser.skipChildren();
            }
        }
        return newest;
    }

    /** Times of Kubernetes are in UTC, with seconds and a Z, so the later one is the greater text. */
    private static String later(String before, JsonParser parser, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING && parser.getText().compareTo(before) > 0 ? parser.getText() : before;
    }
}
