package dev.jangada.kube.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;

/** What a look at the first level of an object and at its {@code metadata} tells; absent fields are empty. */
record Header(
        String apiVersion,
        String kind,
        String namespace,
        String name,
        String uid,
        String resourceVersion,
        String created) {

    /**
     * Looks at an object.
     *
     * @param kind what it is if it does not say so itself; for the message if it cannot be read
     * @param json its UTF-8 JSON
     * @param whole whether {@code apiVersion} and {@code kind} are looked for behind {@code metadata} too; servers write
     *     them before it, so a quick look stops there
     * @throws Problem if the bytes are not a JSON object, as far as they are looked at
     */
    static Header read(String kind, byte[] json, boolean whole) {
        var found = new Found();
        try (JsonParser parser = Json.factory().createParser(json)) {
            found.read(parser, whole);
        } catch (IOException e) {
            throw found.header().notJson(kind, e);
        }
        return found.header();
    }

    /** Whether the object says itself what it is. */
    boolean hasType() {
        return !apiVersion.isEmpty() && !kind.isEmpty();
    }

    /**
     * The object cannot be read; the sentence names it, as far as it is known.
     *
     * @param givenKind what it is if it does not say so itself
     */
    Problem notJson(String givenKind, IOException cause) {
        String reason = JsonFault.reason(cause);
        if (name.isEmpty()) {
            return new Problem(cause, ExitCode.CORRUPT, ModelMessage.OBJECT_NOT_JSON, reason);
        }
        String key = (kind.isEmpty() ? givenKind : kind) + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
        return new Problem(cause, ExitCode.CORRUPT, ModelMessage.NAMED_OBJECT_NOT_JSON, key, reason);
    }

    /** What has been found so far. */
    private static final class Found {
        private String apiVersion = "";
        private String kind = "";
        private String namespace = "";
        private String name = "";
        private String uid = "";
        private String resourceVersion = "";
        private String created = "";

        Header header() {
            return new Header(apiVersion, kind, namespace, name, uid, resourceVersion, created);
        }

        void read(JsonParser parser, boolean whole) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Problem(ExitCode.CORRUPT, ModelMessage.OBJECT_NOT_JSON, "not an object");
            }
            boolean seen = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "apiVersion" -> apiVersion = text(parser);
                    case "kind" -> kind = text(parser);
                    case "metadata" -> {
                        metadata(parser, whole);
                        seen = true;
                    }
                    default -> parser.skipChildren();
                }
                if (seen && (!whole || header().hasType())) {
                    break;
                }
            }
        }

        /**
         * Reads until everything is found: behind it lies what is long, managedFields above all. Servers write these
         * fields in the order of their types or of their names, and either way the namespace before the uid.
         */
        private void metadata(JsonParser parser, boolean whole) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "namespace" -> namespace = text(parser);
                    case "name" -> name = text(parser);
                    case "uid" -> uid = text(parser);
                    case "resourceVersion" -> resourceVersion = text(parser);
                    case "creationTimestamp" -> created = text(parser);
                    default -> parser.skipChildren();
                }
                if (isComplete() && (!whole || header().hasType())) {
                    return;
                }
            }
        }

        private boolean isComplete() {
            return !name.isEmpty() && !uid.isEmpty() && !resourceVersion.isEmpty() && !created.isEmpty();
        }

        private static String text(JsonParser parser) throws IOException {
            if (parser.currentToken().isStructStart()) {
                parser.skipChildren();
                return "";
            }
            return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
        }
    }
}
