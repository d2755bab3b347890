package dev.jangada.repository.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.repository.damage.DamageMessage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The documents of snapshots that are copied to another repository. As in restic, a copy has no parent, and names in {@code original}
 * the snapshot that it was at first; everything else stays as it is, also what is not known here.
 */
public final class SnapshotCopy {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORIGINAL = "original";
    private static final String PARENT = "parent";
    /** Of what restic compares, all but the time, which can be written in several ways, and what has no order. */
    private static final List<String> SAME = List.of("tree", "hostname", "username", "uid", "gid", "excludes");

    private SnapshotCopy() {}

    /**
     * The document of a copy.
     *
     * @param snapshot the document of the snapshot
     * @param id the snapshot's
     */
    public static byte[] of(byte[] snapshot, Id id) throws MalformedException {
        ObjectNode json = parse(snapshot);
        json.remove(PARENT);
        json.put(ORIGINAL, persistentId(json, id).toString());
        return bytes(json);
    }

    /** The id by which a snapshot and all its copies are known. */
    public static Id persistentId(byte[] snapshot, Id id) throws MalformedException {
        return persistentId(parse(snapshot), id);
    }

    private static Id persistentId(JsonNode json, Id id) throws MalformedException {
        JsonNode original = json.path(ORIGINAL);
        try {
            return original.isTextual() ? Id.parse(original.asText()) : id;
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e, DamageMessage.NOT_A_SNAPSHOT);
        }
    }

    /**
     * Whether two snapshots of the same persistent id are the same, as restic sees it: one whose tags were changed since is not.
     *
     * @param one a document
     * @param other a document
     */
    public static boolean isSame(byte[] one, byte[] other) throws MalformedException {
        JsonNode a = parse(one);
        JsonNode b = parse(other);
        try {
            return time(a).isEqual(time(b))
                    && SAME.stream().allMatch(field -> a.path(field).equals(b.path(field)))
                    && texts(a.path("paths")).equals(texts(b.path("paths")))
                    && texts(a.path("tags")).equals(texts(b.path("tags")));
        } catch (DateTimeException e) {
            throw new MalformedException(e, DamageMessage.NOT_A_SNAPSHOT);
        }
    }

    private static OffsetDateTime time(JsonNode json) {
        return OffsetDateTime.parse(json.path("time").asText());
    }

    private static Set<String> texts(JsonNode array) {
        var texts = new HashSet<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static ObjectNode parse(byte[] document) throws MalformedException {
        try {
            if (JSON.readTree(document) instanceof ObjectNode json) {
                return json;
            }
            throw new MalformedException(DamageMessage.NOT_A_SNAPSHOT);
        } catch (IOException e) {
            throw new MalformedException(e, DamageMessage.NOT_A_SNAPSHOT);
        }
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }
}
