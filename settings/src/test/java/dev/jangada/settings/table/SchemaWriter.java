package dev.jangada.settings.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Makes a JSON Schema of the table. The result ships as a file; only a test runs this, to see that it is the same. */
public final class SchemaWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SchemaWriter() {}

    /** The schema's text, draft 7: what editors know best. */
    public static String schema() {
        ObjectNode root = JSON.objectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "jangada.yaml");
        section(root, "");
        try {
            var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
            return new ObjectMapper().writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void section(ObjectNode schema, String key) {
        schema.putArray("type").add("object").add("null");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (Setting setting : Setting.in(key)) {
            ObjectNode property = properties.putObject(setting.word());
            property.put("description", setting.in(Locale.ENGLISH));
            if (setting.shape() == Shape.SECTION) {
                section(property, setting.key());
            } else {
                value(property, setting);
            }
        }
        switch (key) {
            case "cluster.etcd" -> {
                ObjectNode needs = schema.putObject("dependencies");
                needs.putArray("certFile").add("keyFile");
                needs.putArray("keyFile").add("certFile");
                needs.putArray("passwordFile").add("user");
            }
            case "repository" ->
                schema.putObject("not")
                        .put("type", "object")
                        .putArray("required")
                        .add("passwordFile")
                        .add("passwordCommand");
            default -> {}
        }
    }

    private static void value(ObjectNode property, Setting setting) {
        Shape shape = setting.shape();
        switch (shape) {
            case COUNT -> property.put("type", "integer").put("minimum", 1).put("maximum", Integer.MAX_VALUE);
            case COMMAND -> {
                property.put("type", "array").put("minItems", 1);
                ObjectNode program = text("[\\s\\S]*\\S[\\s\\S]*");
                property.putArray("items").add(program);
                property.set("additionalItems", JSON.objectNode().put("type", "string"));
            }
            case TEXTS, ENDPOINTS -> {
                ObjectNode several = JSON.objectNode().put("type", "array");
                several.set("items", text(shape.form()));
                if (shape == Shape.ENDPOINTS) {
                    several.put("minItems", 1);
                }
                property.putArray("anyOf").add(text(shape.form())).add(several);
            }
            default -> property.setAll(text(shape.form()));
        }
        setting.fallback().ifPresent(fallback -> property.put("default", fallback));
        if (shape != Shape.COUNT && !shape.isList() && shape != Shape.COMMAND) {
            property.putArray("examples").add(setting.example());
        }
    }

    private static ObjectNode text(String form) {
        return JSON.objectNode().put("type", "string").put("pattern", "^(?:" + form + ")$");
    }
}
