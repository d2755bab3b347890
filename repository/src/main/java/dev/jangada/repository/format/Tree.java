package dev.jangada.repository.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A directory: its entries in the order of their names' bytes. Its id is the hash of its JSON, so that is written byte for byte as
 * restic does; fields of restic that are not needed here are passed over when reading.
 *
 * @param nodes the entries, in {@link NodeName#ORDER}
 */
public record Tree(List<Node> nodes) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int NODE_LENGTH = 400;

    /** Sorts the entries. */
    public Tree {
        nodes = nodes.stream()
                .sorted((one, other) -> NodeName.ORDER.compare(one.name(), other.name()))
                .toList();
        for (int i = 1; i < nodes.size(); i++) {
            if (nodes.get(i).name().equals(nodes.get(i - 1).name())) {
                throw new IllegalArgumentException("two entries of a directory have the name "
                        + nodes.get(i).name());
            }
        }
    }

    /** The entry of a name. */
    public Optional<Node> find(String name) {
        int low = 0;
        int high = nodes.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = NodeName.ORDER.compare(nodes.get(middle).name(), name);
            if (order == 0) {
                return Optional.of(nodes.get(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** The blob's bytes. */
    public byte[] bytes() {
        var json = new GoJson(nodes.size() * NODE_LENGTH + 16);
        json.open('{').field("nodes").open('[');
        for (Node node : nodes) {
            write(node, json);
        }
        return json.close(']').close('}').line();
    }

    private static void write(Node node, GoJson json) {
        Attributes attributes = node.attributes();
        json.open('{');
        json.field("name").value(NodeName.quote(node.name()));
        json.field("type").plain(node.type().text());
        long mode = attributes.mode(node.type());
        if (mode != 0) {
            json.field("mode").value(mode);
        }
        json.field("mtime").value(attributes.modified());
        json.field("atime").value(attributes.accessed());
        json.field("ctime").value(attributes.changed());
        json.field("uid").value(attributes.uid());
        json.field("gid").value(attributes.gid());
        text(json, "user", attributes.user());
        text(json, "group", attributes.group());
        number(json, "inode", node.inode());
        number(json, "size", node.size());
        number(json, "links", node.links());
        if (!node.linkTarget().isEmpty()) {
            json.field("linktarget").value(node.linkTarget());
            byte[] raw = NodeName.bytes(node.linkTarget());
            if (!new String(raw, StandardCharsets.UTF_8).equals(node.linkTarget())) {
                json.field("linktarget_raw").value(raw);
            }
        }
        json.field("content");
        if (node.type() == NodeType.FILE) {
            json.open('[');
            node.content().forEach(json::plain);
            json.close(']');
        } else {
            json.nothing();
        }
        node.subtree().ifPresent(subtree -> json.field("subtree").plain(subtree));
        json.close('}');
    }

    private static void text(GoJson json, String field, String value) {
        if (!value.isEmpty()) {
            json.field(field).value(value);
        }
    }

    private static void number(GoJson json, String field, long value) {
        if (value != 0) {
            json.field(field).value(value);
        }
    }

    /** Reads the blob's bytes. */
    public static Tree parse(byte[] bytes) throws MalformedException {
        var nodes = new ArrayList<Node>();
        try (JsonParser parser = JSON.createParser(bytes)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isNodes = parser.currentName().equals("nodes");
                JsonToken value = parser.nextToken();
                if (isNodes && value != JsonToken.VALUE_NULL) {
                    expect(value, JsonToken.START_ARRAY);
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        nodes.add(node(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            return new Tree(nodes);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new MalformedException("it is no tree: " + e.getMessage(), e);
        }
    }

    private static Node node(JsonParser parser) throws IOException, MalformedException {
        String name = "";
        String type = "";
        String user = "";
        String group = "";
        String target = "";
        long mode = 0;
        long uid = 0;
        long gid = 0;
        long inode = 0;
        long links = 0;
        long size = 0;
        Instant modified = Instant.EPOCH;
        Instant accessed = Instant.EPOCH;
        Instant changed = Instant.EPOCH;
        byte[] rawTarget = {};
        List<Id> content = List.of();
        Optional<Id> subtree = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "name" -> name = NodeName.unquote(parser.getText());
                case "type" -> type = parser.getText();
                case "mode" -> mode = parser.getLongValue();
                case "mtime" -> modified = time(parser);
                case "atime" -> accessed = time(parser);
                case "ctime" -> changed = time(parser);
                case "uid" -> uid = parser.getLongValue();
                case "gid" -> gid = parser.getLongValue();
                case "user" -> user = parser.getText();
                case "group" -> group = parser.getText();
                case "inode" -> inode = unsigned(parser);
                case "links" -> links = unsigned(parser);
                case "size" -> size = parser.getLongValue();
                case "linktarget" -> target = parser.getText();
                case "linktarget_raw" -> rawTarget = Base64.getDecoder().decode(parser.getText());
                case "content" -> content = ids(parser);
                case "subtree" -> subtree = Optional.of(Id.parse(parser.getText()));
                default -> parser.skipChildren();
            }
        }
        var attributes = new Attributes(
                Attributes.permissions(mode), modified, accessed, changed, (int) uid, (int) gid, user, group);
        String link = rawTarget.length == 0 ? target : NodeName.of(rawTarget);
        return new Node(name, NodeType.of(type), attributes, inode, links, size, link, content, subtree);
    }

    private static List<Id> ids(JsonParser parser) throws IOException {
        var ids = new ArrayList<Id>();
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            ids.add(Id.parse(parser.getText()));
        }
        return ids;
    }

    private static Instant time(JsonParser parser) throws IOException {
        return OffsetDateTime.parse(parser.getText()).toInstant();
    }

    private static long unsigned(JsonParser parser) throws IOException {
        return Long.parseUnsignedLong(parser.getText());
    }

    private static void expect(@org.jspecify.annotations.Nullable JsonToken found, JsonToken wanted)
            throws IOException {
        if (found != wanted) {
            throw new IOException(found + " where " + wanted + " should be");
        }
    }
}
