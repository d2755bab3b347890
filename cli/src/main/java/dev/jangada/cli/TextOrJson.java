package dev.jangada.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;

/** What {@code -o} takes where a command tells a result. */
enum TextOrJson {
    text,
    json;

    /** Prints a tree as indented JSON. */
    static void print(Terminal terminal, JsonNode tree) throws IOException {
        terminal.out().println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    }
}
