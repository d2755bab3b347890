package dev.jangada.etcd.storage.mvcc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a cluster, as etcd's files describe it.
 *
 * @param id the member's number; unsigned
 * @param name its name; empty until it has started
 * @param peerUrls where other members reach it
 * @param clientUrls where clients reach it; empty until it has started
 * @param learner whether it only listens
 */
public record Member(long id, String name, List<String> peerUrls, List<String> clientUrls, boolean learner) {

    private static final JsonFactory JSON = new JsonFactory();

    /** The number as etcd writes it: hexadecimal, without leading zeros. */
    public String hexId() {
        return Long.toHexString(id);
    }

    /** Reads etcd's JSON of a member; null if it is none. */
    public static @Nullable Member parse(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            long id = 0;
            String name = "";
            List<String> peers = List.of();
            List<String> clients = List.of();
            boolean learner = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "id" -> id = parser.getBigIntegerValue().longValue();
                    case "name" -> name = parser.getText();
                    case "peerURLs" -> peers = texts(parser, value);
                    case "clientURLs" -> clients = texts(parser, value);
                    case "isLearner" -> learner = value == JsonToken.VALUE_TRUE;
                    default -> parser.skipChildren();
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT ? new Member(id, name, peers, clients, learner) : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private static List<String> texts(JsonParser parser, JsonToken value) throws IOException {
        var texts = new ArrayList<String>();
        if (value == JsonToken.START_ARRAY) {
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(parser.getText());
            }
        }
        return List.copyOf(texts);
    }

    /** etcd's JSON of the member. */
    public byte[] json() {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeFieldName("id");
            generator.writeNumber(new BigInteger(Long.toUnsignedString(id)));
            write(generator, "peerURLs", peerUrls);
            if (learner) {
                generator.writeBooleanField("isLearner", true);
            }
            if (!name.isEmpty()) {
                generator.writeStringField("name", name);
            }
            if (!clientUrls.isEmpty()) {
                write(generator, "clientURLs", clientUrls);
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator generator, String field, List<String> texts) throws IOException {
        generator.writeArrayFieldStart(field);
        for (String text : texts) {
            generator.writeString(text);
        }
        generator.writeEndArray();
    }
}
