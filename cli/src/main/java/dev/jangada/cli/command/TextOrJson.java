package dev.jangada.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import java.io.IOException;

/** What {@code -o} takes where a command tells a result. */
public enum TextOrJson {
    text,
    json;

    /** Prints a tree as indented JSON. */
    public static void print(Terminal terminal, JsonNode tree) throws IOException {
        terminal.out().println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    }
}
