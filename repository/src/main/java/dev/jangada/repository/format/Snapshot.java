package dev.jangada.repository.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jangada.repository.damage.DamageMessage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a tree at one moment. Its id is that of its file, which is not part of it.
 *
 * @param time of the state
 * @param tree the tree's root
 * @param parent the snapshot that it was compared with
 * @param paths what was saved, as absolute paths
 * @param host whose state it is
 * @param user who saved it
 * @param tags words to find it by
 * @param program what wrote it, with its version; empty if it does not say
 * @param original the id that it had at first, if it was copied to this repository or its tags were changed; the same in all copies
 */
public record Snapshot(
        Instant time,
        Id tree,
        Optional<Id> parent,
        List<String> paths,
        String host,
        String user,
        List<String> tags,
        String program,
        Optional<Id> original) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the lists. */
    public Snapshot {
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }

    /** A new one, which is its own original. */
    public Snapshot(
            Instant time,
            Id tree,
            Optional<Id> parent,
            List<String> paths,
            String host,
            String user,
            List<String> tags,
            String program) {
        this(time, tree, parent, paths, host, user, tags, program, Optional.empty());
    }

    /** The document. */
    public byte[] bytes() {
        var json = new GoJson(500);
        json.open('{').field("time").value(time);
        parent.ifPresent(id -> json.field("parent").plain(id));
        json.field("tree").plain(tree);
        json.field("paths").open('[');
        paths.forEach(json::value);
        json.close(']');
        if (!host.isEmpty()) {
            json.field("hostname").value(host);
        }
        if (!user.isEmpty()) {
            json.field("username").value(user);
        }
        if (!tags.isEmpty()) {
            json.field("tags").open('[');
            tags.forEach(json::value);
            json.close(']');
        }
        original.ifPresent(id -> json.field("original").plain(id));
        if (!program.isEmpty()) {
            json.field("program_version").value(program);
        }
        return json.close('}').bytes();
    }

    /** Reads a document. */
    public static Snapshot parse(byte[] bytes) throws MalformedException {
        try {
            JsonNode json = JSON.readTree(bytes);
            return new Snapshot(
                    OffsetDateTime.parse(json.path("time").asText()).toInstant(),
                    Id.parse(json.path("tree").asText()),
                    id(json.path("parent")),
                    texts(json.path("paths")),
                    json.path("hostname").asText(),
                    json.path("username").asText(),
                    texts(json.path("tags")),
                    json.path("program_version").asText(),
                    id(json.path("original")));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new MalformedException(e, DamageMessage.NOT_A_SNAPSHOT);
        }
    }

    private static Optional<Id> id(JsonNode text) {
        return text.isTextual() ? Optional.of(Id.parse(text.asText())) : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
