package dev.jangada.kube.model.print;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import java.io.IOException;
import java.io.Writer;

/**
 * JSON as kubectl writes it: four spaces, fields in alphabetical order; one object as it is, several as the items of a
 * {@code List}.
 */
public final class JsonPrinter implements ObjectPrinter {

    private static final DefaultIndenter INDENTER = new DefaultIndenter("    ", "\n");

    private static final ObjectWriter WRITER = Json.mapper()
            .writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(INDENTER)
                    .withArrayIndenter(INDENTER))
            .with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private final Writer out;
    private final boolean list;
    private boolean any;

    /**
     * A printer of JSON.
     *
     * @param out where it goes
     * @param list whether the objects are the items of a {@code List}; if not, exactly one is printed
     */
    public JsonPrinter(Writer out, boolean list) {
        this.out = out;
        this.list = list;
    }

    @Override
    public void print(KubeObject object) throws IOException {
        String text = WRITER.writeValueAsString(object.tree());
        if (list) {
            out.append(any ? ",\n" : "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n")
                    .append("        ");
            // A string cannot hold a raw line break, so every one of them is layout.
            out.append(text.replace("\n", "\n        "));
        } else {
            out.append(text).append('\n');
        }
        any = true;
    }

    @Override
    public void end() throws IOException {
        if (list) {
            out.append(any ? "\n    ],\n" : "{\n    \"apiVersion\": \"v1\",\n    \"items\": [],\n")
                    .append(
                            "    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n");
        }
    }
}
