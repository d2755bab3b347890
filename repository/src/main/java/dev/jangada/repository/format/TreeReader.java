package dev.jangada.repository.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.jangada.repository.damage.DamageMessage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a tree one after the other, in the order in which they are written. A directory can have hundreds of thousands,
 * and most readers need none of them for long.
 */
public final class TreeReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private boolean inNodes;
    private boolean ended;
    /** Neighbours often have the same time, and every entry has one three times. */
    private String lastTimeText = "";

    private Instant lastTime = Instant.EPOCH;

    /**
     * Reads a blob's bytes.
     *
     * @throws MalformedException if they are no tree, as far as the beginning tells
     */
    public TreeReader(byte[] bytes) throws MalformedException {
        try {
            parser = JSON.createParser(bytes);
            expect(parser.nextToken(), JsonToken.START_OBJECT);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** The next entry; none at the end. */
    public Optional<Node> next() throws MalformedException {
        return next(null);
    }

    /**
     * The entry of a name, if it is among those that were not read yet. The others are passed over.
     *
     * @param name as {@link Node} has it
     */
    public Optional<Node> find(String name) throws MalformedException {
        return next(name);
    }

    private Optional<Node> next(@Nullable String wanted) throws MalformedException {
        try {
            while (!ended) {
                if (!inNodes) {
                    enter();
                } else if (parser.nextToken() == JsonToken.START_OBJECT) {
                    Node node = node(wanted);
                    if (node != null) {
                        return Optional.of(node);
                    }
                } else {
                    expect(parser.currentToken(), JsonToken.END_ARRAY);
                    inNodes = false;
                }
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw malformed(e);
        }
    }

    /** Goes into the list of entries, or to the end. */
    private void enter() throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME) {
            expect(parser.currentToken(), JsonToken.END_OBJECT);
            ended = true;
            parser.close();
            return;
        }
        boolean isNodes = parser.currentName().equals("nodes");
        JsonToken value = parser.nextToken();
        if (isNodes && value != JsonToken.VALUE_NULL) {
            expect(value, JsonToken.START_ARRAY);
            inNodes = true;
        } else {
            parser.skipChildren();
        }
    }

    /** Null for an entry of another name than the one that is wanted. */
    private @Nullable Node node(@Nullable String wanted) throws IOException, MalformedException {
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
                case "name" -> {
                    name = NodeName.unquote(parser.getText());
                    if (wanted != null && !wanted.equals(name)) {
                        passOver();
                        return null;
                    }
                }
                case "type" -> type = parser.getText();
                case "mode" -> mode = parser.getLongValue();
                case "mtime" -> modified = time();
                case "atime" -> accessed = time();
                case "ctime" -> changed = time();
                case "uid" -> uid = parser.getLongValue();
                case "gid" -> gid = parser.getLongValue();
                case "user" -> user = parser.getText();
                case "group" -> group = parser.getText();
                case "inode" -> inode = unsigned();
                case "links" -> links = unsigned();
                case "size" -> size = parser.getLongValue();
                case "linktarget" -> target = parser.getText();
                case "linktarget_raw" -> rawTarget = Base64.getDecoder().decode(parser.getText());
                case "content" -> content = ids();
                case "subtree" -> subtree = Optional.of(Id.parse(parser.getText()));
                default -> parser.skipChildren();
            }
        }
        var attributes = new Attributes(
                Attributes.permissions(mode), modified, accessed, changed, (int) uid, (int) gid, user, group);
        String link = rawTarget.length == 0 ? target : NodeName.of(rawTarget);
        return new Node(name, NodeType.of(type), attributes, inode, links, size, link, content, subtree);
    }

    private void passOver() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private List<Id> ids() throws IOException {
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        var ids = new ArrayList<Id>(1);
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            ids.add(Id.parse(parser.getText()));
        }
        return ids;
    }

    private Instant time() throws IOException {
        String text = parser.getText();
        if (!text.equals(lastTimeText)) {
            lastTime = OffsetDateTime.parse(text).toInstant();
            lastTimeText = text;
        }
        return lastTime;
    }

    private long unsigned() throws IOException {
        return Long.parseUnsignedLong(parser.getText());
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new IOException(found + " where " + wanted + " should be");
        }
    }

    private static MalformedException malformed(Exception e) {
        return new MalformedException(e, DamageMessage.NOT_A_TREE);
    }
}
