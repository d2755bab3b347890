package dev.jangada.repository.format;

import dev.jangada.repository.damage.DamageMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A directory: its entries in the order of their names' bytes. Its id is the hash of its JSON, so that is written byte for byte as
 * restic does; fields of restic that are not needed here are passed over when reading.
 *
 * @param nodes the entries, in {@link NodeName#ORDER}
 */
public record Tree(List<Node> nodes) {

    /** Of the JSON of an entry, but for its name and its blobs: a little more than most have. */
    private static final int NODE_LENGTH = 270;

    private static final int BLOB_LENGTH = 2 * Id.BYTES + 3;
    private static final Comparator<Node> BY_NAME = (one, other) -> NodeName.ORDER.compare(one.name(), other.name());

    /** Sorts the entries. */
    public Tree {
        nodes = nodes.stream().sorted(BY_NAME).toList();
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
        var json = new GoJson(nodes.stream().mapToLong(Tree::expectedLength).sum() + 16);
        json.open('{').field("nodes").open('[');
        for (Node node : nodes) {
            write(node, json);
        }
        return json.close(']').close('}').line();
    }

    private static long expectedLength(Node node) {
        return NODE_LENGTH
                + node.name().length()
                + (long) BLOB_LENGTH * node.content().size();
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
        var reader = new TreeReader(bytes);
        for (Optional<Node> node = reader.next(); node.isPresent(); node = reader.next()) {
            nodes.add(node.get());
        }
        try {
            return new Tree(nodes);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e, DamageMessage.SAME_NAMES);
        }
    }
}
