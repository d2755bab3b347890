package dev.jangada.kube.storage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ResourceKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A kind that a CustomResourceDefinition in the file defines.
 *
 * @param kind the kind, at the version that it is stored in
 * @param versions its versions, the stored one first
 * @param sameInAll whether it looks the same in all of them but for the apiVersion (conversion strategy None)
 */
record CustomKind(ResourceKind kind, List<String> versions, boolean sameInAll) {

    CustomKind {
        versions = List.copyOf(versions);
    }

    /**
     * Reads a definition; schemas, which are long, are passed over.
     *
     * @throws IOException if it is not what a definition is
     */
    static CustomKind read(byte[] json) throws IOException {
        var spec = new Spec();
        try (JsonParser parser = Json.factory().createParser(json)) {
            parser.setCodec(Json.mapper());
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isSpec = parser.currentName().equals("spec");
                if (parser.nextToken() == JsonToken.START_OBJECT && isSpec) {
                    each(parser, name -> spec.take(name, parser));
                    return spec.kind();
                }
                parser.skipChildren();
            }
        }
        throw new IOException("no spec");
    }

    private interface FieldReader {
        /** Reads the value of a field, whose first token is the current one, to its end. */
        void read(String field) throws IOException;
    }

    private static void each(JsonParser parser, FieldReader reader) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            reader.read(field);
        }
    }

    private static final class Spec {
        private String group = "";
        private String scope = "";
        private String strategy = "None";
        private JsonNode names = Json.object();
        private final List<String> versions = new ArrayList<>();

        void take(String field, JsonParser parser) throws IOException {
            switch (field) {
                case "group" -> group = parser.getText();
                case "scope" -> scope = parser.getText();
                case "names" -> names = parser.readValueAsTree();
                case "conversion" -> {
                    JsonNode conversion = parser.readValueAsTree();
                    strategy = conversion.path("strategy").asText(strategy);
                }
                case "version" -> {
                    // v1beta1: the only version, or the first of the list again.
                    if (!versions.contains(parser.getText())) {
                        versions.add(parser.getText());
                    }
                }
                case "versions" -> versions(parser);
                default -> parser.skipChildren();
            }
        }

        private void versions(JsonParser parser) throws IOException {
            // Definitions of the time before there could be several have null here.
            while (parser.currentToken() != JsonToken.VALUE_NULL && parser.nextToken() == JsonToken.START_OBJECT) {
                var version = new String[] {""};
                var storage = new boolean[1];
                each(parser, field -> {
                    switch (field) {
                        case "name" -> version[0] = parser.getText();
                        case "storage" -> storage[0] = parser.getBooleanValue();
                        default -> parser.skipChildren();
                    }
                });
                versions.remove(version[0]);
                versions.add(storage[0] ? 0 : versions.size(), version[0]);
            }
        }

        CustomKind kind() throws IOException {
            String kind = names.path("kind").asText();
            String plural = names.path("plural").asText();
            if (group.isEmpty() || kind.isEmpty() || plural.isEmpty() || versions.isEmpty()) {
                throw new IOException("no group, names or versions");
            }
            return new CustomKind(
                    new ResourceKind(
                            group,
                            versions.getFirst(),
                            kind,
                            plural,
                            names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
                            texts("shortNames"),
                            texts("categories"),
                            scope.equals("Namespaced"),
                            List.of()),
                    versions,
                    strategy.equals("None"));
        }

        private List<String> texts(String field) {
            return names.path(field).valueStream().map(JsonNode::asText).toList();
        }
    }
}
