package dev.jangada.kube.storage.proto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of all kinds that Kubernetes has stored in protobuf since 1.17: {@code wire-schema.txt}. A line is parsed
 * when its message is first met; safe for use by several threads.
 */
final class WireSchema {

    private static final String META = "meta/v1.ObjectMeta";
    private static final String KIND = "kind ";

    private final byte[] table;
    /** Message → where its line begins. */
    private final Map<String, Integer> lines = new HashMap<>();
    /** {@code apiVersion Kind} → message. */
    private final Map<String, String> kinds = new HashMap<>();

    private final Map<String, Message> messages = new ConcurrentHashMap<>();
    private final Map<String, Message> objects = new ConcurrentHashMap<>();

    private WireSchema(byte[] table) {
        this.table = table;
        for (int at = 0; at < table.length; at = lineEnd(at) + 1) {
            if (table[at] == '#') {
                continue;
            }
            int end = at;
            while (table[end] != ' ' && table[end] != '\n') {
                end++;
            }
            if (text(at, end + 1).equals(KIND)) {
                String line = text(end + 1, lineEnd(at));
                int last = line.lastIndexOf(' ');
                kinds.put(line.substring(0, last), line.substring(last + 1));
            } else {
                lines.put(text(at, end), at);
            }
        }
    }

    private static final class Published {
        static final WireSchema SCHEMA = read();
    }

    /** The table that is part of this program. */
    static WireSchema published() {
        return Published.SCHEMA;
    }

    private static WireSchema read() {
        try (InputStream in = Objects.requireNonNull(WireSchema.class.getResourceAsStream("wire-schema.txt"))) {
            return new WireSchema(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int lineEnd(int at) {
        int end = at;
        while (table[end] != '\n') {
            end++;
        }
        return end;
    }

    private String text(int from, int to) {
        return new String(table, from, to - from, StandardCharsets.US_ASCII);
    }

    /** {@code apiVersion Kind} of every kind that the table knows. */
    Set<String> kinds() {
        return Set.copyOf(kinds.keySet());
    }

    Message message(String name) {
        return messages.computeIfAbsent(name, missing -> {
            int at = Objects.requireNonNull(lines.get(missing), missing);
            return Message.parse(text(at, lineEnd(at)));
        });
    }

    /** The message of a whole object, or null if the table does not know the kind. */
    @Nullable
    Message object(String apiVersion, String kind) {
        String type = apiVersion + " " + kind;
        Message known = objects.get(type);
        if (known != null || !kinds.containsKey(type)) {
            return known;
        }
        Message plain = message(Objects.requireNonNull(kinds.get(type)));
        Field metadata = Objects.requireNonNull(plain.field(1));
        return objects.computeIfAbsent(type, first -> plain.with(metadata.with(objectMeta())));
    }

    /** What every kind has, for one that the table does not know: field 1 is its metadata. */
    Message unknownObject(String apiVersion, String kind) {
        Field metadata = Field.parse("1:metadata:" + META, 0).with(objectMeta());
        return new Message(apiVersion + " " + kind, List.of(metadata));
    }

    /** Of the object itself, not of a template in it. */
    private Message objectMeta() {
        Message plain = message(META);
        Field version = Objects.requireNonNull(plain.field(6));
        return plain.with(version.with(Kind.RESOURCE_VERSION));
    }
}
