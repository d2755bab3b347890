package dev.jangada.kube.dump;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file of JSON documents once from its beginning to its end and tells where each Kubernetes object in it lies.
 * Lists ({@code List}, {@code ConfigMapList} …) are unfolded. No object is held.
 */
final class DocumentReader {

    /** Takes what is found. */
    @FunctionalInterface
    interface Found {

        /**
         * An object.
         *
         * @param type what it is; equal types are the same object
         * @param at its first byte in the file
         * @param length its length in bytes
         */
        void object(Type type, String namespace, String name, long at, int length);
    }

    /** What an object says that it is. */
    record Type(String apiVersion, String kind) {}

    /** An object, or an item of a list whose type is not yet known; the item need not be an object. */
    private record Document(
            String apiVersion,
            String kind,
            String namespace,
            String name,
            long at,
            long end,
            int line,
            boolean isObject) {

        static Document noObject(int line) {
            return new Document("", "", "", "", 0, 0, line, false);
        }
    }

    private final DumpFile file;
    private final Map<Type, Type> types = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private long documents;
    private int line;

    DocumentReader(DumpFile file) {
        this.file = file;
    }

    /**
     * Reads the whole file.
     *
     * @return how many documents it has
     * @throws Problem if a document is not JSON, or no Kubernetes object, with its line
     */
    long read(Found found) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 18);
                JsonParser parser = Json.factory().createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                documents++;
                line = parser.currentTokenLocation().getLineNr();
                if (token != JsonToken.START_OBJECT) {
                    throw new Problem(ExitCode.CORRUPT, DumpMessage.NOT_AN_OBJECT, file.path(), line, documents);
                }
                document(parser, found);
            }
            return documents;
        } catch (JsonEOFException e) {
            throw new Problem(e, ExitCode.CORRUPT, DumpMessage.TRUNCATED, file.path(), documents, line);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        } catch (IOException e) {
            throw file.cannotRead(e);
        }
    }

    /** An end within a word or between an object's fields is no exception of its own to the parser. */
    private Problem notJson(JsonProcessingException e) {
        if (String.valueOf(e.getOriginalMessage()).startsWith("Unexpected end-of-input")) {
            return new Problem(e, ExitCode.CORRUPT, DumpMessage.TRUNCATED, file.path(), documents, line);
        }
        JsonLocation at = e.getLocation();
        return new Problem(
                e,
                ExitCode.CORRUPT,
                DumpMessage.NOT_JSON,
                file.path(),
                at == null ? line : at.getLineNr(),
                at == null ? 0 : at.getColumnNr(),
                e.getOriginalMessage());
    }

    private void document(JsonParser parser, Found found) throws IOException {
        var items = new ArrayList<Document>();
        var isList = new boolean[1];
        Document document = object(parser, items, isList);
        if (isList[0] && document.kind.endsWith("List") && document.name.isEmpty()) {
            String kind = document.kind.substring(0, document.kind.length() - "List".length());
            for (Document item : items) {
                boolean typed = !item.apiVersion.isEmpty() && !item.kind.isEmpty();
                report(found, item, typed ? item.apiVersion : document.apiVersion, typed ? item.kind : kind);
            }
        } else {
            report(found, document, document.apiVersion, document.kind);
        }
    }

    private void report(Found found, Document object, String apiVersion, String kind) {
        if (!object.isObject) {
            throw new Problem(ExitCode.CORRUPT, DumpMessage.NOT_AN_OBJECT, file.path(), object.line, documents);
        }
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            throw new Problem(ExitCode.CORRUPT, DumpMessage.NO_KIND, file.path(), object.line, documents);
        }
        if (object.name.isEmpty()) {
            throw new Problem(ExitCode.CORRUPT, DumpMessage.NO_NAME, file.path(), object.line, kind);
        }
        long length = object.end - object.at;
        if (object.at < 0 || length > Integer.MAX_VALUE - 8) {
            throw new Problem(ExitCode.CORRUPT, DumpMessage.NOT_UTF8, file.path());
        }
        Type type = new Type(apiVersion, kind);
        found.object(types.computeIfAbsent(type, same -> same), object.namespace, object.name, object.at, (int) length);
    }

    /** Reads an object whose opening brace is the current token, up to its closing one. */
    private Document object(JsonParser parser, List<Document> items, boolean[] isList) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        String apiVersion = "";
        String kind = "";
        String[] name = {"", ""};
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "apiVersion" -> apiVersion = words.computeIfAbsent(text(parser), same -> same);
                case "kind" -> kind = words.computeIfAbsent(text(parser), same -> same);
                case "metadata" -> metadata(parser, name);
                case "items" -> {
                    isList[0] = value == JsonToken.START_ARRAY || value == JsonToken.VALUE_NULL;
                    items(parser, items);
                }
                default -> parser.skipChildren();
            }
        }
        return new Document(
                apiVersion,
                kind,
                words.computeIfAbsent(name[0], same -> same),
                name[1],
                start.getByteOffset(),
                parser.currentLocation().getByteOffset(),
                start.getLineNr(),
                true);
    }

    private void items(JsonParser parser, List<Document> items) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                items.add(object(parser, new ArrayList<>(0), new boolean[1]));
            } else {
                items.add(Document.noObject(parser.currentTokenLocation().getLineNr()));
                parser.skipChildren();
            }
        }
    }

    private static void metadata(JsonParser parser, String[] name) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "namespace" -> name[0] = text(parser);
                case "name" -> name[1] = text(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return "";
        }
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    }
}
