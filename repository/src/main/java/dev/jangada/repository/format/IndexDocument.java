package dev.jangada.repository.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.jangada.repository.damage.DamageMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JSON of an index file: packs, and the blobs in each. */
public final class IndexDocument {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BLOB_LENGTH = 160;

    private IndexDocument() {}

    /** The document for packs; blobs in the order in which they lie. */
    public static byte[] write(Map<Id, List<PackedBlob>> packs) {
        int blobs = packs.values().stream().mapToInt(List::size).sum();
        var json = new GoJson(packs.size() * 100 + blobs * BLOB_LENGTH);
        json.open('{').field("packs").open('[');
        packs.forEach((pack, contents) -> {
            json.open('{').field("id").plain(pack).field("blobs").open('[');
            for (PackedBlob packed : contents) {
                json.open('{');
                json.field("id").plain(packed.blob().id());
                json.field("type").plain(packed.blob().type().text());
                json.field("offset").value(packed.offset());
                json.field("length").value(packed.length());
                if (packed.isCompressed()) {
                    json.field("uncompressed_length").value(packed.plainLength());
                }
                json.close('}');
            }
            json.close(']').close('}');
        });
        return json.close(']').close('}').bytes();
    }

    /** Reads a document, pack by pack. */
    public static void read(byte[] json, Packs packs) throws MalformedException {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException(DamageMessage.OLD_INDEX);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isPacks = parser.currentName().equals("packs");
                JsonToken value = parser.nextToken();
                if (isPacks && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        pack(parser, packs);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedException(e, DamageMessage.NOT_AN_INDEX);
        }
    }

    private static void pack(JsonParser parser, Packs packs) throws IOException, MalformedException {
        Id id = null;
        var blobs = new ArrayList<PackedBlob>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("id")) {
                id = Id.parse(parser.getText());
            } else if (field.equals("blobs") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    blobs.add(blob(parser));
                }
            } else {
                parser.skipChildren();
            }
        }
        if (id == null) {
            throw new MalformedException(DamageMessage.PACK_WITHOUT_ID);
        }
        packs.pack(id, blobs);
    }

    private static PackedBlob blob(JsonParser parser) throws IOException, MalformedException {
        Id id = null;
        BlobType type = null;
        long offset = 0;
        long length = 0;
        long plainLength = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> id = Id.parse(parser.getText());
                case "type" ->
                    type = parser.getText().equals(BlobType.TREE.text())
                            ? BlobType.TREE
                            : parser.getText().equals(BlobType.DATA.text()) ? BlobType.DATA : null;
                case "offset" -> offset = parser.getLongValue();
                case "length" -> length = parser.getLongValue();
                case "uncompressed_length" -> plainLength = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        boolean sound = offset >= 0
                && offset <= Integer.MAX_VALUE
                && length > 0
                && length <= Integer.MAX_VALUE
                && plainLength >= 0
                && plainLength <= Integer.MAX_VALUE;
        if (id == null || type == null || !sound) {
            throw new MalformedException(DamageMessage.IMPOSSIBLE_BLOB);
        }
        return new PackedBlob(new Blob(type, id), offset, (int) length, (int) plainLength);
    }

    /** Takes the packs of an index. */
    @FunctionalInterface
    public interface Packs {
        /** A pack and its blobs. */
        void pack(Id id, List<PackedBlob> blobs);
    }
}
